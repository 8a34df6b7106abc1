import { own } from '#contract/communities/applications.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { roleName } from '../terms/terms.ts'
import { t } from './home.texts.ts'
import styles from './PendingCard.module.css'

/** The reader's own applications that wait for a decision; nothing while none waits. */
export function PendingCard() {
  const applications = useApi(own, {})
  const pending = applications.data?.applications.filter(({ state }) => state === 'pending') ?? []
  if (pending.length === 0) return null
  return (
    <Card title={t.pending.title} sub={t.pending.sub}>
      <ul className={styles.list}>
        {pending.map((application) => (
          <li key={application.id}>
            <AppLink href={`/applications/${application.id}`} className={styles.link}>
              {application.communityName}
            </AppLink>
            <small>
              {roleName(application.communityType, application.role)} · {application.unitName} ·{' '}
              <When at={application.submittedAt} />
            </small>
          </li>
        ))}
      </ul>
    </Card>
  )
}
