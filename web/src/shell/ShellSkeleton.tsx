import { Skeleton } from '@vkontakte/vkui'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import styles from './ShellSkeleton.module.css'
import { t } from './shell.texts.ts'

/** The frame in its final shape while it is not known who is here. */
export function ShellSkeleton() {
  const phone = usePhone()
  return (
    <div className={styles.shell} role="status" aria-label={t.loading}>
      <div className={styles.rail} aria-hidden="true" />
      <div className={styles.main} aria-hidden="true">
        <Skeleton width={phone ? '70%' : 320} height={28} />
        <Skeleton width={phone ? '50%' : 220} height={16} />
        <Skeleton width="100%" height={280} borderRadius={14} />
      </div>
    </div>
  )
}
