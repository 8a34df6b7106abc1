import { ownFamilies } from '#contract/communities/families.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { ChildReads } from '../audit/ChildReads.tsx'
import { FamilyView } from './FamilyView.tsx'
import styles from './family.module.css'
import { t } from './family.texts.ts'

type Families = OutputOf<typeof ownFamilies>

/** «Семья»: what a pupil shows to its parents, and the children of a parent. */
export function FamilyPage() {
  const own = useApi(ownFamilies, {})
  return (
    <SubPage title={t.title} sub={t.sub}>
      {own.data !== undefined ? (
        <Cards {...own.data} />
      ) : own.error !== null ? (
        <Failed error={own.error} onRetry={() => void own.refetch()} />
      ) : (
        <RowsSkeleton rows={3} label={t.loading} />
      )}
    </SubPage>
  )
}

/** One card for each class of the pupil and for each child of the parent. */
function Cards({ families, suspended }: Families) {
  const { profile } = useFrame()
  if (families.length === 0 && suspended.length === 0) return <Empty title={t.none.title} text={t.none.text} />
  return (
    <>
      {suspended.length > 0 && <SuspendedCard suspended={suspended} />}
      {families.map((family) => {
        const isOwn = family.childProfileId === profile.id
        return (
          <Card
            key={`${family.unitId}/${family.childProfileId}`}
            title={isOwn ? family.communityName : family.childName}
            sub={isOwn ? family.unitName : `${family.communityName} · ${family.unitName}`}
          >
            <FamilyView family={family} selfId={profile.id} withLink={isOwn} />
            <ChildReads childProfileId={family.childProfileId} isOwn={isOwn} />
          </Card>
        )
      })}
    </>
  )
}

/** What was taken from this adult, since when, and who decides. */
function SuspendedCard({ suspended }: Pick<Families, 'suspended'>) {
  return (
    <Card title={t.suspended.title} sub={t.suspended.text}>
      <ul className={styles.adults}>
        {suspended.map((each) => (
          <li key={each.id}>
            <div>
              <b>{each.childName}</b>{' '}
              <small>
                {each.communityName} · <When at={each.at} />
              </small>
            </div>
            <Chip tone={each.state === 'reported' ? 'warn' : 'danger'}>{t.states[each.state]}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  )
}
