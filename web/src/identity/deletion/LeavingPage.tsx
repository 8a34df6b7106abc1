import { useMutation } from '@tanstack/react-query'
import { Button } from '@vkontakte/vkui'
import { useEffect } from 'react'
import { type Deletion, state, takeBack } from '#contract/identity/deletion.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { forgetKept } from '#web/kit/account/kept.ts'
import { date } from '#web/kit/i18n/dates.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { forgetProfiles } from '#web/kit/sync/forget-profiles.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { PlainPage, PlainSkeleton } from '#web/kit/ui/PlainPage.tsx'
import { ErrorLine, Failed } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { signOutHere } from '../leave.ts'
import { goToSignin, isSignedOut } from '../session.ts'
import { DownloadButton } from './DownloadButton.tsx'
import styles from './deletion.module.css'
import { t } from './deletion.texts.ts'

/** What whoever has asked for the deletion of his account sees until then: the day, the way back, and his data (IDN-24). */
export function LeavingPage() {
  const account = useApi(state, {})
  const isOut = isSignedOut(account.error)
  const isBack = account.data?.deletion === null
  useEffect(() => {
    document.title = t.title
    // Nothing of the chats stays on the device: whoever comes back gets them anew.
    forgetKept()
    void forgetProfiles()
  }, [])
  useEffect(() => {
    if (isOut) goToSignin('/')
    else if (isBack) location.replace('/')
  }, [isOut, isBack])
  const { data } = account
  return (
    <PlainPage hidden={data?.deletion == null ? t.title : null}>
      {data?.deletion != null ? (
        <Leaving account={data} deletion={data.deletion} />
      ) : account.error !== null && !isOut ? (
        <Failed error={account.error} onRetry={() => void account.refetch()} />
      ) : (
        <PlainSkeleton label={t.loading} />
      )}
    </PlainPage>
  )
}

function Leaving({ account, deletion }: { account: OutputOf<typeof state>; deletion: Deletion }) {
  const leave = useMutation({ mutationFn: signOutHere })
  const back = useCommand(takeBack, {
    onSuccess: () => {
      showToast(t.takenBack)
      location.assign('/')
    },
  })
  const copy = async () => {
    await navigator.clipboard.writeText(deletion.number)
    showToast(t.copied)
  }
  return (
    <Card>
      <div className={styles.text}>
        <h1>{t.leavingTitle(date(deletion.dueAt))}</h1>
        <p>{t.leavingText}</p>
        <div className={styles.buttons}>
          <Button size="l" loading={back.isPending} onClick={() => back.mutate({})}>
            {t.takeBack}
          </Button>
          <DownloadButton needs={account} label={t.downloadTitle} />
          <Button size="l" mode="outline" appearance="neutral" loading={leave.isPending} onClick={() => leave.mutate()}>
            {t.signOut}
          </Button>
        </div>
        <ErrorLine error={back.error ?? leave.error} />
        <div className={styles.notice}>
          {t.number}
          <b className={styles.number}>{deletion.number}</b>
          <p className={styles.note}>{t.numberNote}</p>
          <div className={styles.buttons}>
            <Button size="m" mode="outline" appearance="neutral" onClick={() => void copy()}>
              {t.copy}
            </Button>
            <a className={styles.link} href={`/certificate?number=${deletion.number}`}>
              {t.open}
            </a>
          </div>
        </div>
      </div>
    </Card>
  )
}
