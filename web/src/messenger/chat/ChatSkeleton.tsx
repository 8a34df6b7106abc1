import { usePhone } from '#web/kit/ui/useMedia.ts'
import { t } from '../messenger.texts.ts'
import { Skeleton } from '../parts/Parts.tsx'
import { BackToList } from './ChatHeader.tsx'
import styles from './chat.module.css'

const SHAPES = [
  [260, 44],
  [180, 44],
  [300, 64],
  [340, 108],
  [220, 44],
  [200, 52],
  [300, 88],
] as const

/** A chat in its final shape while nothing of it is known. */
export function ChatSkeleton() {
  const phone = usePhone()
  return (
    <section className={styles.chat} aria-busy="true">
      <header className={styles.header}>
        {phone && <BackToList />}
        <span className={styles.who}>
          <Skeleton width={40} height={40} radius={20} />
          <span className={styles.whoText}>
            <Skeleton width={160} />
          </span>
        </span>
      </header>
      <div className={styles.canvas}>
        <FlowSkeleton />
      </div>
    </section>
  )
}

/** Messages in their final shape while they are read. */
export function FlowSkeleton() {
  return (
    <div className={styles.loading} aria-busy="true" role="status" aria-label={t.chat.loading}>
      {SHAPES.map(([width, height]) => (
        <Skeleton key={`${width} ${height}`} width={width} height={height} radius={16} />
      ))}
    </div>
  )
}
