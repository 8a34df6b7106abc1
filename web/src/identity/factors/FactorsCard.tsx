import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { state } from '#contract/identity/factors.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { CodesDialog } from './CodesDialog.tsx'
import { ConnectDialog } from './ConnectDialog.tsx'
import styles from './factors.module.css'
import { t } from './factors.texts.ts'
import { RemoveDialog } from './RemoveDialog.tsx'
import { RenewDialog } from './RenewDialog.tsx'

type Doing = 'connect' | 'renew' | 'remove' | readonly string[] | null

/** The app with codes in place of the SMS: connected or not, and its spare codes. */
export function FactorsCard() {
  const factors = useApi(state, {})
  const [doing, setDoing] = useState<Doing>(null)
  const close = () => setDoing(null)
  return (
    <Card title={t.title} sub={t.sub}>
      {factors.data !== undefined ? (
        <Factors state={factors.data} onDo={setDoing} />
      ) : factors.error !== null ? (
        <Failed error={factors.error} onRetry={() => void factors.refetch()} />
      ) : (
        <RowsSkeleton rows={1} label={t.loading} />
      )}
      {doing === 'connect' && <ConnectDialog onClose={close} onCodes={setDoing} />}
      {doing === 'renew' && <RenewDialog onClose={close} onCodes={setDoing} />}
      {doing === 'remove' && <RemoveDialog onClose={close} />}
      {doing !== null && typeof doing === 'object' && <CodesDialog codes={doing} onClose={close} />}
    </Card>
  )
}

function Factors({
  state: { totp, hasPassword, recoveryCodesLeft },
  onDo,
}: {
  state: OutputOf<typeof state>
  onDo: (what: Doing) => void
}) {
  if (!totp && !hasPassword) return <p>{t.passwordFirst}</p>
  return (
    <>
      <p>
        {totp ? t.on : t.off} {totp && t.left(recoveryCodesLeft)}
      </p>
      <div className={styles.row}>
        {totp ? (
          <>
            <Button size="m" mode="outline" appearance="neutral" onClick={() => onDo('renew')}>
              {t.renew}
            </Button>
            <Button size="m" mode="outline" appearance="neutral" onClick={() => onDo('remove')}>
              {t.remove}
            </Button>
          </>
        ) : (
          <Button size="m" onClick={() => onDo('connect')}>
            {t.connect}
          </Button>
        )}
      </div>
    </>
  )
}
