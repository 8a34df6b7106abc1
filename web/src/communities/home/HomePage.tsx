import { useRouter } from '@tanstack/react-router'
import { Button, Skeleton } from '@vkontakte/vkui'
import { home } from '#contract/communities/communities.ts'
import { isAppliedStaffRole, isStaffRole } from '#contract/communities/types.ts'
import { displayName } from '#contract/identity/names.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { locale } from '#web/kit/i18n/locale.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { PageHead } from '#web/kit/ui/Page.tsx'
import { Failed } from '#web/kit/ui/States.tsx'
import { TellCard } from '../absences/TellCard.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { QuotasCard } from '../quotas/QuotasCard.tsx'
import { ActivityCard } from './ActivityCard.tsx'
import { AgeNotices } from './AgeNotices.tsx'
import { Checklist } from './Checklist.tsx'
import styles from './HomePage.module.css'
import { t } from './home.texts.ts'
import { PendingCard } from './PendingCard.tsx'
import { FiguresCard, InactiveCard, QueueCard } from './SideCards.tsx'
import { StaffTasks } from './StaffTasks.tsx'
import { SuspensionCard } from './SuspensionCard.tsx'
import { YoursCard } from './YoursCard.tsx'

export type Home = OutputOf<typeof home>
export type Administration = NonNullable<Home['administration']>

/** First page of an organisation: what there is to do next, then the queue, then what is wrong (ORG-06 … ORG-08). */
export function HomePage() {
  const { community, can } = useCommunity()
  const router = useRouter()
  const { profile } = useFrame()
  const query = useApi(home, { communityId: community.communityId })
  const staff = community.roles.some(({ role }) => isStaffRole(role))
  const clock = { timeZone: community.timeZone, hour12: false } as const
  const hour = Number(new Date().toLocaleString('en-GB', { ...clock, hour: '2-digit' }))
  const today = new Date().toLocaleDateString(locale === 'ru' ? 'ru-RU' : 'en-GB', {
    timeZone: community.timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
  const go = (path: string) => router.history.push(path)
  return (
    <>
      <PageHead title={t.greeting(hour, displayName({ ...profile, staff }))} sub={`${community.name} · ${today}`}>
        <Button
          size="l"
          {...(can.manageLinks ? { mode: 'outline', appearance: 'neutral' } : {})}
          onClick={() => go('/im')}
        >
          {t.openMessenger}
        </Button>
        {can.manageLinks && (
          <Button size="l" onClick={() => go(`/o/${community.communityId}/links?create=1`)}>
            {t.invite}
          </Button>
        )}
      </PageHead>
      {can.manageOrganisation && <SuspensionCard community={community} />}
      {query.data != null && query.data.administration !== null && (
        <QuotasCard quotas={query.data.administration.quotas} />
      )}
      <AgeNotices />
      {query.data !== undefined ? (
        <HomeView data={query.data} />
      ) : query.error !== null ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <HomeSkeleton administrator={can.decideApplications} />
      )}
    </>
  )
}

function HomeView({ data }: { data: Home }) {
  const { community } = useCommunity()
  const { administration } = data
  const isParent = community.roles.some(({ role }) => role === 'parent')
  const tasks = community.roles.some(({ role }) => isAppliedStaffRole(role)) && (
    <StaffTasks communityId={community.communityId} />
  )
  return (
    <div className={styles.grid}>
      <div className={styles.first}>
        {administration === null ? (
          <>
            {isParent && <TellCard />}
            {tasks}
            <YoursCard />
          </>
        ) : (
          <>
            <Checklist administration={administration} />
            {isParent && <TellCard />}
            {tasks}
            <ActivityCard activity={administration.activity} />
          </>
        )}
      </div>
      <div className={styles.second}>
        {administration === null ? (
          <>
            <PendingCard />
            <FiguresCard home={data} />
          </>
        ) : (
          <>
            <QueueCard administration={administration} />
            <InactiveCard administration={administration} />
            <FiguresCard home={data} />
          </>
        )}
      </div>
    </div>
  )
}

function HomeSkeleton({ administrator }: { administrator: boolean }) {
  return (
    <div className={styles.grid} role="status" aria-label={t.loading}>
      <div className={styles.first} aria-hidden="true">
        <Skeleton width="100%" height={administrator ? 420 : 180} borderRadius={14} />
      </div>
      <div className={styles.second} aria-hidden="true">
        <Skeleton width="100%" height={200} borderRadius={14} />
        <Skeleton width="100%" height={180} borderRadius={14} />
      </div>
    </div>
  )
}
