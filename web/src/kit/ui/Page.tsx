import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './Page.module.css'

/** The head of a page: its one h1, a line under it, what can be done. */
export function PageHead({ title, sub, children }: { title: string; sub?: ReactNode; children?: ReactNode }) {
  return (
    <header className={styles.head}>
      <div className={styles.text}>
        <h1>{title}</h1>
        {sub !== undefined && <p className="num">{sub}</p>}
      </div>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </header>
  )
}

interface CardProps {
  title?: string
  sub?: ReactNode
  actions?: ReactNode
  flush?: boolean
  /** Without a surface of its own: lists of cards on a phone. */
  plain?: boolean
  className?: string | undefined
  children: ReactNode
}

export function Card({ title, sub, actions, flush = false, plain = false, className, children }: CardProps) {
  return (
    <section className={cx(styles.card, flush && styles.flush, plain && styles.plain, className)}>
      {title !== undefined && (
        <header className={styles.cardHead}>
          <div>
            <h2>{title}</h2>
            {sub !== undefined && <p>{sub}</p>}
          </div>
          {actions}
        </header>
      )}
      {children}
    </section>
  )
}

/** Search and filters above a list; on a phone they scroll sideways under the search. */
export function Tools({ search, children }: { search: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.tools}>
      <div className={styles.find}>{search}</div>
      {children !== undefined && <div className={styles.filters}>{children}</div>}
    </div>
  )
}

export function Foot({ children }: { children: ReactNode }) {
  return <div className={cx(styles.foot, 'num')}>{children}</div>
}
