import type { PlannedCall } from '#contract/calls/planned-calls.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { hrefOf, useChatTitle } from '#web/messenger/index.ts'
import { momentOf } from './ComingLine.tsx'
import styles from './planned.module.css'
import { t } from './planned.texts.ts'

interface ComingDialogProps {
  planned: readonly PlannedCall[]
  onClose: () => void
}

/** The calls of the next days in all chats of the reader; each leads into its chat. */
export function ComingDialog({ planned, onClose }: ComingDialogProps) {
  return (
    <Dialog title={t.comingTitle} sub={t.comingSub} onClose={onClose}>
      <ul className={styles.list}>
        {planned.map((plan) => (
          <Row key={plan.id} plan={plan} onClose={onClose} />
        ))}
      </ul>
    </Dialog>
  )
}

function Row({ plan, onClose }: { plan: PlannedCall; onClose: () => void }) {
  const chat = useChatTitle(plan.chatId)
  return (
    <li>
      <AppLink href={hrefOf(plan.chatId)} className={styles.coming} onClick={onClose}>
        <b>{plan.title}</b>
        <small>{[momentOf(plan), chat.name].join(' · ')}</small>
      </AppLink>
    </li>
  )
}
