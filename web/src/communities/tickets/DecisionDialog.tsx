import { Button } from '@vkontakte/vkui'
import type { FormEvent, ReactNode } from 'react'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

interface DecisionDialogProps {
  words: { title: string; text: string; send: string }
  sub?: string
  negative?: boolean
  /** Room for a sheet of paper beside the form. */
  sheet?: boolean
  busy: boolean
  error: Error | null
  onSend: () => void
  onClose: () => void
  children: ReactNode
}

/** What the decisions about a ticket have in common: what it means, what to say, the button. */
export function DecisionDialog({
  words,
  sub,
  negative = false,
  sheet = false,
  busy,
  error,
  onSend,
  onClose,
  children,
}: DecisionDialogProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend()
  }
  return (
    <Dialog
      title={words.title}
      sub={sub}
      sheet={sheet}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" type="submit" form="ticket" appearance={negative ? 'negative' : 'accent'} loading={busy}>
            {words.send}
          </Button>
        </>
      }
    >
      <form id="ticket" className={styles.dialog} onSubmit={submit} noValidate>
        <p>{words.text}</p>
        {children}
      </form>
      <ErrorLine error={error} />
    </Dialog>
  )
}
