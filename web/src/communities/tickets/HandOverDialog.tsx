import { useState } from 'react'
import { deskHandOver, deskList, type Ticket } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { isPhoneWhole } from '#web/kit/ui/phone.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { PhonesSide } from '../orders/PhonesSide.tsx'
import { ScanView } from '../orders/ScanView.tsx'
import { DecisionDialog } from './DecisionDialog.tsx'
import { ReasonField } from './ReasonField.tsx'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

interface HandOverDialogProps {
  ticket: Ticket
  successor: NonNullable<Ticket['successor']>
  onClose: () => void
}

/** The order beside what was said of it: who becomes the administrator, and with which number (ORG-10). */
export function HandOverDialog({ ticket, successor, onClose }: HandOverDialogProps) {
  const [orderPhone, setOrderPhone] = useState('+7')
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  const command = useCommand(deskHandOver, {
    refreshes: [deskList],
    onSuccess: () => {
      showToast(t.handOver.done)
      onClose()
    },
  })
  const send = () => {
    setTold(true)
    if (!isPhoneWhole(orderPhone) || reason.trim() === '') return
    command.mutate({ id: ticket.id, version: ticket.version, orderPhone, reason: reason.trim() })
  }
  return (
    <DecisionDialog
      words={t.handOver}
      sub={ticket.organisation?.name ?? ''}
      sheet
      busy={command.isPending}
      error={command.error}
      onSend={send}
      onClose={onClose}
    >
      <div className={styles.compare}>
        <div className={styles.dialog}>
          <dl className={styles.facts}>
            <dt>{t.handOver.before}</dt>
            <dd>{fullName(ticket)}</dd>
            <dt>{t.handOver.after}</dt>
            <dd>{fullName(successor)}</dd>
          </dl>
          <PhonesSide
            label={t.handOver.phone}
            formPhone={successor.phone}
            orderPhone={orderPhone}
            missing={told && !isPhoneWhole(orderPhone) ? t.handOver.phoneMissing : undefined}
            onType={setOrderPhone}
          />
          <ReasonField
            label={t.handOver.reason}
            value={reason}
            missing={told && reason.trim() === ''}
            onChange={setReason}
          />
        </div>
        <ScanView scan={successor.order} />
      </div>
    </DecisionDialog>
  )
}
