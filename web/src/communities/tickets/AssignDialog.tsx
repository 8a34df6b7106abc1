import { FormItem, Input } from '@vkontakte/vkui'
import { useDeferredValue, useState } from 'react'
import { deskAssign, deskList, deskOrganisations, type Ticket } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { DecisionDialog } from './DecisionDialog.tsx'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

/** An operator finds the organisation that the applicant has not found. */
export function AssignDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const search = useDeferredValue(text.trim())
  const found = useApi(deskOrganisations, { search }, { enabled: search !== '', keep: true })
  const command = useCommand(deskAssign, {
    refreshes: [deskList],
    onSuccess: () => {
      showToast(t.assigning.done)
      onClose()
    },
  })
  const send = () => {
    setMissing(chosen === null)
    if (chosen !== null) command.mutate({ id: ticket.id, version: ticket.version, communityId: chosen })
  }
  return (
    <DecisionDialog
      words={t.assigning}
      sub={fullName(ticket)}
      busy={command.isPending}
      error={command.error ?? found.error}
      onSend={send}
      onClose={onClose}
    >
      <FormItem
        noPadding
        top={t.assigning.search}
        htmlFor="organisation"
        status={missing ? 'error' : 'default'}
        bottom={missing ? t.assigning.missing : undefined}
        bottomId="organisation-note"
      >
        <Input
          id="organisation"
          value={text}
          autoComplete="off"
          aria-invalid={missing}
          aria-describedby="organisation-note"
          onChange={({ target }) => setText(target.value)}
        />
      </FormItem>
      <ul className={styles.found}>
        {(found.data?.organisations ?? []).map(({ id, name }) => (
          <li key={id}>
            <button type="button" aria-pressed={id === chosen} onClick={() => setChosen(id)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </DecisionDialog>
  )
}
