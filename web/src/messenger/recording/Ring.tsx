import styles from './round.module.css'

/** How far something in a circle has come. */
export function Ring({ share }: { share: number }) {
  return (
    <svg className={styles.ring} viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r="49" pathLength="1" strokeDasharray={`${Math.min(1, Math.max(0, share))} 1`} />
    </svg>
  )
}
