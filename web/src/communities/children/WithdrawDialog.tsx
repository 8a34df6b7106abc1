import { Button } from '@vkontakte/vkui'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { t } from './children.texts.ts'

interface WithdrawDialogProps {
  title: string
  name: string
  submit: string
  busy: boolean
  error: Error | null
  onSubmit: () => void
  onClose: () => void
}

/** Says what follows for the child before a consent is withdrawn. */
export function WithdrawDialog({ title, name, submit, busy, error, onSubmit, onClose }: WithdrawDialogProps) {
  return (
    <Dialog
      title={title}
      sub={name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" appearance="negative" loading={busy} onClick={onSubmit}>
            {submit}
          </Button>
        </>
      }
    >
      <p>{t.withdrawText}</p>
      <ErrorLine error={error} />
    </Dialog>
  )
}
