import { Icon16DropdownOutline } from '@vkontakte/icons'
import { cx } from './cx.ts'
import styles from './FilterSelect.module.css'
import { uiTexts as t } from './ui.texts.ts'

interface FilterSelectProps<V extends string> {
  label: string
  value: V | ''
  options: readonly { value: V; label: string }[]
  onChange: (value: V | '') => void
}

/** One filter of a list: the system's own choice under a chip that says what is chosen. */
export function FilterSelect<V extends string>({ label, value, options, onChange }: FilterSelectProps<V>) {
  const chosen = options.find((option) => option.value === value)
  return (
    <label className={cx(styles.filter, chosen && styles.on)}>
      <span aria-hidden="true">
        {label}
        {chosen && (
          <>
            : <b>{chosen.label}</b>
          </>
        )}
      </span>
      <Icon16DropdownOutline aria-hidden="true" />
      <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value as V | '')}>
        <option value="">{t.all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}
