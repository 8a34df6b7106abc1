import { Icon20Check, Icon20LockOutline } from '@vkontakte/icons'
import type { ReactNode } from 'react'
import { cx } from '#web/kit/ui/cx.ts'
import styles from './StatusBoard.module.css'

export interface StatusStep {
  key: string
  state: 'done' | 'now' | 'later' | 'bad'
  title: string
  text: ReactNode
}

interface StatusBoardProps {
  chip: ReactNode
  title: string
  sub: ReactNode
  steps: readonly StatusStep[]
  note?: string
  children?: ReactNode
}

/** How something that was asked for stands: what is done, what is going on, what comes then. */
export function StatusBoard({ chip, title, sub, steps, note, children }: StatusBoardProps) {
  return (
    <section className={styles.card} aria-labelledby="status-title">
      <header className={styles.board}>
        <div>
          {chip}
          <h1 id="status-title">{title}</h1>
          <p>{sub}</p>
        </div>
        <Chalk />
      </header>
      <ol className={styles.steps}>
        {steps.map((step, at) => (
          <li key={step.key} className={styles[step.state]} aria-current={step.state === 'now' ? 'step' : undefined}>
            <span aria-hidden="true">
              {step.state === 'done' ? <Icon20Check width={16} height={16} /> : step.state === 'bad' ? '!' : at + 1}
            </span>
            <div>
              <h2>{step.title}</h2>
              <div className={styles.text}>{step.text}</div>
            </div>
          </li>
        ))}
      </ol>
      {note !== undefined && (
        <p className={styles.note}>
          <Icon20LockOutline />
          {note}
        </p>
      )}
      {children !== undefined && children !== false && <div className={cx(styles.actions)}>{children}</div>}
    </section>
  )
}

function Chalk() {
  return (
    <svg viewBox="0 0 132 92" width="132" height="92" fill="none" className={styles.chalk} aria-hidden="true">
      <path d="M22 60c26-1 58-.6 88 .3M28 61l-5 26M104 61l5 26M34 73c20-.6 42-.4 64 0M44 58c-.4-14-.1-28 .3-44 12-.6 24-.5 34 0 .4 15 .3 30 0 44M52 24c6-.4 12-.3 18 0M52 33c6-.4 12-.3 18 0M52 42c4-.3 7-.2 10 0" />
      <g className={styles.yellow}>
        <circle cx="98" cy="30" r="15" />
        <path d="M98 21v9l6 5" />
      </g>
    </svg>
  )
}
