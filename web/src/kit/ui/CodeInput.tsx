import { useEffect, useRef } from 'react'
import { CODE_DIGITS } from '#contract/identity/signin.limits.ts'
import styles from './CodeInput.module.css'
import { cx } from './cx.ts'

interface CodeInputProps {
  value: string
  onChange: (value: string) => void
  label: string
  invalid: boolean
  /** Id of the line that says what is wrong. */
  describedBy: string
  disabled?: boolean
}

/**
 * One field for the machine (one-time code, paste, screen reader) under six boxes for the eye.
 */
export function CodeInput({ value, onChange, label, invalid, describedBy, disabled = false }: CodeInputProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // The next digit that is typed begins another code.
    if (invalid) field.current?.select()
  }, [invalid])
  return (
    <div className={cx(styles.code, invalid && styles.invalid)}>
      <input
        ref={field}
        id="code"
        className={styles.field}
        aria-label={label}
        autoComplete="one-time-code"
        inputMode="numeric"
        // biome-ignore lint/a11y/noAutofocus: the code is the only thing to do on this screen
        autoFocus
        value={value}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        readOnly={disabled}
        onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, CODE_DIGITS))}
      />
      {Array.from({ length: CODE_DIGITS }, (_, at) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: the boxes never change their places
          key={at}
          className={cx(at === value.length && !invalid && styles.at)}
          aria-hidden="true"
        >
          {value[at]}
        </i>
      ))}
    </div>
  )
}
