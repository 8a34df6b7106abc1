import { markedIn } from '#web/kit/sync/marks.ts'
import { quotedIn } from '#web/kit/sync/selectors.ts'
import { avatarTone } from '#web/kit/ui/avatar-tone.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { useName } from '../boot/names.ts'
import { t } from '../messenger.texts.ts'
import { summaryOf } from '../view/summary.ts'
import styles from './chat.module.css'

interface QuoteProps {
  chatId: string
  seq: number
  onJump: (seq: number) => void
}

/** The message that is answered; a press goes there. */
export function Quote({ chatId, seq, onJump }: QuoteProps) {
  const message = useMessenger(({ sync }) => {
    const slice = sync.chats[chatId]
    if (slice === undefined) return undefined
    return markedIn(sync.marks, 'hidden', chatId).has(seq) ? null : quotedIn(slice, seq)
  })
  const { name, verified } = useName(message?.senderId ?? '')
  if (!message) {
    return (
      <span className={styles.quote} style={{ '--q': 'var(--p-text-2)' } as React.CSSProperties}>
        <span>{message === undefined ? t.chat.quoteLoading : t.chat.quoteUnknown}</span>
      </span>
    )
  }
  return (
    <button
      type="button"
      className={styles.quote}
      style={{ '--q': `var(--m-name-${avatarTone(message.senderId)})` } as React.CSSProperties}
      title={t.chat.toQuoted}
      onClick={() => onJump(seq)}
    >
      <b>
        {name} {verified && <VerifiedMark />}
      </b>
      <span>{message.erased === null ? summaryOf(message) : t.erased[message.erased]}</span>
    </button>
  )
}
