import { Icon24Dismiss } from '@vkontakte/icons'
import { useStore } from 'zustand'
import { decideCall } from '#contract/calls/calls.ts'
import { time } from '#web/kit/i18n/dates.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { fallbackNames, nameOf } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import type { CallSession } from '../session/call-session.ts'
import { Face } from './Face.tsx'
import styles from './panel.module.css'

/** Who waits at the door: let in one by one or all, or turned away. */
export function WaitingList({ session }: { session: CallSession }) {
  const waiting = useStore(session.store, (state) => state.waiting)
  const cards = useStore(session.store, (state) => state.cards)
  const decide = useCommand(decideCall, { onSuccess: () => session.lists.refresh() })
  if (waiting.length === 0) return <ErrorLine error={decide.error} />
  const to = (decision: 'admit' | 'reject', profileIds: string[]) => () =>
    decide.mutate({ ...session.place, profileIds, decision })
  const all = waiting.map(({ profileId }) => profileId)
  return (
    <section className={styles.waiting} aria-label={t.panel.waiting}>
      <header>
        <h3>
          {t.panel.waiting} <b>{waiting.length}</b>
        </h3>
        <button type="button" className={styles.link} onClick={to('admit', all)}>
          {t.panel.admitAll}
        </button>
      </header>
      <ErrorLine error={decide.error} />
      <ul>
        {waiting.map(({ profileId, since }) => {
          const { name, verified } = nameOf(cards[profileId], fallbackNames)
          return (
            <li key={profileId} className={styles.row}>
              <Face id={profileId} parts={cards[profileId]} />
              <span className={styles.who}>
                <span>
                  {name}
                  {verified && <VerifiedMark />}
                </span>
                <small>
                  {[...(cards[profileId]?.guest ? [t.room.guest] : []), t.panel.since(time(since))].join(' · ')}
                </small>
              </span>
              <button type="button" className={styles.soft} onClick={to('admit', [profileId])}>
                {t.panel.admit}
              </button>
              <button
                type="button"
                className={styles.act}
                aria-label={t.panel.reject(name)}
                title={t.panel.reject(name)}
                onClick={to('reject', [profileId])}
              >
                <Icon24Dismiss />
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
