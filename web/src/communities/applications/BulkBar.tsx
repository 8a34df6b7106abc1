import { Icon20Cancel } from '@vkontakte/icons'
import { DECISIONS_MAX } from '#contract/communities/communities.limits.ts'
import { t } from './applications.texts.ts'
import styles from './QueuePage.module.css'

interface BulkBarProps {
  count: number
  total: number
  busy: boolean
  onAll: () => void
  onClear: () => void
  onApprove: () => void
  onReject: () => void
}

/** What can be done with the selected; also beyond what is shown. */
export function BulkBar({ count, total, busy, onAll, onClear, onApprove, onReject }: BulkBarProps) {
  const all = Math.min(total, DECISIONS_MAX)
  return (
    <section className={styles.bulk} aria-label={t.bulk.label}>
      <span className="num" aria-live="polite">
        {t.bulk.selected(count)}
      </span>
      {count < all && (
        <button type="button" className={styles.all} onClick={onAll}>
          {t.bulk.all(all)}
        </button>
      )}
      <button type="button" className={styles.no} disabled={busy} onClick={onReject}>
        {t.bulk.reject}
      </button>
      <button type="button" className={styles.go} disabled={busy} onClick={onApprove}>
        {busy ? t.bulk.busy : t.bulk.approve(count)}
      </button>
      <button type="button" className={styles.clear} aria-label={t.bulk.clear} onClick={onClear}>
        <Icon20Cancel />
      </button>
    </section>
  )
}
