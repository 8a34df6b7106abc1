import { FormItem, NativeSelect } from '@vkontakte/vkui'
import type { Hours } from '#contract/communities/quiet.ts'
import { t } from './fields.texts.ts'
import { Labelled } from './Labelled.tsx'
import styles from './quiet.module.css'
import { WEEKDAYS, weekdayLong, weekdayShort } from './weekdays.ts'

/** 00:00, 00:30 … 24:00. */
const HALF_HOURS = Array.from(
  { length: 49 },
  (_, at) => `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}`,
)

/** What is offered, with what stands there already: it may have been chosen to the minute by the API. */
const offered = (times: readonly string[], value: string) => [...new Set([...times, value])].sort()

interface HoursFieldProps {
  label: string
  note?: string
  value: Hours
  onChange: (hours: Hours) => void
}

/** From when to when it may sound on one day. */
export function HoursField({ label, note, value, onChange }: HoursFieldProps) {
  const froms = HALF_HOURS.filter((time) => time < value.to)
  const tos = HALF_HOURS.filter((time) => time > value.from)
  return (
    <FormItem noPadding top={label} bottom={note}>
      <div className={styles.hours}>
        <TimeSelect
          label={t.from(label)}
          times={froms}
          value={value.from}
          onChange={(from) => onChange({ ...value, from })}
        />
        <span aria-hidden="true">–</span>
        <TimeSelect label={t.to(label)} times={tos} value={value.to} onChange={(to) => onChange({ ...value, to })} />
      </div>
    </FormItem>
  )
}

interface TimeSelectProps {
  label: string
  times: readonly string[]
  value: string
  onChange: (time: string) => void
}

function TimeSelect({ label, times, value, onChange }: TimeSelectProps) {
  return (
    <Labelled label={label}>
      {(id) => (
        <NativeSelect id={id} value={value} onChange={({ target }) => onChange(target.value)}>
          {offered(times, value).map((time) => (
            <option key={time} value={time}>
              {time}
            </option>
          ))}
        </NativeSelect>
      )}
    </Labelled>
  )
}

interface WeekdaysFieldProps {
  label: string
  note?: string
  value: readonly number[]
  onChange: (days: number[]) => void
}

/** Days of the week, each on or off. */
export function WeekdaysField({ label, note, value, onChange }: WeekdaysFieldProps) {
  return (
    <fieldset className={styles.weekdays}>
      <legend>{label}</legend>
      <div>
        {WEEKDAYS.map((day) => (
          <label key={day}>
            <input
              type="checkbox"
              aria-label={weekdayLong(day)}
              checked={value.includes(day)}
              onChange={({ target }) =>
                onChange(target.checked ? [...value, day].sort() : value.filter((each) => each !== day))
              }
            />
            <span aria-hidden="true">{weekdayShort(day)}</span>
          </label>
        ))}
      </div>
      {note !== undefined && <p>{note}</p>}
    </fieldset>
  )
}
