import { Button, FormItem, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { REASON_MAX } from '#contract/communities/communities.limits.ts'
import {
  getRequest,
  listRequests,
  type OrganisationRequest,
  replaceAdministrator,
} from '#contract/communities/requests.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { isPhoneWhole } from '#web/kit/ui/phone.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import { t } from './operator.texts.ts'
import styles from './ReplaceDialog.module.css'

const NAMES = ['surname', 'name', 'patronymic'] as const

/** Another administrator by the order of the organisation (ORG-10); his right waits for his phone. */
export function ReplaceDialog({ request, onClose }: { request: OrganisationRequest; onClose: () => void }) {
  const [names, setNames] = useState({ surname: '', name: '', patronymic: '' })
  const [phone, setPhone] = useState('+7')
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  const command = useCommand(replaceAdministrator, {
    refreshes: [listRequests, getRequest],
    onSuccess: () => {
      showToast(t.replace.done)
      onClose()
    },
  })
  const input = usePhoneInput(phone, setPhone)
  const lacks = (key: (typeof NAMES)[number]) => key !== 'patronymic' && names[key].trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTold(true)
    if (NAMES.some(lacks) || !isPhoneWhole(phone) || reason.trim() === '') return
    const { id, version } = request
    command.mutate({ id, version, ...names, phone, reason: reason.trim() })
  }
  return (
    <Dialog
      title={t.replace.title}
      sub={request.name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" type="submit" form="replace" loading={command.isPending}>
            {t.replace.send}
          </Button>
        </>
      }
    >
      <form id="replace" className={styles.form} onSubmit={submit} noValidate>
        <p>{t.replace.text}</p>
        {NAMES.map((key) => (
          <TextField
            key={key}
            label={t.replace[key]}
            error={told && lacks(key) ? t.replace.missing : undefined}
            maxLength={NAME_LENGTH_MAX}
            value={names[key]}
            onChange={({ target }) => setNames((before) => ({ ...before, [key]: target.value }))}
          />
        ))}
        <TextField
          label={t.replace.phone}
          error={told && !isPhoneWhole(phone) ? t.replace.phoneMissing : undefined}
          {...input}
        />
        <FormItem
          noPadding
          top={t.replace.reason}
          htmlFor="replace-reason"
          status={told && reason.trim() === '' ? 'error' : 'default'}
          bottom={told && reason.trim() === '' ? t.reasonMissing : undefined}
          bottomId="replace-reason-note"
        >
          <Textarea
            id="replace-reason"
            rows={2}
            maxLength={REASON_MAX}
            value={reason}
            aria-invalid={told && reason.trim() === ''}
            aria-describedby="replace-reason-note"
            onChange={({ target }) => setReason(target.value)}
          />
        </FormItem>
      </form>
      <ErrorLine error={command.error} />
    </Dialog>
  )
}
