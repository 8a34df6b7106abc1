import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from '../cx.ts'
import styles from './TextField.module.css'

interface TextFieldProps extends ComponentProps<'input'> {
  label: string
  hint?: ReactNode
  /** What is wrong with what was typed; stands at the field. */
  error?: string | undefined
  /** Stands at the end of the field: a button that shows the password. */
  after?: ReactNode
}

/** A labelled field of pages that do without the large library: sign-in. */
export function TextField({ label, hint, error, after, className, ...input }: TextFieldProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={cx(styles.item, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <span className={cx(styles.box, error !== undefined && styles.wrong)}>
        <input
          id={id}
          {...input}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
        />
        {after}
      </span>
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={cx(styles.note, error !== undefined && styles.error)}
          role={error === undefined ? undefined : 'alert'}
        >
          {note}
        </p>
      )}
    </div>
  )
}
