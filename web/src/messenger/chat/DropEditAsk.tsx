import { Ask } from '../info/Ask.tsx'
import { editTexts } from './edit.texts.ts'
import styles from './erase.module.css'

interface DropEditAskProps {
  text: string
  onYes: () => void
  onNo: () => void
}

/** Asks before a half-typed edit is thrown away. */
export function DropEditAsk({ text, onYes, onNo }: DropEditAskProps) {
  return (
    <Ask
      title={editTexts.dropAsk}
      text={editTexts.dropText}
      action={editTexts.dropAction}
      keep={editTexts.keep}
      busy={false}
      error={null}
      onYes={onYes}
      onNo={onNo}
    >
      <blockquote className={styles.erasing}>{text}</blockquote>
    </Ask>
  )
}
