import { URGENT_PER_WEEK } from '#contract/communities/quiet.limits.ts'
import { listUrgent } from '#contract/communities/urgent.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Person } from '#web/kit/ui/Person.tsx'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import styles from './quiet.module.css'
import { t } from './quiet.texts.ts'

/** Who has broken the quiet time of an organisation with urgent messages, and how often (P-04). */
export function UrgentCard({ communityId }: { communityId: string }) {
  return (
    <Card title={t.urgent.title} sub={t.urgent.sub(URGENT_PER_WEEK)}>
      <People communityId={communityId} />
    </Card>
  )
}

function People({ communityId }: { communityId: string }) {
  const query = useApi(listUrgent, { communityId })
  if (query.data === undefined) {
    if (query.error === null) return <RowsSkeleton rows={2} label={t.loading} />
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  }
  const { people } = query.data
  if (people.length === 0) return <p className={styles.empty}>{t.urgent.none}</p>
  return (
    <ul className={styles.rows}>
      {people.map(({ card, week, month, lastAt, lastReason }) => (
        <li key={card.id}>
          <Person
            id={card.id}
            person={card}
            staff={card.staff}
            size={40}
            note={
              <>
                {t.urgent.counts(week, month)}
                <br />
                {t.urgent.last(when(lastAt), t.urgent.reasons[lastReason])}
              </>
            }
          />
        </li>
      ))}
    </ul>
  )
}
