import { Button } from '@vkontakte/vkui'
import { type ReactNode, useState } from 'react'
import { cancel, state } from '#contract/identity/phone.ts'
import { current } from '#contract/identity/sessions.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import styles from './phone.module.css'
import { t } from './phone.texts.ts'

type PhoneState = OutputOf<typeof state>

/** The number that opens the account, the way to another one, and a change that waits (IDN-21). */
export function PhoneCard() {
  const phone = useApi(state, {})
  const [moving, setMoving] = useState(false)
  const mayMove = phone.data !== undefined && phone.data.waiting === null
  return (
    <Card
      title={t.title}
      sub={t.sub}
      actions={
        mayMove && (
          <Button size="m" mode="outline" appearance="neutral" onClick={() => setMoving(true)}>
            {t.change}
          </Button>
        )
      }
    >
      {phone.data !== undefined ? (
        <Known phone={phone.data} />
      ) : phone.error !== null ? (
        <Failed error={phone.error} onRetry={() => void phone.refetch()} />
      ) : (
        <RowsSkeleton rows={1} label={t.loading} />
      )}
      {moving && <MoveDialog onClose={() => setMoving(false)} />}
    </Card>
  )
}

function Known({ phone: { phoneMasked, changedAt, waiting, lapsed } }: { phone: PhoneState }) {
  return (
    <>
      <p className="num">
        {phoneMasked}
        {changedAt !== null && (
          <>
            {'. '}
            {t.changed} <When at={changedAt} />
          </>
        )}
      </p>
      {waiting !== null && (
        <Notice action={t.cancelMove} done={t.cancelled}>
          {t.waits(waiting.phoneMasked)} <When at={waiting.dueAt} />
          <small>
            {waiting.byTicket && t.byTicket} {waiting.resetsFactors && t.resets} {t.waitsNote}
          </small>
        </Notice>
      )}
      {lapsed && (
        <Notice action={t.understood}>
          {t.lapsed}
          <small />
        </Notice>
      )}
    </>
  )
}

/** Something about a change that is put aside by its button. */
function Notice({ action, done, children }: { action: string; done?: string; children: ReactNode }) {
  const command = useCommand(cancel, {
    refreshes: [state, current],
    onSuccess: () => {
      if (done !== undefined) showToast(done)
    },
  })
  return (
    <div className={styles.notice} role="status">
      <div>{children}</div>
      <Button
        size="m"
        mode="outline"
        appearance="neutral"
        loading={command.isPending}
        onClick={() => command.mutate({})}
      >
        {action}
      </Button>
      <ErrorLine error={command.error} />
    </div>
  )
}
