import { useEffect, useRef } from 'react'
import { ROUND_MS_MAX } from '#contract/messenger/attachments.limits.ts'
import { Ring } from './Ring.tsx'
import { t } from './recording.texts.ts'
import styles from './round.module.css'

/** What the camera sees while it records, as in a mirror, and how much of the minute is over. */
export function RoundPreview({ stream, ms }: { stream: MediaStream; ms: number }) {
  const film = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = film.current!
    element.srcObject = stream
    return () => {
      element.srcObject = null
    }
  }, [stream])
  return (
    <div className={styles.preview}>
      <video ref={film} className={styles.mirror} muted autoPlay playsInline aria-label={t.round.preview} />
      <Ring share={ms / ROUND_MS_MAX} />
    </div>
  )
}
