import { Icon20DeleteOutline } from '@vkontakte/icons'
import { useEffect, useRef, useState } from 'react'
import { HALL_NAME_MAX, HALLS_MAX } from '#contract/calls/calls.limits.ts'
import { arrangeHalls, type Hall, shareOutHalls } from '#contract/calls/halls.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import type { CallSession } from '../session/call-session.ts'
import { EnterHall } from './EnterHall.tsx'
import styles from './halls.module.css'
import { t } from './halls.texts.ts'
import { putInto, unseated } from './seating.ts'
import { useHalls, useLed, useNames } from './use-halls.ts'

/** Which halls there are and who is in which; every change holds at once (HALL-01, HALL-02). */
export function Arrangement({ session }: { session: CallSession }) {
  const led = useLed(session)
  const { halls, change, error } = useArrangement(session)
  const share = useCommand(shareOutHalls)
  const shareOut = () => {
    if (share.isPending) return
    session
      .arrangeHalls((version) => share.mutateAsync({ ...session.place, version }))
      .catch(() => session.lists.refreshHalls())
  }
  const add = () => change([...halls, { id: newKey(), name: t.numbered(halls.length + 1), profileIds: [] }])
  return (
    <section className={styles.arrangement}>
      <ErrorLine error={error ?? share.error} />
      <div className={styles.tools}>
        <button type="button" className={styles.soft} onClick={shareOut}>
          {t.again}
        </button>
        {halls.length < HALLS_MAX && (
          <button type="button" className={styles.soft} onClick={add}>
            {t.add}
          </button>
        )}
      </div>
      <ul className={styles.halls}>
        {halls.map((hall) => (
          <HallCard key={hall.id} session={session} hall={hall} halls={halls} onChange={change} />
        ))}
      </ul>
      <Main session={session} halls={halls} people={unseated(halls, led)} onChange={change} />
    </section>
  )
}

/** The halls as they are wanted, shown before they are answered; what is refused gives way to what holds. */
function useArrangement(session: CallSession) {
  const now = useHalls(session)
  const [wanted, setWanted] = useState<readonly Hall[] | null>(null)
  const latest = useRef<readonly Hall[] | null>(null)
  const arrange = useCommand(arrangeHalls)
  const want = (halls: readonly Hall[] | null) => {
    latest.current = halls
    setWanted(halls)
  }
  const change = (halls: readonly Hall[]) => {
    want(halls)
    const input = { ...session.place, free: now.free, halls: [...halls] }
    session
      .arrangeHalls((version) => arrange.mutateAsync({ ...input, version }))
      .then(() => latest.current === halls && want(null))
      .catch(() => {
        want(null)
        session.lists.refreshHalls()
      })
  }
  return { halls: wanted ?? now.halls, change, error: arrange.error }
}

interface HallCardProps {
  session: CallSession
  hall: Hall
  halls: readonly Hall[]
  onChange: (halls: readonly Hall[]) => void
}

function HallCard({ session, hall, halls, onChange }: HallCardProps) {
  const rename = (name: string) => {
    if (name !== hall.name) onChange(halls.map((each) => (each.id === hall.id ? { ...each, name } : each)))
  }
  return (
    <li className={styles.hall}>
      <header>
        <NameField hall={hall} onChange={rename} />
        <EnterHall session={session} hallId={hall.id} />
        {halls.length > 1 && (
          <button
            type="button"
            className={styles.icon}
            aria-label={t.remove(hall.name)}
            title={t.remove(hall.name)}
            onClick={() => onChange(halls.filter(({ id }) => id !== hall.id))}
          >
            <Icon20DeleteOutline />
          </button>
        )}
      </header>
      {hall.profileIds.length === 0 && <p className={styles.none}>{t.empty}</p>}
      <Sitters session={session} people={hall.profileIds} hallId={hall.id} halls={halls} onChange={onChange} />
    </li>
  )
}

/** A name is told once it is written. */
function NameField({ hall, onChange }: { hall: Hall; onChange: (name: string) => void }) {
  const [name, setName] = useState(hall.name)
  useEffect(() => setName(hall.name), [hall.name])
  const tell = () => (name.trim() === '' ? setName(hall.name) : onChange(name.trim()))
  return (
    <input
      className={styles.name}
      aria-label={t.name(hall.name)}
      maxLength={HALL_NAME_MAX}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={tell}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
}

interface SittersProps {
  session: CallSession
  people: readonly string[]
  hallId: string | null
  halls: readonly Hall[]
  onChange: (halls: readonly Hall[]) => void
}

function Main(props: Omit<SittersProps, 'hallId'>) {
  if (props.people.length === 0) return null
  return (
    <section className={styles.main}>
      <h3>{t.main}</h3>
      <p className={styles.none}>{t.mainText}</p>
      <Sitters {...props} hallId={null} />
    </section>
  )
}

/** People with the hall of each, which is changed where it stands. */
function Sitters({ session, people, hallId, halls, onChange }: SittersProps) {
  const nameOf = useNames(session)
  return (
    <ul>
      {people.map((profileId) => {
        const { name, verified } = nameOf(profileId)
        return (
          <li key={profileId} className={styles.sitter}>
            <span>
              {name} {verified && <VerifiedMark />}
            </span>
            <select
              aria-label={t.hallOf(name)}
              value={hallId ?? ''}
              onChange={(event) => onChange(putInto(halls, profileId, event.target.value || null))}
            >
              <option value="">{t.main}</option>
              {halls.map((hall) => (
                <option key={hall.id} value={hall.id}>
                  {hall.name}
                </option>
              ))}
            </select>
          </li>
        )
      })}
    </ul>
  )
}
