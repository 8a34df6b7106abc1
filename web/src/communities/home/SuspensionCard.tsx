import type { Membership } from '#contract/communities/communities.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { When } from '#web/kit/ui/When.tsx'
import styles from './AgeNotices.module.css'
import { t } from './home.texts.ts'

/** Tells administrators what a suspension means and who ends it (ORG-19). */
export function SuspensionCard({ community: { suspended, timeZone } }: { community: Membership }) {
  if (suspended == null) return null
  return (
    <Card
      className={styles.card}
      title={t.suspension.title}
      sub={
        <>
          {t.suspension.since} <When at={suspended.since} timeZone={timeZone} />
        </>
      }
    >
      <p>{t.suspension.reason(suspended.reason)}</p>
      <p>{t.suspension.text}</p>
    </Card>
  )
}
