import { ownAbsences } from '#contract/communities/absences.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { terms } from '../terms/terms.ts'
import styles from './absences.module.css'
import { t } from './absences.texts.ts'
import { childName } from './child-name.ts'
import { daysText, todayIn } from './days.ts'
import { TellButton } from './TellButton.tsx'

/** On the first page of a parent: the children in this organisation, and what is told of their days to come. */
export function TellCard() {
  const { community } = useCommunity()
  const { data } = useApi(ownAbsences, {})
  const children = data?.children.filter(({ communityId }) => communityId === community.communityId) ?? []
  if (children.length === 0) return null
  const today = todayIn(community.timeZone)
  return (
    <Card title={t.tell.card} sub={t.tell.cardText(terms.roles[community.type].lead)}>
      <ul className={styles.rows}>
        {children.map((child) => {
          const told = child.absences.filter(({ to, withdrawnAt }) => to >= today && withdrawnAt === null)
          const ahead = told.sort((one, other) => one.from.localeCompare(other.from))
          return (
            <li key={`${child.unitId}/${child.childProfileId}`}>
              <div className={styles.words}>
                <AppLink href="/children">{t.tell.who(childName(child), child.unitName)}</AppLink>
                {ahead.map((absence) => (
                  <small key={absence.id}>
                    {daysText(absence, today)}: {t.reasons[absence.reason]}
                  </small>
                ))}
              </div>
              <TellButton child={child} label={t.tell.action} />
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
