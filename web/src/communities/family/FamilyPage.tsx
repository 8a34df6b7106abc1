import { useEffect } from 'react'
import type { Membership } from '#contract/communities/communities.ts'
import { activeProfile, useSession } from '#web/identity/index.ts'
import { SwitchButton } from '#web/kit/frame/SwitchButton.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useMemberships } from '../current-community.ts'
import { useUnitNames } from '../units/useUnitNames.ts'
import { FamilyView } from './FamilyView.tsx'
import styles from './family.module.css'
import { t } from './family.texts.ts'

/** «Семья»: what a pupil shows to its parents. */
export function FamilyPage() {
  const phone = usePhone()
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  return (
    <>
      {phone && (
        <header className={styles.top}>
          <SwitchButton />
        </header>
      )}
      <main id="content" className={styles.main}>
        <PageHead title={t.title} sub={t.sub} />
        <OwnFamilies />
      </main>
    </>
  )
}

/** One card for each class in which the active profile is a pupil. */
function OwnFamilies() {
  const session = useSession()
  const { query, known, memberships } = useMemberships()
  const profile = session.data === undefined ? null : activeProfile(session.data)
  if (!known || profile === null) {
    if (query.error !== null) return <Failed error={query.error} onRetry={() => void query.refetch()} />
    return <RowsSkeleton rows={3} label={t.loading} />
  }
  const places = memberships.flatMap((membership) =>
    membership.roles.flatMap(({ role, unitId }) =>
      role === 'pupil' && unitId !== null ? [{ membership, unitId }] : [],
    ),
  )
  if (places.length === 0) return <Empty title={t.none.title} text={t.none.text} />
  return places.map(({ membership, unitId }) => (
    <OwnFamily key={unitId} membership={membership} unitId={unitId} childProfileId={profile.id} />
  ))
}

interface OwnFamilyProps {
  membership: Membership
  unitId: string
  childProfileId: string
}

function OwnFamily({ membership, unitId, childProfileId }: OwnFamilyProps) {
  const unitName = useUnitNames(membership.communityId)
  return (
    <Card title={membership.name} sub={unitName(unitId)}>
      <FamilyView unitId={unitId} childProfileId={childProfileId} />
    </Card>
  )
}
