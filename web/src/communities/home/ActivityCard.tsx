import { day } from '#web/kit/i18n/dates.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import styles from './ActivityCard.module.css'
import type { Administration } from './HomePage.tsx'
import { t } from './home.texts.ts'
import { byWeek } from './weeks.ts'

/** Messages by week as bars, the same figures as a table under them. */
export function ActivityCard({ activity }: { activity: Administration['activity'] }) {
  const weeks = byWeek(activity)
  const top = Math.max(...weeks.map((week) => week.messages), 1)
  const name = (monday: string) => day(`${monday}T12:00:00.000Z`, { timeZone: 'UTC' })
  return (
    <Card title={t.chart.title} sub={t.chart.sub}>
      {weeks.every((week) => week.messages === 0) ? (
        <p className={styles.empty}>{t.chart.empty}</p>
      ) : (
        <>
          <div className={styles.bars} role="img" aria-label={t.chart.label}>
            {weeks.map((week) => (
              <div key={week.monday} className={cx(styles.column, week.partial && styles.partial)}>
                <em className="num">{number(week.messages)}</em>
                <i style={{ height: `${(week.messages / top) * 100}%` }} />
              </div>
            ))}
          </div>
          <table className={cx(styles.table, 'num')}>
            <thead>
              <tr>
                <th scope="col">{t.chart.week}</th>
                <th scope="col">{t.chart.messages}</th>
              </tr>
            </thead>
            <tbody>
              {[...weeks].reverse().map((week) => (
                <tr key={week.monday}>
                  <th scope="row">
                    {name(week.monday)}
                    {week.partial && <small>{t.chart.now}</small>}
                  </th>
                  <td>{number(week.messages)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Card>
  )
}
