import styles from './recording.module.css'

const [STEP, HEIGHT] = [4, 32]

interface WaveProps {
  /** From 0 to 100, one for each bar. */
  peaks: readonly number[]
  /** How much of it is through, from 0 to 1. */
  share: number
}

/** How loud something is over its time; what is through is filled. */
export function Wave({ peaks, share }: WaveProps) {
  const width = peaks.length * STEP
  const path = peaks
    .map((peak, n) => {
      const high = Math.max(2, (peak / 100) * (HEIGHT - 2))
      return `M${n * STEP + STEP / 2} ${(HEIGHT - high) / 2}v${high.toFixed(1)}`
    })
    .join('')
  return (
    <svg className={styles.wave} viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
      <path d={path} style={{ clipPath: `inset(0 ${(1 - share) * 100}% 0 0)` }} />
    </svg>
  )
}
