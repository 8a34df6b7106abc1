import type { ComponentProps, ReactNode } from 'react'
import { cx } from '../cx.ts'
import styles from './Button.module.css'

interface ButtonProps extends ComponentProps<'button'> {
  mode?: 'primary' | 'outline'
  /** The work is being done: the button keeps its place and takes no second press. */
  busy?: boolean
  children: ReactNode
}

/** The main button of pages that do without the large library: sign-in. */
export function Button({ mode = 'primary', busy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="submit"
      {...rest}
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={cx(styles.button, styles[mode], className)}
    >
      <span className={cx(busy && styles.hidden)}>{children}</span>
      {busy && <span className={styles.wheel} aria-hidden="true" />}
    </button>
  )
}
