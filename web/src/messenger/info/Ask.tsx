import type { ReactNode } from 'react'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { t } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'

interface AskProps {
  title: string
  text: string
  action: string
  /** What the safe answer says where «cancel» could be taken for the other one. */
  keep?: string
  busy: boolean
  error: unknown
  onYes: () => void
  onNo: () => void
  /** What is asked about. */
  children?: ReactNode
}

/** A question before something that cannot simply be taken back; the button says what happens. */
export function Ask({ title, text, action, keep = t.cancel, busy, error, onYes, onNo, children }: AskProps) {
  return (
    <Dialog
      title={title}
      onClose={onNo}
      footer={
        <>
          {/* Whoever presses Enter without having read keeps what he has. */}
          <MainButton mode="soft" data-first onClick={onNo}>
            {keep}
          </MainButton>
          <MainButton mode="danger" disabled={busy} onClick={onYes}>
            {action}
          </MainButton>
        </>
      }
    >
      {children}
      <p>{text}</p>
      <Refusal error={error} />
    </Dialog>
  )
}
