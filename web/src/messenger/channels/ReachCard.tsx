import { Button } from '@vkontakte/vkui'
import { useEffect, useRef, useState } from 'react'
import type { Reach } from '#contract/communities/audience.ts'
import { type ChannelPost, reach as reachOperation } from '#contract/messenger/channels.ts'
import { terms, useCommunity } from '#web/communities/index.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import styles from './channels.module.css'
import { t } from './channels.texts.ts'

const UNITS_SHOWN = 9
/** Below this part of a unit the bar is a warning: somebody has to tell them in another way. */
const FEW = 0.5

/** How far a post has come: in all, and unit by unit. */
export function ReachCard({ post, scrollTo }: { post: ChannelPost; scrollTo: boolean }) {
  const { chatId, seq, text } = post.message
  const query = useApi(reachOperation, { chatId, seq })
  const phone = usePhone()
  const card = useRef<HTMLElement>(null)
  // On a phone the card lies below all posts: whoever asks for it is brought there.
  useEffect(() => {
    if (phone && scrollTo) card.current?.scrollIntoView({ block: 'start' })
  }, [phone, scrollTo])
  return (
    <section ref={card} className={styles.reach} aria-labelledby="reach">
      <header>
        <h2 id="reach">{t.reach.title}</h2>
        <p>«{text}»</p>
      </header>
      {query.data !== undefined ? (
        <>
          <Total reach={query.data.total} />
          <Units units={query.data.units} />
        </>
      ) : query.error !== null ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={4} label={t.reach.loading} />
      )}
    </section>
  )
}

const percent = (part: number, all: number) => (all === 0 ? 0 : Math.round((part / all) * 100))

function Total({ reach }: { reach: Reach }) {
  const figures = [
    [t.reach.delivered, reach.delivered],
    [t.reach.read, reach.read],
  ] as const
  return (
    <dl className={styles.total}>
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="num">
            <b>{number(value)}</b> {t.reach.percent(percent(value, reach.people))}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Units({ units }: { units: readonly { unitId: string; name: string; reach: Reach }[] }) {
  const { type } = useCommunity().community
  const [all, setAll] = useState(false)
  const shown = all ? units : units.slice(0, UNITS_SHOWN)
  if (units.length === 0) return <p className={styles.reachNote}>{t.reach.none}</p>
  return (
    <>
      <table className={styles.units}>
        <thead>
          <tr>
            <th scope="col">{terms.units[type].one}</th>
            <th scope="col">
              <span className={styles.legend}>
                <i className={styles.isRead} /> {t.reach.readMark}
                <i className={styles.isDelivered} /> {t.reach.deliveredMark}
              </span>
            </th>
            <th scope="col">{t.reach.people}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ unitId, name, reach }) => (
            <tr key={unitId}>
              <th scope="row">{name}</th>
              <td>
                <Bar reach={reach} />
              </td>
              <td className="num">{t.reach.of(reach.read, reach.people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < units.length && (
        <div className={styles.rest}>
          <span>{t.reach.rest(units.length - shown.length)}</span>
          <Button size="m" mode="tertiary" onClick={() => setAll(true)}>
            {t.reach.all}
          </Button>
        </div>
      )}
      <p className={styles.reachNote}>{t.reach.note}</p>
    </>
  )
}

/** The figures stand beside it, so it is for the eye only. */
function Bar({ reach }: { reach: Reach }) {
  const { people, delivered, read } = reach
  return (
    <span className={styles.bar} aria-hidden="true">
      <i className={styles.isDelivered} style={{ width: `${percent(delivered, people)}%` }} />
      <i
        className={cx(styles.isRead, read < people * FEW && styles.isFew)}
        style={{ width: `${percent(read, people)}%` }}
      />
    </span>
  )
}
