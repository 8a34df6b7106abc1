import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { t } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'

interface AskProps {
  title: string
  text: string
  action: string
  busy: boolean
  error: unknown
  onYes: () => void
  onNo: () => void
}

/** A question before something that cannot simply be taken back; the button says what happens. */
export function Ask({ title, text, action, busy, error, onYes, onNo }: AskProps) {
  return (
    <Dialog
      title={title}
      onClose={onNo}
      footer={
        <>
          <MainButton mode="soft" onClick={onNo}>
            {t.cancel}
          </MainButton>
          <MainButton mode="danger" disabled={busy} onClick={onYes}>
            {action}
          </MainButton>
        </>
      }
    >
      <p>{text}</p>
      <Refusal error={error} />
    </Dialog>
  )
}
