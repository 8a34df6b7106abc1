import { t } from '../messenger.texts.ts'
import { Skeleton } from '../parts/Parts.tsx'
import styles from './list.module.css'

const WIDTHS = [128, 168, 104, 148, 120, 156, 96, 140, 132, 164]

/** Rows in their final shape while nothing is known. */
export function ListSkeleton({ pictureSize }: { pictureSize: number }) {
  return (
    <ul className={styles.scroll} aria-busy="true" aria-label={t.list.loading}>
      {WIDTHS.map((width) => (
        <li className={styles.row} key={width}>
          <Skeleton width={pictureSize} height={pictureSize} radius={99} />
          <span className={styles.body}>
            <span className={styles.line}>
              <Skeleton width={width} />
              <span className={styles.time}>
                <Skeleton width={32} height={10} />
              </span>
            </span>
            <span className={styles.line}>
              <Skeleton width={width + 56} height={10} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
