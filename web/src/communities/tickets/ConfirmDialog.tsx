import { useState } from 'react'
import { home } from '#contract/communities/communities.ts'
import type { Ticket } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { DecisionDialog } from './DecisionDialog.tsx'
import { MemberField } from './MemberField.tsx'
import { ReasonField } from './ReasonField.tsx'
import { useTicketDoor } from './ticket-door.ts'
import { t } from './tickets.texts.ts'

interface ConfirmDialogProps {
  ticket: Ticket
  /** It is another operator's, who is known by his number. */
  isOperator: boolean
  onClose: () => void
}

/** «Это он, лично»: the first one chooses the member, a second one confirms the same. */
export function ConfirmDialog({ ticket, isOperator, onClose }: ConfirmDialogProps) {
  const door = useTicketDoor()
  const [chosen, setChosen] = useState(ticket.member?.profileId ?? null)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const command = useCommand(door.confirm, {
    refreshes: [door.list, home],
    onSuccess: ({ state }) => {
      showToast(state === 'waiting' ? t.confirming.waits : t.confirming.done)
      onClose()
    },
  })
  const send = () => {
    const isWhole = (isOperator || chosen !== null) && reason.trim() !== ''
    setMissing(!isWhole)
    if (isWhole) command.mutate({ id: ticket.id, version: ticket.version, profileId: chosen, reason: reason.trim() })
  }
  return (
    <DecisionDialog
      words={t.confirming}
      sub={t.confirming.sub(fullName(ticket))}
      busy={command.isPending}
      error={command.error}
      onSend={send}
      onClose={onClose}
    >
      {isOperator ? (
        <p>{t.confirming.operator}</p>
      ) : ticket.member !== null ? (
        <p>{t.queue.member(ticket.member.name)}</p>
      ) : (
        <MemberField ticket={ticket} chosen={chosen} missing={missing && chosen === null} onChoose={setChosen} />
      )}
      <ReasonField
        label={t.confirming.reason}
        value={reason}
        missing={missing && reason.trim() === ''}
        onChange={setReason}
      />
    </DecisionDialog>
  )
}
