import { useState } from 'react'
import { SCHEDULED_AHEAD_MS } from '#contract/messenger/scheduled.limits.ts'
import { date, time } from '#web/kit/i18n/dates.ts'
import { fieldOf, momentOf, type QuickTime, quickTimes } from './quick-times.ts'
import styles from './scheduled.module.css'
import { t } from './scheduled.texts.ts'

interface WhenFieldsProps {
  /** Milliseconds since 1970; null while nothing whole is chosen. */
  at: number | null
  onChange: (at: number | null) => void
}

/** When a message is sent: one of the moments that people often mean, or any other one. */
export function WhenFields({ at, onChange }: WhenFieldsProps) {
  const [now] = useState(Date.now)
  const [field, setField] = useState(() => (at === null ? '' : fieldOf(at)))
  const choose = (moment: number) => {
    setField(fieldOf(moment))
    onChange(moment)
  }
  return (
    <div className={styles.when} data-first="">
      {quickTimes(now).map((quick) => (
        <button
          key={quick.key}
          type="button"
          className={styles.quick}
          aria-pressed={at === quick.at}
          onClick={() => choose(quick.at)}
        >
          {nameOf(quick)}
        </button>
      ))}
      <label className={styles.field}>
        {t.own}
        <input
          type="datetime-local"
          value={field}
          min={fieldOf(now)}
          max={fieldOf(now + SCHEDULED_AHEAD_MS)}
          onChange={({ target }) => {
            setField(target.value)
            onChange(momentOf(target.value))
          }}
        />
      </label>
    </div>
  )
}

function nameOf({ key, at }: QuickTime): string {
  return key === 'monday' ? t.monday(date(at), time(at)) : t[key](time(at))
}
