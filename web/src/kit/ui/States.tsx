import { Icon28LockOutline, Icon28WarningTriangleOutline } from '@vkontakte/icons'
import { Button, Skeleton } from '@vkontakte/vkui'
import type { ReactNode } from 'react'
import { isFailure } from '../api/api-failure.ts'
import { explain } from '../errors/explain.ts'
import styles from './States.module.css'
import { uiTexts as t } from './ui.texts.ts'

/** Nothing here yet: says what will be here and offers the first step. */
export function Empty({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <svg viewBox="0 0 160 112" width="160" height="112" fill="none" className={styles.art} aria-hidden="true">
        <path d="M26 76c36-1 72-.6 108 .3M32 77l-5 28M128 77l5 28M38 91c28-.6 56-.4 84 0" />
        <path d="M60 74c-.4-14-.1-30 .3-46 12-.6 26-.5 38 0 .4 15 .3 32 0 46" />
        <path className={styles.tick} d="M66 50l9 9 18-21" />
      </svg>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{text}</p>
      {action}
    </div>
  )
}

/** Something failed or is not allowed: what happened, what to do, and the code in the small print. */
export function Failed({ error, onRetry, action }: { error: unknown; onRetry?: () => void; action?: ReactNode }) {
  const told = explain(error)
  if (told.denied)
    return <Denied title={t.denied} text={told.sentence} action={action ?? <FactorLink error={error} />} />
  return (
    <div className={styles.state} role="alert">
      <span className={styles.warn}>
        <Icon28WarningTriangleOutline />
      </span>
      <h2 className={styles.title}>{t.failed}</h2>
      <p className={styles.text}>{told.sentence}</p>
      {onRetry !== undefined && (
        <Button size="l" onClick={onRetry}>
          {t.retry}
        </Button>
      )}
      {action}
      {told.code !== null && <CopyCode code={told.code} />}
    </div>
  )
}

/** Where a second factor is missing, the way to it; the console of the operator has a page of its own. */
function FactorLink({ error }: { error: unknown }) {
  if (!isFailure(error, 'factor.required')) return null
  const href = location.hostname.startsWith('ops.') ? '/security' : '/me'
  return (
    <a className={styles.way} href={href}>
      {t.connectFactor}
    </a>
  )
}

/** Not allowed: which rule, who set it, who can change it. */
export function Denied({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className={styles.state} data-state="denied">
      <span className={styles.lock}>
        <Icon28LockOutline />
      </span>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{text}</p>
      {action}
    </div>
  )
}

/** Rows of the final shape while the answer is on its way. */
export function RowsSkeleton({ rows = 8, label }: { rows?: number; label: string }) {
  const widths = [62, 78, 54, 70, 66, 58, 74, 60]
  return (
    <div className={styles.rows} role="status" aria-label={label}>
      {widths.slice(0, rows).map((width) => (
        <div key={width} aria-hidden="true">
          <Skeleton width={32} height={32} borderRadius={16} />
          <span>
            <Skeleton width={`${width}%`} height={16} />
            <Skeleton width={`${width - 20}%`} height={12} />
          </span>
          <Skeleton width={88} height={24} borderRadius={8} />
        </div>
      ))}
    </div>
  )
}

/** One line of trouble inside a form or a panel. */
export function ErrorLine({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null
  const told = explain(error)
  return (
    <p className={styles.line} role="alert">
      {told.sentence} <FactorLink error={error} />
    </p>
  )
}

function CopyCode({ code }: { code: string }) {
  return (
    <p className={styles.code}>
      <span>{t.code(code)}</span>
      <button type="button" onClick={() => void navigator.clipboard?.writeText(code)}>
        {t.copy}
      </button>
    </p>
  )
}
