import { useState } from 'react'
import { home } from '#contract/communities/communities.ts'
import type { Ticket } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { DecisionDialog } from './DecisionDialog.tsx'
import { ReasonField } from './ReasonField.tsx'
import { useTicketDoor } from './ticket-door.ts'
import { t } from './tickets.texts.ts'

export function RefuseDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const door = useTicketDoor()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const command = useCommand(door.refuse, {
    refreshes: [door.list, home],
    onSuccess: () => {
      showToast(t.refusing.done)
      onClose()
    },
  })
  const send = () => {
    setMissing(reason.trim() === '')
    if (reason.trim() !== '') command.mutate({ id: ticket.id, version: ticket.version, reason: reason.trim() })
  }
  return (
    <DecisionDialog
      words={t.refusing}
      sub={fullName(ticket)}
      negative
      busy={command.isPending}
      error={command.error}
      onSend={send}
      onClose={onClose}
    >
      <ReasonField
        label={t.refusing.reason}
        value={reason}
        missing={missing && reason.trim() === ''}
        onChange={setReason}
      />
    </DecisionDialog>
  )
}
