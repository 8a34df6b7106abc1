import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { type Named, useMessenger } from '#web/messenger/index.ts'
import type { CallSession } from '../session/call-session.ts'
import { EnterHall } from './EnterHall.tsx'
import styles from './halls.module.css'
import { t } from './halls.texts.ts'
import { useHalls, useNames } from './use-halls.ts'
import { useRemaining } from './use-remaining.ts'

/** The halls for whoever does not lead the call: where he belongs, or which he chooses (HALL-02). */
export function ChooseHall({ session }: { session: CallSession }) {
  const { halls, free, endsAt } = useHalls(session)
  const left = useRemaining(endsAt)
  const nameOf = useNames(session)
  const own = useMessenger(({ sync }) => sync.profileId)
  const mine = halls.find(({ profileIds }) => profileIds.includes(own))?.name
  if (halls.length === 0) return <p className={styles.about}>{t.none}</p>
  return (
    <div className={styles.form}>
      <p className={styles.about}>{free ? t.chooseText : mine === undefined ? t.assigned : t.mineIs(mine)}</p>
      {left !== null && (
        <p className={styles.state} role="timer">
          {t.left(left)}
        </p>
      )}
      <ul className={styles.halls}>
        {halls.map(({ id, name, profileIds }) => (
          <li key={id} className={styles.hall}>
            <header>
              <b>{name}</b>
              {free && <EnterHall session={session} hallId={id} />}
            </header>
            {profileIds.length === 0 ? (
              <p className={styles.none}>{t.empty}</p>
            ) : (
              <ul className={styles.seated}>
                {profileIds.map((profileId) => (
                  <Seated key={profileId} {...nameOf(profileId)} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {free && <EnterHall session={session} hallId={null} />}
    </div>
  )
}

function Seated({ name, verified }: Named) {
  return (
    <li>
      {name} {verified && <VerifiedMark />}
    </li>
  )
}
