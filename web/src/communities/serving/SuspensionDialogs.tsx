import { Button } from '@vkontakte/vkui'
import { type FormEvent, type ReactNode, useState } from 'react'
import {
  listOrganisations,
  resumeOrganisation,
  type ServedOrganisation,
  suspendOrganisation,
} from '#contract/communities/suspension.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { ReasonItem } from './ReasonItem.tsx'
import styles from './serving.module.css'
import { t } from './serving.texts.ts'

interface DialogProps {
  organisation: ServedOrganisation
  onClose: () => void
}

/** Lets an organisation rest, with a reason for its members. */
export function SuspendDialog({ organisation, onClose }: DialogProps) {
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  const command = useCommand(suspendOrganisation, {
    refreshes: [listOrganisations],
    onSuccess: () => {
      showToast(t.suspending.done)
      onClose()
    },
  })
  const missing = told && reason.trim() === ''
  const send = () => {
    setTold(true)
    if (reason.trim() === '') return
    command.mutate({ communityId: organisation.communityId, reason: reason.trim() })
  }
  return (
    <Decision words={t.suspending} command={command} negative name={organisation.name} onSend={send} onClose={onClose}>
      <ReasonItem
        label={t.suspending.reason}
        missing={missing ? t.suspending.missing : undefined}
        value={reason}
        onType={setReason}
      />
    </Decision>
  )
}

/** Lets an organisation work again. */
export function ResumeDialog({ organisation, onClose }: DialogProps) {
  const command = useCommand(resumeOrganisation, {
    refreshes: [listOrganisations],
    onSuccess: () => {
      showToast(t.resuming.done)
      onClose()
    },
  })
  const send = () => command.mutate({ communityId: organisation.communityId })
  return <Decision words={t.resuming} command={command} name={organisation.name} onSend={send} onClose={onClose} />
}

interface DecisionProps {
  words: { title: string; text: string; send: string }
  name: string
  command: { isPending: boolean; error: Error | null }
  negative?: boolean
  onSend: () => void
  onClose: () => void
  children?: ReactNode
}

/** What both decisions have in common: what it means, and the button. */
function Decision({ words, name, command, negative = false, onSend, onClose, children }: DecisionProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend()
  }
  return (
    <Dialog
      title={words.title}
      sub={name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button
            size="l"
            type="submit"
            form="suspension"
            appearance={negative ? 'negative' : 'accent'}
            loading={command.isPending}
          >
            {words.send}
          </Button>
        </>
      }
    >
      <form id="suspension" className={styles.form} onSubmit={submit} noValidate>
        <p>{words.text}</p>
        {children}
      </form>
      <ErrorLine error={command.error} />
    </Dialog>
  )
}
