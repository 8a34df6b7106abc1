import type { Membership } from '#contract/communities/communities.ts'
import { cx } from '#web/kit/ui/cx.ts'
import styles from './announcements.module.css'
import { t } from './announcements.texts.ts'
import { BannerLine } from './BannerLine.tsx'
import { DecisionLines } from './DecisionLines.tsx'

/** Lines above every page: organisations that are suspended, with the reason, what the operator announces (ORG-19), and refused applications. */
export function Announcements({ memberships }: { memberships: readonly Membership[] }) {
  return (
    <>
      {memberships.map(({ communityId, shortName, suspended }) => {
        // What was kept on the device by an earlier version does not tell.
        if (suspended == null) return null
        return (
          <div key={communityId} className={cx(styles.line, styles.suspended)} role="status">
            <p>{t.suspended(shortName, closed(suspended.reason))}</p>
          </div>
        )
      })}
      <BannerLine />
      <DecisionLines />
    </>
  )
}

/** A reason as a whole sentence, so that another one may follow. */
function closed(reason: string): string {
  return /[.!?…]$/.test(reason) ? reason : `${reason}.`
}
