import { Ask } from '../info/Ask.tsx'
import { t } from '../messenger.texts.ts'
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
      title={t.edit.dropAsk}
      text={t.edit.dropText}
      action={t.edit.dropAction}
      keep={t.edit.keep}
      busy={false}
      error={null}
      onYes={onYes}
      onNo={onNo}
    >
      <blockquote className={styles.erasing}>{text}</blockquote>
    </Ask>
  )
}
