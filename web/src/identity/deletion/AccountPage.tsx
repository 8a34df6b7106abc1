import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { DELETION_WAIT_MS } from '#contract/identity/deletion.limits.ts'
import { ask, requestCode, state } from '#contract/identity/deletion.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { date } from '#web/kit/i18n/dates.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { DownloadButton } from './DownloadButton.tsx'
import styles from './deletion.module.css'
import { t } from './deletion.texts.ts'
import { ProofDialog } from './ProofDialog.tsx'

type State = OutputOf<typeof state>

/** «Аккаунт»: what is kept of its owner as a file, and the way to have it deleted (IDN-24). */
export function AccountPage() {
  const account = useApi(state, {})
  return (
    <SubPage title={t.title} sub={t.sub}>
      {account.data !== undefined ? (
        <div className={styles.cards}>
          <Card title={t.data} sub={t.dataSub}>
            <DownloadButton needs={account.data} />
          </Card>
          <DeleteCard account={account.data} />
        </div>
      ) : account.error === null ? (
        <RowsSkeleton rows={3} label={t.loading} />
      ) : (
        <Failed error={account.error} onRetry={() => void account.refetch()} />
      )}
    </SubPage>
  )
}

function DeleteCard({ account }: { account: State }) {
  const [open, setOpen] = useState(false)
  const [now] = useState(() => Date.now())
  const { holds, children, retentions } = account
  return (
    <Card title={t.remove} sub={t.removeSub}>
      <div className={styles.text}>
        <ul>
          {t.happens(date(now + DELETION_WAIT_MS)).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {retentions.map(({ name, months }) => (
            <li key={name}>{t.retention(name, months)}</li>
          ))}
          {children.map(({ profileId, name, othersLeft }) => (
            <li key={profileId}>{t.children(name, othersLeft)}</li>
          ))}
        </ul>
        {holds.length > 0 ? (
          <p className={styles.notice} role="status">
            {t.holds(holds)}
          </p>
        ) : (
          <div className={styles.buttons}>
            <Button size="l" appearance="negative" mode="outline" onClick={() => setOpen(true)}>
              {t.remove}
            </Button>
          </div>
        )}
      </div>
      {open && <DeleteDialog account={account} onClose={() => setOpen(false)} />}
    </Card>
  )
}

function DeleteDialog({ account, onClose }: { account: State; onClose: () => void }) {
  const codes = useCommand(requestCode)
  const command = useCommand(ask, { onSuccess: () => location.assign('/leaving') })
  return (
    <ProofDialog
      title={t.removeTitle}
      sub={t.proofSub}
      action={t.remove}
      dangerous
      needs={account}
      codes={codes}
      onSendCode={() => codes.mutate({})}
      command={command}
      onProve={(proof) => command.mutate(proof)}
      onClose={onClose}
    />
  )
}
