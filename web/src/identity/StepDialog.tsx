import { Button } from '@vkontakte/vkui'
import { type FormEvent, type ReactNode, useId } from 'react'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './StepDialog.module.css'

interface StepDialogProps {
  title: string
  sub: ReactNode
  /** What the button says that leads on, and the one that gives up. */
  action: string
  cancel: string
  busy: boolean
  /** Null where an error stands at its field. */
  error: Error | null
  onClose: () => void
  onSend: () => void
  children: ReactNode
}

/** One step of something that takes several: a form in a dialog whose button leads on. */
export function StepDialog({ title, sub, action, cancel, busy, error, onClose, onSend, children }: StepDialogProps) {
  const form = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend()
  }
  return (
    <Dialog
      title={title}
      sub={sub}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {cancel}
          </Button>
          <Button size="l" type="submit" form={form} loading={busy}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        {children}
      </form>
      <ErrorLine error={error} />
    </Dialog>
  )
}
