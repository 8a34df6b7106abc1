import { Button } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import type { OrderScan } from '#contract/communities/orders.ts'
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
import { OrderPicker } from '../orders/OrderPicker.tsx'
import { PhonesSide } from '../orders/PhonesSide.tsx'
import { ScanView } from '../orders/ScanView.tsx'
import type { OrderUpload } from '../orders/useOrderUpload.ts'
import { ReasonItem } from '../serving/ReasonItem.tsx'
import { useDeskOrder } from './OrderPane.tsx'
import { t } from './operator.texts.ts'
import styles from './ReplaceDialog.module.css'

const NAMES = ['surname', 'name', 'patronymic'] as const

/** Another administrator by the order of the organisation (ORG-10); his right waits for his phone. */
export function ReplaceDialog({ request, onClose }: { request: OrganisationRequest; onClose: () => void }) {
  const [names, setNames] = useState({ surname: '', name: '', patronymic: '' })
  const [phone, setPhone] = useState('+7')
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  const [orderPhone, setOrderPhone] = useState('+7')
  const upload = useDeskOrder(request.id)
  const orderId = upload.state.step === 'there' ? upload.state.id : null
  const scan = request.orders.find(({ fileId }) => fileId === orderId)
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
    const isWhole = isPhoneWhole(phone) && isPhoneWhole(orderPhone) && reason.trim() !== ''
    if (NAMES.some(lacks) || !isWhole || orderId === null) return
    const { id, version } = request
    command.mutate({ id, version, ...names, phone, orderId, orderPhone, reason: reason.trim() })
  }
  return (
    <Dialog
      title={t.replace.title}
      sheet={scan !== undefined}
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
        <OrderPart
          upload={upload}
          scan={scan}
          formPhone={phone}
          orderPhone={orderPhone}
          told={told}
          onType={setOrderPhone}
        />
        <ReasonItem
          label={t.replace.reason}
          missing={told && reason.trim() === '' ? t.reasonMissing : undefined}
          value={reason}
          onType={setReason}
        />
      </form>
      <ErrorLine error={command.error} />
    </Dialog>
  )
}

interface OrderPartProps {
  upload: OrderUpload
  /** Once it is there. */
  scan: OrderScan | undefined
  formPhone: string
  orderPhone: string
  /** What is missing is said. */
  told: boolean
  onType: (phone: string) => void
}

/** The order that names him, beside the phone of the form. */
function OrderPart({ upload, scan, formPhone, orderPhone, told, onType }: OrderPartProps) {
  const isSent = upload.state.step === 'there'
  return (
    <>
      <OrderPicker upload={upload} missing={told && !isSent ? t.order.missing : undefined} />
      {scan !== undefined && (
        <>
          <PhonesSide
            formPhone={formPhone}
            orderPhone={orderPhone}
            missing={told && !isPhoneWhole(orderPhone) ? t.order.phoneMissing : undefined}
            onType={onType}
          />
          <ScanView scan={scan} />
        </>
      )}
    </>
  )
}
