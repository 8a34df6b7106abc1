import { type FormEvent, useState } from 'react'
import { PLANNED_DAYS_AHEAD, PLANNED_TITLE_MAX } from '#contract/calls/planned-calls.limits.ts'
import { addPlannedCall, changePlannedCall, type PlannedCall } from '#contract/calls/planned-calls.ts'
import { newKey } from '#web/kit/api/api.ts'
import { dayKey, spokenDay, zoneName } from '#web/kit/i18n/dates.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './planned.module.css'
import { t } from './planned.texts.ts'
import { dayAfter, firstWish, type Rhythm, rhythmOf, type Wish, weekdaysOf } from './planned-times.ts'

const RHYTHMS: readonly Rhythm[] = ['once', 'daily', 'weekdays', 'weekly']
/** A repetition ends so many days after it has begun, unless another day is chosen. */
const REPEATS_DAYS = 30

interface PlanFormProps {
  chatId: string
  /** What is changed; null where something new is planned. */
  known: PlannedCall | null
  timeZone: string
  /** In a dialogue nobody decides on what the other switches on. */
  isGroup: boolean
  onDone: () => void
  onBack: () => void
}

/** Title, day, time and rhythm of a planned call, and how people come into it (CALL-01). */
export function PlanForm({ chatId, known, timeZone, isGroup, onDone, onBack }: PlanFormProps) {
  const [wish, setWish] = useState<Wish>(() => (known === null ? firstWish(timeZone, Date.now()) : wishOf(known)))
  const [id] = useState(() => known?.id ?? newKey())
  const [missing, setMissing] = useState(false)
  const add = useCommand(addPlannedCall, { onSuccess: () => done(t.saved) })
  const change = useCommand(changePlannedCall, { onSuccess: () => done(t.changed) })
  const done = (said: string) => {
    showToast(said)
    onDone()
  }
  const set = (part: Partial<Wish>) => {
    setWish({ ...wish, ...part })
    setMissing(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wish.title.trim() === '') {
      setMissing(true)
      document.getElementById('plan-title')?.focus()
    } else if (known === null) add.mutate({ chatId, id, ...wish })
    else change.mutate({ chatId, id, version: known.version, ...wish })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <label className={styles.field} htmlFor="plan-title">
        {t.name}
        <input
          id="plan-title"
          type="text"
          value={wish.title}
          maxLength={PLANNED_TITLE_MAX}
          aria-invalid={missing || undefined}
          {...(missing ? { 'aria-describedby': 'plan-missing' } : {})}
          onChange={({ target }) => set({ title: target.value })}
        />
      </label>
      {missing && (
        <p id="plan-missing" className={styles.wrong} role="alert">
          {t.nameMissing}
        </p>
      )}
      <Times wish={wish} timeZone={timeZone} onSet={set} />
      {isGroup && <Silences wish={wish} onSet={set} />}
      <ErrorLine error={add.error ?? change.error} />
      <div className={styles.acts}>
        <Button type="button" mode="outline" onClick={onBack}>
          {t.back}
        </Button>
        <Button type="submit" busy={add.isPending || change.isPending}>
          {known === null ? t.save : t.saveChange}
        </Button>
      </div>
    </form>
  )
}

function wishOf({ title, day, time, repeats, microphonesOff, camerasOff, nextDay }: PlannedCall): Wish {
  return { title, day: nextDay ?? day, time, repeats, microphonesOff, camerasOff }
}

interface PartProps {
  wish: Wish
  onSet: (part: Partial<Wish>) => void
}

function Times({ wish, timeZone, onSet }: PartProps & { timeZone: string }) {
  const { day, repeats } = wish
  const today = dayKey(Date.now(), { timeZone })
  const latest = dayAfter(today, PLANNED_DAYS_AHEAD)
  const repeat = (rhythm: Rhythm, from: string) =>
    rhythm === 'once'
      ? null
      : { weekdays: weekdaysOf(rhythm, from), until: repeats?.until ?? earlier(dayAfter(from, REPEATS_DAYS), latest) }
  return (
    <>
      <div className={styles.pair}>
        <label className={styles.field} htmlFor="plan-day">
          {t.day}
          <input
            id="plan-day"
            type="date"
            required
            min={today}
            max={latest}
            value={day}
            aria-describedby="plan-moment"
            onChange={({ target }) => onSet({ day: target.value, repeats: repeat(rhythmOf(wish), target.value) })}
          />
        </label>
        <label className={styles.field} htmlFor="plan-time">
          {t.time}
          <input
            id="plan-time"
            type="time"
            required
            value={wish.time}
            aria-describedby="plan-moment"
            onChange={({ target }) => onSet({ time: target.value })}
          />
        </label>
      </div>
      <p id="plan-moment" className={styles.note}>
        {day !== '' && wish.time !== '' && `${t.moment(spokenDay(day), wish.time)} `}
        {t.zone(zoneName(timeZone))}
      </p>
      <div className={styles.pair}>
        <label className={styles.field} htmlFor="plan-repeats">
          {t.repeats}
          <select
            id="plan-repeats"
            value={rhythmOf(wish)}
            onChange={({ target }) => onSet({ repeats: repeat(target.value as Rhythm, day) })}
          >
            {RHYTHMS.map((rhythm) => (
              <option key={rhythm} value={rhythm}>
                {t.rhythms[rhythm]}
              </option>
            ))}
          </select>
        </label>
        {repeats !== null && (
          <label className={styles.field} htmlFor="plan-until">
            {t.until}
            <input
              id="plan-until"
              type="date"
              required
              min={day}
              max={latest}
              value={repeats.until}
              onChange={({ target }) => onSet({ repeats: { ...repeats, until: target.value } })}
            />
          </label>
        )}
      </div>
    </>
  )
}

function earlier(one: string, other: string): string {
  return one < other ? one : other
}

function Silences({ wish, onSet }: PartProps) {
  return (
    <fieldset className={styles.silences} aria-describedby="plan-off">
      <label>
        <input
          type="checkbox"
          checked={wish.microphonesOff}
          onChange={({ target }) => onSet({ microphonesOff: target.checked })}
        />
        {t.microphonesOff}
      </label>
      <label>
        <input
          type="checkbox"
          checked={wish.camerasOff}
          onChange={({ target }) => onSet({ camerasOff: target.checked })}
        />
        {t.camerasOff}
      </label>
      <p id="plan-off" className={styles.note}>
        {t.offNote}
      </p>
    </fieldset>
  )
}
