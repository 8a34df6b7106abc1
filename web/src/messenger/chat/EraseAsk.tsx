import { erase } from '#contract/messenger/messages.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { Ask } from '../info/Ask.tsx'
import type { BubbleItem } from '../view/flow.ts'
import { summaryOf } from '../view/summary.ts'
import styles from './erase.module.css'
import { eraseTexts } from './erase.texts.ts'

interface EraseAskProps {
  chatId: string
  item: BubbleItem
  onClose: () => void
}

/** Asks before a message is gone for everybody: nothing brings it back. */
export function EraseAsk({ chatId, item, onClose }: EraseAskProps) {
  const remove = useEngineCommand(erase, onClose)
  return (
    <Ask
      title={eraseTexts.ask}
      text={item.own ? eraseTexts.text : eraseTexts.othersText}
      action={eraseTexts.action}
      busy={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutate({ chatId, seqs: [item.seq!] })}
      onNo={onClose}
    >
      <blockquote className={styles.erasing}>{summaryOf(item)}</blockquote>
    </Ask>
  )
}
