import { useEffect, useState } from 'react'
import { t } from '../calls.texts.ts'
import { useLevel } from './own-devices.ts'
import styles from './prejoin.module.css'

const STEPS = 16
/** Above this it is too loud. */
const LOUD = 13
/** After so long without a sound it is worth a word. Milliseconds. */
const SILENT_MS = 6_000

/** How loud the microphone is, and a word when nothing comes from it. */
export function Gauge({ stream, quiet = false }: { stream: MediaStream | null; quiet?: boolean }) {
  const level = useLevel(stream, STEPS)
  const silent = useSilent(level > 0, stream)
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw a meter in their own way, without steps */}
      <div
        className={styles.gauge}
        role="meter"
        aria-label={t.prejoin.level}
        aria-valuenow={level}
        aria-valuemin={0}
        aria-valuemax={STEPS}
      >
        {Array.from({ length: STEPS }, (_, step) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          <i key={step} data-on={step < level || undefined} data-loud={step >= LOUD || undefined} />
        ))}
      </div>
      {!quiet && stream !== null && (
        <p className={styles.hint} role="status">
          {silent ? t.prejoin.silent : t.prejoin.speak}
        </p>
      )}
    </>
  )
}

function useSilent(sounds: boolean, stream: MediaStream | null): boolean {
  const [silent, setSilent] = useState(false)
  useEffect(() => {
    if (sounds) {
      setSilent(false)
      return
    }
    if (stream === null) return
    const timer = setTimeout(() => setSilent(true), SILENT_MS)
    return () => clearTimeout(timer)
  }, [sounds, stream])
  return silent
}
