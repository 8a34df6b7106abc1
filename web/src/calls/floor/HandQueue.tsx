import { Icon20HandOutline, Icon24Dismiss } from '@vkontakte/icons'
import { useStore } from 'zustand'
import { handQueue } from '#contract/calls/calls.abilities.ts'
import { lowerHands, setFloor } from '#contract/calls/speaking.ts'
import { time } from '#web/kit/i18n/dates.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { fallbackNames, nameOf } from '#web/messenger/index.ts'
import { t as callTexts } from '../calls.texts.ts'
import { Face } from '../panel/Face.tsx'
import styles from '../panel/panel.module.css'
import type { CallSession } from '../session/call-session.ts'
import { t } from './floor.texts.ts'

/** Whose hands are up, the first one first (CALL-06); whoever leads the call gives the floor. */
export function HandQueue({ session, mayAct, isGroup }: { session: CallSession; mayAct: boolean; isGroup: boolean }) {
  const roles = useStore(session.store, (state) => state.roles)
  const cards = useStore(session.store, (state) => state.cards)
  const lower = useCommand(lowerHands)
  const give = useCommand(setFloor)
  const queue = handQueue(Object.values(roles))
  if (queue.length === 0) return null
  return (
    <section className={styles.waiting} aria-label={t.queue}>
      <header>
        <h3>
          {t.queue} <b>{queue.length}</b>
        </h3>
        {mayAct && (
          <button
            type="button"
            className={styles.link}
            onClick={() => lower.mutate({ ...session.place, profileId: null })}
          >
            {t.lowerAll}
          </button>
        )}
      </header>
      <ErrorLine error={lower.error ?? give.error} />
      <ol>
        {queue.map(({ profileId, handAt }) => {
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
                  {[...(cards[profileId]?.guest ? [callTexts.room.guest] : []), t.since(time(handAt!))].join(' · ')}
                </small>
              </span>
              {mayAct ? (
                <>
                  {isGroup && (
                    <button
                      type="button"
                      className={styles.soft}
                      onClick={() => give.mutate({ ...session.place, profileId, floor: true })}
                    >
                      {t.give}
                    </button>
                  )}
                  <button
                    type="button"
                    className={styles.act}
                    aria-label={t.lowerOf(name)}
                    title={t.lowerOf(name)}
                    onClick={() => lower.mutate({ ...session.place, profileId })}
                  >
                    <Icon24Dismiss />
                  </button>
                </>
              ) : (
                <Icon20HandOutline aria-hidden="true" />
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
