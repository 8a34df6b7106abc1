import { useMutation } from '@tanstack/react-query'
import { Button } from '@vkontakte/vkui'
import { useEffect } from 'react'
import { signOutHere, useSession } from '#web/identity/index.ts'
import { forgetKept } from '#web/kit/account/kept.ts'
import { forgetProfiles } from '#web/kit/sync/forget-profiles.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { PlainPage } from '#web/kit/ui/PlainPage.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './children.module.css'
import { t } from './children.texts.ts'

const CHECK_MS = 30_000

/** What a child under 14 sees while no guardian has consented: what is missing, and who gives it. */
export function AwaitsConsentPage() {
  const session = useSession()
  const leave = useMutation({ mutationFn: signOutHere })
  const { refetch } = session
  useEffect(() => {
    document.title = t.awaits.documentTitle
    // Nothing of the chats stays on the device of somebody who may not read them.
    forgetKept()
    void forgetProfiles()
    const timer = setInterval(() => void refetch(), CHECK_MS)
    return () => clearInterval(timer)
  }, [refetch])
  return (
    <PlainPage>
      <Card>
        <div className={styles.awaits}>
          <h1>{t.awaits.title}</h1>
          <p>{t.awaits.text}</p>
          <ol>
            {t.awaits.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p>{t.awaits.afterwards}</p>
          <div className={styles.buttons}>
            <Button size="l" loading={session.isFetching} onClick={() => void refetch()}>
              {t.awaits.check}
            </Button>
            <Button
              size="l"
              mode="outline"
              appearance="neutral"
              loading={leave.isPending}
              onClick={() => leave.mutate()}
            >
              {t.awaits.signOut}
            </Button>
          </div>
          <ErrorLine error={leave.error ?? session.error} />
        </div>
      </Card>
    </PlainPage>
  )
}
