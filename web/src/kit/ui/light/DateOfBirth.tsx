import { useId } from 'react'
import { cx } from '../cx.ts'
import type { DateParts } from '../date-parts.ts'
import styles from './TextField.module.css'

interface DateOfBirthProps {
  value: DateParts
  onChange: (value: DateParts) => void
  texts: { label: string; day: string; month: string; year: string; months: readonly string[]; hint: string }
  error?: string | undefined
}

/** Day, month by name, year: nobody has to scroll a calendar back by forty years. */
export function DateOfBirth({ value, onChange, texts, error }: DateOfBirthProps) {
  const id = useId()
  const box = cx(styles.box, error !== undefined && styles.wrong)
  const digits = (text: string, max: number) => text.replace(/\D/g, '').slice(0, max)
  return (
    <fieldset className={styles.item} aria-describedby={`${id}-note`}>
      <legend className={styles.label}>{texts.label}</legend>
      <div className={styles.date}>
        <span className={box}>
          <input
            aria-label={texts.day}
            placeholder={texts.day}
            inputMode="numeric"
            autoComplete="bday-day"
            value={value.day}
            onChange={(event) => onChange({ ...value, day: digits(event.target.value, 2) })}
          />
        </span>
        <span className={box}>
          <select
            aria-label={texts.month}
            autoComplete="bday-month"
            value={value.month}
            onChange={(event) => onChange({ ...value, month: event.target.value })}
          >
            <option value="">{texts.month}</option>
            {texts.months.map((month, at) => (
              <option key={month} value={String(at + 1)}>
                {month}
              </option>
            ))}
          </select>
        </span>
        <span className={box}>
          <input
            aria-label={texts.year}
            placeholder={texts.year}
            inputMode="numeric"
            autoComplete="bday-year"
            value={value.year}
            onChange={(event) => onChange({ ...value, year: digits(event.target.value, 4) })}
          />
        </span>
      </div>
      <p
        id={`${id}-note`}
        className={cx(styles.note, error !== undefined && styles.error)}
        role={error === undefined ? undefined : 'alert'}
      >
        {error ?? texts.hint}
      </p>
    </fieldset>
  )
}
