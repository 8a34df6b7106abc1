import { Skeleton } from '@vkontakte/vkui'
import type { ReactNode } from 'react'
import { Logo } from '#web/kit/brand/Logo.tsx'
import styles from './PlainPage.module.css'

interface PlainPageProps {
  action?: ReactNode
  /** Heading for screen readers while nothing that has one of its own is shown. */
  hidden?: string | null
  children: ReactNode
}

/** A page of its own for whoever holds its address: the mark on top, one column that reads well. */
export function PlainPage({ action, hidden = null, children }: PlainPageProps) {
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <a href="/" className={styles.brand}>
          <Logo size={32} />
          Парта
        </a>
        {action}
      </header>
      <main id="content" className={styles.main}>
        {hidden !== null && <h1 className="vh">{hidden}</h1>}
        {children}
      </main>
    </div>
  )
}

/** The shape of a status page while it is on its way. */
export function PlainSkeleton({ label }: { label: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      <Skeleton width="100%" height={168} borderRadius={14} />
      <Skeleton width="60%" height={24} />
      <Skeleton width="80%" height={16} />
      <Skeleton width="50%" height={24} />
    </div>
  )
}
