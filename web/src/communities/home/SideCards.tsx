import { useRouter } from '@tanstack/react-router'
import { Icon16CheckCircle, Icon16WarningTriangle, Icon20ClockOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { ACTIVITY_CONDITIONS } from '#contract/communities/communities.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { t as about } from '../about/about.texts.ts'
import { useCommunity } from '../layout/community-context.ts'
import type { Administration, Home } from './HomePage.tsx'
import { t } from './home.texts.ts'
import styles from './SideCards.module.css'

/** How many applications wait, and since when. */
export function QueueCard({ administration }: { administration: Administration }) {
  const router = useRouter()
  const { community } = useCommunity()
  const { applicationsPending, oldestPendingAt, activeLinks } = administration
  return (
    <Card
      title={t.queue.title}
      actions={
        oldestPendingAt !== null && (
          <span className={styles.oldest}>
            <Icon20ClockOutline width={16} height={16} />
            {t.queue.oldest} <When at={oldestPendingAt} timeZone={community.timeZone} dayOnly />
          </span>
        )
      }
    >
      {applicationsPending > 0 ? (
        <>
          <p className={cx(styles.big, 'num')}>
            {number(applicationsPending)} <small>{t.queue.waiting}</small>
          </p>
          <Button size="l" stretched onClick={() => router.history.push(`/o/${community.communityId}/applications`)}>
            {t.queue.open}
          </Button>
        </>
      ) : (
        <p className={styles.good}>
          <Icon16CheckCircle />
          {t.queue.none}
        </p>
      )}
      <p className={styles.under}>{t.queue.links(activeLinks)}</p>
    </Card>
  )
}

/** «Сообщество не активно. Почему?»: the conditions that are not met, each with what fixes it (ORG-06). */
export function InactiveCard({ administration }: { administration: Administration }) {
  const router = useRouter()
  const { community } = useCommunity()
  const { inactiveBecause, informationMissing } = administration
  const base = `/o/${community.communityId}`
  const pages = {
    information: `${base}/about`,
    units: `${base}/units`,
    staff: `${base}/links`,
    silence: '/im',
  } as const
  // Whoever is suspended reads of that above, and is not active in spite of it.
  if (community.suspended !== null && inactiveBecause.length === 0) return null
  const met = ACTIVITY_CONDITIONS.filter((condition) => !inactiveBecause.includes(condition)).length
  return (
    <Card>
      <h2 className={cx(styles.why, inactiveBecause.length > 0 && styles.warn)}>
        {inactiveBecause.length > 0 ? <Icon16WarningTriangle /> : <Icon16CheckCircle />}
        {inactiveBecause.length > 0 ? t.inactive.title : t.inactive.active}
      </h2>
      <p className={styles.sub}>{t.inactive.done(met, ACTIVITY_CONDITIONS.length)}</p>
      <ul className={styles.conditions}>
        {ACTIVITY_CONDITIONS.map((condition) => {
          const bad = inactiveBecause.includes(condition)
          const words = t.inactive[condition]
          return (
            <li key={condition} className={cx(bad && styles.bad)}>
              {bad ? <Icon16WarningTriangle /> : <Icon16CheckCircle />}
              <span>
                {bad ? <b>{words.bad}</b> : words.good}
                {condition === 'information' && bad && (
                  <small>{t.inactive.missing(informationMissing.map((field) => about.fields[field]).join(', '))}</small>
                )}
                {bad && (
                  <Button
                    size="m"
                    mode="outline"
                    appearance="neutral"
                    onClick={() => router.history.push(pages[condition])}
                  >
                    {words.action}
                  </Button>
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

/** How many people of which kind there are. */
export function FiguresCard({ home }: { home: Home }) {
  const rows = [
    [t.figures.members, home.membersCount],
    [t.figures.staff, home.staffCount],
    [t.figures.pupils, home.pupilsCount],
    [t.figures.parents, home.parentsCount],
    [t.figures.units, home.unitsCount],
  ] as const
  return (
    <Card title={t.figures.title}>
      <dl className={cx(styles.figures, 'num')}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number(value)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
