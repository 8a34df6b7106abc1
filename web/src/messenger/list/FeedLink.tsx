import { Icon24NewsfeedOutline } from '@vkontakte/icons'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { late } from '#web/kit/ui/late.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { usePlace } from '../boot/use-place.ts'
import { t } from '../messenger.texts.ts'
import { FEED_HREF } from '../place.ts'
import styles from './list.module.css'

// For parents alone.
const FeedWaiting = late(async () => (await import('../feed/FeedWaiting.tsx')).FeedWaiting)

/** The way of a parent to what his families were told (P-03). */
export function FeedLink() {
  const isParent = useMessenger(({ sync }) =>
    Object.values(sync.memberships).some(({ roles }) => roles.some(({ role }) => role === 'parent')),
  )
  const { feed } = usePlace()
  if (!isParent) return null
  return (
    <AppLink href={FEED_HREF} className={styles.feed} aria-current={feed ? 'page' : undefined}>
      <Icon24NewsfeedOutline aria-hidden="true" />
      {t.list.feed}
      <FeedWaiting />
    </AppLink>
  )
}
