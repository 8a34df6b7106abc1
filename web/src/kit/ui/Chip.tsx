import type { ReactNode } from 'react'
import styles from './Chip.module.css'
import { cx } from './cx.ts'

export type Tone = 'plain' | 'accent' | 'warn' | 'danger' | 'board' | 'chalk'

/** A short word about a state; the tone is never the only sign. */
export function Chip({ tone = 'plain', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={cx(styles.chip, styles[tone])}>
      {icon}
      <span>{children}</span>
    </span>
  )
}

/** A number of things that wait. */
export function Count({ children, tone = 'accent' }: { children: ReactNode; tone?: 'accent' | 'soft' | 'highlight' }) {
  return <span className={cx(styles.count, styles[`count-${tone}`])}>{children}</span>
}

export function Dot({ tone }: { tone: 'ok' | 'warn' | 'off' }) {
  return <i className={cx(styles.dot, styles[`dot-${tone}`])} aria-hidden="true" />
}

/** A part of a whole as a bar; the number stands beside it in words. */
export function Bar({ value, height = 6, label }: { value: number; height?: number; label: string }) {
  return (
    <span className={styles.bar} style={{ height }} role="img" aria-label={label}>
      <i style={{ width: `${value}%` }} />
    </span>
  )
}
