import { Outlet } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { useEffect } from 'react'
import { signOut } from '#contract/identity/sessions.ts'
import { CodeUsedNotice, goToSignin, isSignedOut, useSession } from '#web/identity/index.ts'
import { Logo } from '#web/kit/brand/Logo.tsx'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Denied, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { BannerLine } from '../announcements/BannerLine.tsx'
import styles from './OperatorShell.module.css'
import { t } from './operator.texts.ts'

/** The console of the operator: a host of its own, only for operators. */
export function OperatorShell() {
  const session = useSession()
  const out = isSignedOut(session.error)
  useEffect(() => {
    document.title = t.documentTitle
    if (out) goToSignin()
  }, [out])
  const leave = useCommand(signOut, { onSuccess: () => location.assign('/id') })
  const signOutButton = (text: string) => (
    <button type="button" className={styles.out} onClick={() => leave.mutate({})}>
      {text}
    </button>
  )
  return (
    <div className={styles.shell}>
      <header className={styles.top}>
        <AppLink href="/" className={styles.brand}>
          <Logo size={32} />
          {t.brand}
        </AppLink>
        {session.data?.operator === true && (
          <nav className={styles.nav} aria-label={t.nav.label}>
            <AppLink href="/">{t.nav.requests}</AppLink>
            <AppLink href="/organisations">{t.nav.organisations}</AppLink>
            <AppLink href="/tickets">{t.nav.tickets}</AppLink>
            <AppLink href="/reports">{t.nav.reports}</AppLink>
            <AppLink href="/stickers">{t.nav.stickers}</AppLink>
            <AppLink href="/clients">{t.nav.clients}</AppLink>
            <AppLink href="/audit">{t.nav.audit}</AppLink>
            <AppLink href="/security">{t.nav.security}</AppLink>
          </nav>
        )}
        {session.data !== undefined && signOutButton(t.signOut)}
      </header>
      {session.data !== undefined && <BannerLine />}
      {session.data?.recoveryCodeAt != null && <CodeUsedNotice at={session.data.recoveryCodeAt} />}
      <main id="content" className={styles.main}>
        {session.data === undefined ? (
          session.error === null || out ? (
            <RowsSkeleton label={t.loading} />
          ) : (
            <Failed error={session.error} onRetry={() => void session.refetch()} />
          )
        ) : session.data.operator ? (
          <Outlet />
        ) : (
          <Denied
            title={t.denied.title}
            text={t.denied.text}
            action={
              <Button size="l" onClick={() => leave.mutate({})}>
                {t.denied.action}
              </Button>
            }
          />
        )}
      </main>
    </div>
  )
}
