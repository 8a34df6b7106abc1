import { useEffect } from 'react'
import { deskNaming, deskOpen } from '#contract/school/desk.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { queryClient } from '#web/kit/query/query-client.ts'
import { refresh, useApi } from '#web/kit/query/useApi.ts'
import { DeskContext } from './desk-context.ts'
import { Desktop } from './desktop/Desktop.tsx'
import { WindowsProvider } from './desktop/WindowsProvider.tsx'
import { Trouble } from './kit/Trouble.tsx'
import { PasswordPage } from './PasswordPage.tsx'
import { SignInPage } from './SignInPage.tsx'
import { t } from './school.texts.ts'

const isOver = (error: unknown) =>
  error instanceof ApiFailure && (error.code === 'session.required' || error.code === 'session.ended')

/** Whatever finds the session over brings the sign-in back. */
function useSignedOut(): void {
  useEffect(
    () =>
      queryClient.getQueryCache().subscribe(({ query }) => {
        if (query.queryKey[0] !== deskOpen.id && isOver(query.state.error)) void refresh(deskOpen)
      }),
    [],
  )
}

/** The electronic school: the sign-in, the password that has to be changed, or the desktop. */
export function SchoolPage() {
  const desk = useApi(deskOpen, {})
  const naming = useApi(deskNaming, {})
  useSignedOut()
  if (isOver(desk.error)) return <SignInPage />
  if (desk.isError || naming.isError) {
    return (
      <main className="es-alone">
        <Trouble error={desk.error ?? naming.error} onRetry={() => void refresh(deskOpen, deskNaming)} />
      </main>
    )
  }
  if (desk.data === undefined) return <main className="es-alone" role="status" aria-label={t.loading} />
  if (desk.data.passwordStale) return <PasswordPage login={desk.data.login} />
  return (
    <DeskContext value={desk.data}>
      <WindowsProvider>
        <Desktop />
      </WindowsProvider>
    </DeskContext>
  )
}
