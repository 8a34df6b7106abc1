import { useRouter, useSearch } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { useEffect } from 'react'
import { openRollovers, planRollover, type Rollover } from '#contract/communities/rollover.ts'
import { schoolYearName } from '#contract/communities/school-years.ts'
import { newKey } from '#web/kit/api/api.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Denied, Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { terms } from '../terms/terms.ts'
import { PlanPage } from './PlanPage.tsx'
import styles from './rollover.module.css'
import { t } from './rollover.texts.ts'
import { STATE_TONES } from './state-tones.ts'
import { isWorking, showPlan } from './use-plan.ts'

/** «Перевод на новый учебный год»: all units of an organisation on one page (STR-12, P-12). */
export function RolloverPage() {
  const { community, can } = useCommunity()
  const asked = useSearch({ strict: false }) as { plan?: string }
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  if (can.manageUnits && community.type !== 'authority') {
    return asked.plan === undefined ? <Overview /> : <PlanPage key={asked.plan} rolloverId={asked.plan} />
  }
  return (
    <>
      <PageHead title={t.title} />
      <Card flush>{can.manageUnits ? <Empty {...t.noYears} /> : <Denied {...t.denied} />}</Card>
    </>
  )
}

function Overview() {
  const { communityId } = useCommunity().community
  const query = useApi(openRollovers, { communityId })
  const { data } = query
  return (
    <>
      <PageHead title={t.title} />
      <div className={styles.stack}>
        {data === undefined && query.error === null && <RowsSkeleton rows={3} label={t.loading} />}
        {data === undefined && query.error !== null && (
          <Card flush>
            <Failed error={query.error} onRetry={() => void query.refetch()} />
          </Card>
        )}
        {data !== undefined && <StartCard {...data} />}
        {data !== undefined && data.rollovers.length > 0 && <PastCard rollovers={data.rollovers} />}
      </div>
    </>
  )
}

interface StartCardProps {
  year: number
  due: number
  rollovers: readonly Rollover[]
}

/** What can be done now: a plan is made, or the one that there is is opened. */
function StartCard({ year, due, rollovers }: StartCardProps) {
  const { community } = useCommunity()
  const router = useRouter()
  const open = rollovers.find((each) => each.state === 'ready' || isWorking(each))
  const make = useCommand(planRollover, {
    refreshes: [openRollovers],
    onSuccess: (plan) => {
      showPlan(plan)
      router.history.push(`/o/${community.communityId}/rollover?plan=${plan.rollover.id}`)
    },
  })
  const name = schoolYearName(year)
  const isAtWork = open !== undefined && isWorking(open)
  return (
    <Card title={t.start.title(name)}>
      {due === 0 && !isAtWork ? (
        <p>{t.start.none(name)}</p>
      ) : (
        <>
          <p>{t.start.due(terms.units[community.type].count(due))}</p>
          <div className={styles.buttons}>
            {isAtWork ? (
              <Button
                size="l"
                onClick={() => router.history.push(`/o/${community.communityId}/rollover?plan=${open.id}`)}
              >
                {t.start.watch}
              </Button>
            ) : (
              <Button
                size="l"
                loading={make.isPending}
                onClick={() => make.mutate({ id: newKey(), communityId: community.communityId })}
              >
                {open === undefined ? t.start.plan : t.start.go}
              </Button>
            )}
          </div>
        </>
      )}
      <ErrorLine error={make.error} />
    </Card>
  )
}

function PastCard({ rollovers }: { rollovers: readonly Rollover[] }) {
  const { communityId } = useCommunity().community
  return (
    <Card flush title={t.past.title} sub={t.past.sub} className={styles.titled}>
      <ul className={styles.list}>
        {rollovers.map((each) => (
          <li key={each.id} className={styles.past}>
            <span>
              <AppLink
                href={`/o/${communityId}/rollover?plan=${each.id}`}
                aria-label={t.open(schoolYearName(each.year))}
              >
                {t.titleOf(schoolYearName(each.year))}
              </AppLink>
              <small>
                <When at={each.at} /> · {each.by}
              </small>
            </span>
            <Chip tone={STATE_TONES[each.state]}>{t.states[each.state]}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  )
}
