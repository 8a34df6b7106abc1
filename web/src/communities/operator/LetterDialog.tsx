import { Button, FormItem, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useRef, useState } from 'react'
import { COMMUNITY_NAME_MAX } from '#contract/communities/communities.limits.ts'
import { deskBeginOrder } from '#contract/communities/orders.ts'
import { enterRequest, listRequests } from '#contract/communities/requests.ts'
import { COMMUNITY_TYPES, type CommunityType } from '#contract/communities/types.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'
import { api, newKey } from '#web/kit/api/api.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { isPhoneWhole } from '#web/kit/ui/phone.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import { OrderPicker } from '../orders/OrderPicker.tsx'
import type { OrderDoor } from '../orders/send-order.ts'
import { useOrderUpload } from '../orders/useOrderUpload.ts'
import { newSecret } from '../requests/saved-request.ts'
import { terms } from '../terms/terms.ts'
import { t } from './operator.texts.ts'
import styles from './ReplaceDialog.module.css'

const EMPTY = {
  name: '',
  administratorSurname: '',
  administratorName: '',
  administratorPatronymic: '',
  inn: '',
  kpp: '',
}
type Field = keyof typeof EMPTY
const NEEDED: readonly Field[] = ['name', 'administratorSurname', 'administratorName']
const DIGITS: Readonly<Partial<Record<Field, number>>> = { inn: 10, kpp: 9 }

const DOOR: OrderDoor = {
  begin: (declared, signal) => api.call(deskBeginOrder, { requestId: null, ...declared }, { signal }),
  attach: async () => undefined,
}

interface LetterDialogProps {
  onEntered: (requestId: string) => void
  onClose: () => void
}

/** A request that has come to the support mailbox: the fields of the form, and the letter (ORG-01). */
export function LetterDialog({ onEntered, onClose }: LetterDialogProps) {
  const made = useRef({ id: newKey(), secret: newSecret() })
  const [type, setType] = useState<CommunityType>('school')
  const [values, setValues] = useState(EMPTY)
  const [phone, setPhone] = useState('+7')
  const [told, setTold] = useState(false)
  const upload = useOrderUpload(DOOR)
  const letterId = upload.state.step === 'there' ? upload.state.id : null
  const command = useCommand(enterRequest, { refreshes: [listRequests] })
  const input = usePhoneInput(phone, setPhone)
  const lacks = (key: Field) => NEEDED.includes(key) && values[key].trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTold(true)
    if (NEEDED.some(lacks) || !isPhoneWhole(phone) || letterId === null) return
    const { inn, kpp, ...names } = values
    const numbers = { ...(inn === '' ? {} : { inn }), ...(kpp === '' ? {} : { kpp }) }
    command.mutate({ ...made.current, letterId, type, ...names, administratorPhone: phone, ...numbers })
  }
  if (command.data !== undefined) {
    const { request, address } = command.data
    return <Entered address={address} onClose={() => onEntered(request.id)} />
  }
  const field = (key: Field) => (
    <TextField
      label={t.letter[key]}
      error={told && lacks(key) ? t.replace.missing : undefined}
      maxLength={DIGITS[key] ?? (key === 'name' ? COMMUNITY_NAME_MAX : NAME_LENGTH_MAX)}
      inputMode={DIGITS[key] === undefined ? undefined : 'numeric'}
      value={values[key]}
      onChange={({ target }) => setValues((before) => ({ ...before, [key]: target.value }))}
    />
  )
  return (
    <Dialog
      title={t.letter.title}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" type="submit" form="letter" loading={command.isPending}>
            {t.letter.send}
          </Button>
        </>
      }
    >
      <form id="letter" className={styles.form} onSubmit={submit} noValidate>
        <p>{t.letter.text}</p>
        <OrderPicker what="letter" upload={upload} missing={told && letterId === null ? t.letter.missing : undefined} />
        {field('name')}
        <FormItem noPadding top={t.facts.type} htmlFor="letter-type">
          <NativeSelect id="letter-type" value={type} onChange={({ target }) => setType(target.value as CommunityType)}>
            {COMMUNITY_TYPES.map((each) => (
              <option key={each} value={each}>
                {terms.types[each]}
              </option>
            ))}
          </NativeSelect>
        </FormItem>
        {field('administratorSurname')}
        {field('administratorName')}
        {field('administratorPatronymic')}
        <TextField
          label={t.phone}
          error={told && !isPhoneWhole(phone) ? t.replace.phoneMissing : undefined}
          {...input}
          autoComplete="off"
        />
        {field('inn')}
        {field('kpp')}
      </form>
      <ErrorLine error={command.error} />
    </Dialog>
  )
}

/** The address of the page that the operator sends back to whoever has written. */
function Entered({ address, onClose }: { address: string; onClose: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    showToast(t.letter.copied)
  }
  return (
    <Dialog
      title={t.letter.doneTitle}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.letter.close}
          </Button>
          <Button size="l" onClick={() => void copy()}>
            {t.letter.copy}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t.letter.doneText}</p>
        <TextField label={t.letter.address} readOnly value={address} />
      </div>
    </Dialog>
  )
}
