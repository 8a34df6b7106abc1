import type { UrgentReason } from '#contract/communities/urgent.ts'
import styles from './quiet.module.css'
import { t } from './quiet.texts.ts'

/** Over a message that sounded in a quiet time: why it did. */
export function UrgentMark({ reason }: { reason: UrgentReason }) {
  return <span className={styles.mark}>{t.mark(t.reasons[reason])}</span>
}
