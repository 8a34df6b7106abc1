import type { ReactNode, Ref } from 'react'
import hero from '#web/kit/brand/hero.svg'
import { Logo } from '#web/kit/brand/Logo.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import styles from './SigninPage.module.css'
import { t } from './signin.texts.ts'

/** The operator's console lives under a host of its own, and so does its sign-in. */
export const OPERATOR = location.hostname.startsWith('ops.')

interface FrameProps {
  /** What stands on the board, in two parts; the second is underlined. */
  say: readonly string[]
  main?: Ref<HTMLElement>
  /** What is in the card needs room: on a tablet it has the whole width. */
  wide?: boolean
  children: ReactNode
}

/** The board and the card beside it: what all pages under /id have in common. */
export function SigninFrame({ say, main, wide = false, children }: FrameProps) {
  const [first, second] = say
  return (
    <div className={cx(styles.page, wide && styles.wide)}>
      <aside className={styles.board}>
        <div className={styles.top}>
          <a className={styles.brand} href="/">
            <Logo size={36} />
            {t.brand}
          </a>
        </div>
        <p className={styles.say}>
          {first}{' '}
          <span>
            {second}
            <svg viewBox="0 0 300 12" preserveAspectRatio="none" aria-hidden="true">
              <path d="M3 8c60-5 120-6 180-4 40 1 80 0 114-2" />
            </svg>
          </span>
        </p>
        <img className={styles.art} src={hero} alt={t.art} width={560} height={400} />
        <div className={styles.ledge} aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      </aside>
      <main className={styles.main} ref={main}>
        <nav className={styles.nav} aria-label={t.surfaces.label}>
          {!OPERATOR && <a href="/">{t.surfaces.site}</a>}
          {!OPERATOR && <a href="/im">{t.surfaces.messenger}</a>}
        </nav>
        <div className={styles.card}>{children}</div>
        <p className={styles.foot}>
          {t.foot} {!OPERATOR && <a href="/help">{t.help}</a>}
        </p>
      </main>
    </div>
  )
}
