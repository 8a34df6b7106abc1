import { Icon16MoreHorizontal } from '@vkontakte/icons'
import { type ReactNode, useId } from 'react'
import { t } from '../school.texts.ts'

interface FieldProps {
  label: string
  required?: boolean
  hint?: string | undefined
  children: (id: string, note: string | undefined) => ReactNode
}

/** A labelled row of a form: the label on the left, the field on the right, on a phone above it. */
export function Field({ label, required = false, hint, children }: FieldProps) {
  const id = useId()
  return (
    <div className="es-field">
      <label htmlFor={id}>
        {label}
        {required && <b aria-hidden="true">*</b>}
      </label>
      <div>
        {children(id, hint === undefined ? undefined : `${id}-note`)}
        {hint !== undefined && (
          <small id={`${id}-note`} aria-live="polite">
            {hint}
          </small>
        )}
      </div>
    </div>
  )
}

interface LineProps {
  label: string
  value: string
  onChange: (value: string) => void
  required?: boolean
  hint?: string
  type?: 'text' | 'date' | 'number' | 'password'
  maxLength?: number
}

export function LineField({
  label,
  value,
  onChange,
  required = false,
  hint,
  type = 'text',
  maxLength = 200,
}: LineProps) {
  return (
    <Field label={label} required={required} hint={hint}>
      {(id, note) => (
        <input
          id={id}
          className="es-input"
          type={type}
          value={value}
          maxLength={maxLength}
          // Else a browser offers the password of whoever works here.
          autoComplete={type === 'password' ? 'new-password' : undefined}
          aria-required={required}
          aria-describedby={note}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  /** Why it cannot be changed; null when it can. */
  closed?: string | null
}

export function ChoiceField<Value extends string>({
  label,
  value,
  options,
  onChange,
  closed = null,
}: ChoiceProps<Value>) {
  return (
    <Field label={label} required hint={closed ?? undefined}>
      {(id, note) => (
        <select
          id={id}
          className="es-input"
          value={value}
          disabled={closed !== null}
          aria-describedby={note}
          onChange={(event) => onChange(event.target.value as Value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface PickFieldProps {
  label: string
  /** What is chosen, in words; null when nothing is. */
  value: string | null
  required?: boolean
  hint?: string | undefined
  onPick: () => void
  onClear?: () => void
  /** Why nothing is chosen here; null when something can be. */
  closed?: string | null
}

/** A field that is filled from a register, in a window of its own. */
export function PickField({ label, value, required = false, hint, onPick, onClear, closed = null }: PickFieldProps) {
  return (
    <Field label={label} required={required} hint={closed ?? hint}>
      {(id, note) => (
        <span className="es-pick">
          <button
            id={id}
            type="button"
            className="es-input"
            disabled={closed !== null}
            aria-describedby={note}
            aria-label={`${label}: ${value ?? t.notChosen}`}
            onClick={onPick}
          >
            <span className={value === null ? 'es-mut' : undefined}>{value ?? t.notChosen}</span>
            <Icon16MoreHorizontal aria-hidden="true" />
          </button>
          {onClear !== undefined && value !== null && closed === null && (
            <button type="button" className="es-clear" onClick={onClear} aria-label={`${t.clear}: ${label}`}>
              ×
            </button>
          )}
        </span>
      )}
    </Field>
  )
}
