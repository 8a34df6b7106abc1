import { useMessenger } from '../boot/engine-context.ts'
import { t as words } from '../messenger.texts.ts'
import styles from './chat.module.css'
import { t } from './pace.texts.ts'

/** Under the composer of a chat that is slow: how slow, and how long there is to wait. */
export function PaceLine({ chatId, waitMs }: { chatId: string; waitMs: number }) {
  const slowModeMs = useMessenger(({ sync }) => sync.chats[chatId]?.chat.slowModeMs ?? null)
  if (slowModeMs === null) return null
  return (
    <p className={styles.count} role="timer">
      {waitMs > 0 ? t.wait(clockOf(waitMs)) : t.slow(words.every(slowModeMs))}
    </p>
  )
}

/** Minutes and seconds, as a clock shows them. */
function clockOf(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
