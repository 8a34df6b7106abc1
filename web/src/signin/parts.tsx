import type { ReactNode } from 'react'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import type { Signin } from './useSignin.ts'

export function Head({ title, sub, step }: { title: string; sub?: ReactNode; step?: string | undefined }) {
  return (
    <header className={styles.head}>
      {step !== undefined && <p className={styles.step}>{step}</p>}
      <h1 tabIndex={-1}>{title}</h1>
      {sub !== undefined && <p className={styles.sub}>{sub}</p>}
    </header>
  )
}

/** What went wrong apart from the fields; offers to begin again when nothing else helps. */
export function Trouble({ signin, except = [] }: { signin: Signin; except?: readonly string[] }) {
  const { error, over } = signin
  if (error === null || except.includes(error.is)) return null
  return (
    <div className={styles.trouble} role="alert">
      <p>{error.sentence}</p>
      {error.code !== null && !over && error.is === 'internal' && <small>{error.code}</small>}
      {over && (
        <button type="button" className={styles.link} onClick={signin.back}>
          {t.startAgain}
        </button>
      )}
    </div>
  )
}

/** The way for whoever has neither the number nor the second factor any more; the console of the operator has none. */
export function CannotEnter() {
  if (location.hostname.startsWith('ops.')) return null
  return (
    <a className={styles.row} href="/ticket">
      {t.cannotEnter}
      <Icon name="chevron" size={20} />
    </a>
  )
}

const ICONS = {
  back: 'M15 5l-7 7 7 7',
  chevron: 'M9 6l6 6-6 6',
  retry: 'M19 12a7 7 0 1 1-2-4.9M19 4v4h-4',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
  hidden:
    'M4 4l16 16M9.5 6a9 9 0 0 1 2.500-.5c6 0 9.500 6.500 9.500 6.500a16 16 0 0 1-3 3.700M6 7.600A15 15 0 0 0 2.500 12S6 18.500 12 18.500c1.500 0 2.800-.4 4-1',
  check: 'M5 12.500l4.500 4.500L19 7.500',
} as const

export function Icon({ name, size = 24 }: { name: keyof typeof ICONS; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={ICONS[name]} />
    </svg>
  )
}
