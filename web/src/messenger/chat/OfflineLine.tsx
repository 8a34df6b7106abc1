import { Icon20CloudSlashOutline } from '@vkontakte/icons'
import { useEffect, useState } from 'react'
import { useMessenger, useOnline } from '../boot/engine-context.ts'
import { t } from '../messenger.texts.ts'
import styles from './chat.module.css'

/** A short loss is not worth a word. */
const QUIET_MS = 2_500

/** One quiet line that counts what waits to be sent. */
export function OfflineLine() {
  const shown = useLateOffline()
  const waiting = useMessenger(({ outbox }) => outbox.filter((item) => item.state === 'waiting').length)
  if (!shown) return null
  return (
    <div className={styles.offline} role="status">
      <Icon20CloudSlashOutline width={18} height={18} aria-hidden="true" />
      <span>{waiting > 0 ? t.offline.waiting(waiting) : t.offline.plain}</span>
    </div>
  )
}

/** True once the server has not been reached for a moment. */
export function useLateOffline(): boolean {
  const online = useOnline()
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (online) {
      setLate(false)
      return
    }
    const timer = setTimeout(() => setLate(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [online])
  return late && !online
}
