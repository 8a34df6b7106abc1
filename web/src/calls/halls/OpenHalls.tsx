import { useState } from 'react'
import { HALL_NOTE_MAX } from '#contract/calls/calls.limits.ts'
import { closeHalls, type Halls, openHalls, tellHalls } from '#contract/calls/halls.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import type { CallSession } from '../session/call-session.ts'
import { EnterHall } from './EnterHall.tsx'
import styles from './halls.module.css'
import { t } from './halls.texts.ts'
import { useHalls } from './use-halls.ts'
import { useRemaining } from './use-remaining.ts'

const TERMS = [5, 10, 15, 20, 30, 45] as const
const LONGER_SECONDS = 300
const SOON_SECONDS = 60

/** Opens the halls, prolongs and closes them, and speaks to all of them (HALL-03, HALL-04). */
export function OpenHalls({ session }: { session: CallSession }) {
  const { openSince } = useHalls(session)
  return openSince === null ? <Open session={session} /> : <WhileOpen session={session} />
}

function Open({ session }: { session: CallSession }) {
  const [minutes, setMinutes] = useState<number | null>(null)
  const open = useCommand(openHalls)
  const press = () => {
    if (open.isPending) return
    session
      .arrangeHalls((version) => open.mutateAsync({ ...session.place, version, minutes }))
      .catch(() => session.lists.refreshHalls())
  }
  return (
    <section className={styles.open}>
      <ErrorLine error={open.error} />
      <label className={styles.field}>
        <span>{t.term}</span>
        <select
          value={minutes ?? ''}
          onChange={(event) => setMinutes(event.target.value === '' ? null : Number(event.target.value))}
        >
          <option value="">{t.endless}</option>
          {TERMS.map((term) => (
            <option key={term} value={term}>
              {t.minutes(term)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className={styles.go} aria-busy={open.isPending || undefined} onClick={press}>
        {t.open}
      </button>
    </section>
  )
}

function WhileOpen({ session }: { session: CallSession }) {
  const { endsAt } = useHalls(session)
  const left = useRemaining(endsAt)
  const close = useCommand(closeHalls, { onSuccess: ({ halls }: { halls: Halls }) => session.takeHalls(halls) })
  const closeIn = (seconds: number) => !close.isPending && close.mutate({ ...session.place, seconds })
  const remaining = endsAt === null ? 0 : Math.max(0, Math.round((Date.parse(endsAt) - Date.now()) / 1_000))
  return (
    <section className={styles.open}>
      <p className={styles.state} role="timer">
        {left === null ? t.openNow : t.left(left)}
      </p>
      <ErrorLine error={close.error} />
      <div className={styles.tools}>
        {endsAt !== null && (
          <button type="button" className={styles.soft} onClick={() => closeIn(remaining + LONGER_SECONDS)}>
            {t.longer}
          </button>
        )}
        <button type="button" className={styles.soft} onClick={() => closeIn(SOON_SECONDS)}>
          {t.closeSoon}
        </button>
        <button type="button" className={styles.red} onClick={() => closeIn(0)}>
          {t.closeNow}
        </button>
        <EnterHall session={session} hallId={null} />
      </div>
      <Tell session={session} />
    </section>
  )
}

function Tell({ session }: { session: CallSession }) {
  const [text, setText] = useState('')
  const tell = useCommand(tellHalls, {
    onSuccess: () => {
      setText('')
      showToast(t.told)
    },
  })
  return (
    <form
      className={styles.tell}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '' && !tell.isPending) tell.mutate({ ...session.place, text: text.trim() })
      }}
    >
      <input
        aria-label={t.tell}
        placeholder={t.tellHint}
        maxLength={HALL_NOTE_MAX}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className={styles.soft}>
        {t.send}
      </button>
      <ErrorLine error={tell.error} />
    </form>
  )
}
