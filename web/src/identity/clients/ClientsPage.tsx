import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { list } from '#contract/identity/oidc-clients.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import styles from './ClientsPage.module.css'
import { CreateClientDialog } from './CreateClientDialog.tsx'
import { RemoveDialog, RotateDialog } from './client-dialogs.tsx'
import { t } from './clients.texts.ts'
import { type Secret, SecretDialog } from './SecretDialog.tsx'

export type Client = OutputOf<typeof list>['clients'][number]

type Open = { what: 'create' } | { what: 'rotate' | 'remove'; client: Client } | { what: 'secret'; secret: Secret }

/** The operator's register of systems that people enter through Парта (IDN-01). */
export function ClientsPage() {
  const query = useApi(list, {})
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const show = (secret: Secret) => setOpen({ what: 'secret', secret })
  return (
    <>
      <PageHead title={t.title} sub={t.sub}>
        <Button size="l" onClick={() => setOpen({ what: 'create' })}>
          {t.add}
        </Button>
      </PageHead>
      {query.data === undefined ? (
        query.error === null ? (
          <RowsSkeleton rows={3} label={t.loading} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : query.data.clients.length === 0 ? (
        <Card>
          <Empty {...t.empty} />
        </Card>
      ) : (
        <div className={styles.list}>
          {query.data.clients.map((client) => (
            <ClientCard key={client.id} client={client} onOpen={(what) => setOpen({ what, client })} />
          ))}
        </div>
      )}
      {open?.what === 'create' && <CreateClientDialog onCreated={show} onClose={close} />}
      {open?.what === 'rotate' && <RotateDialog client={open.client} onRotated={show} onClose={close} />}
      {open?.what === 'remove' && <RemoveDialog client={open.client} onClose={close} />}
      {open?.what === 'secret' && <SecretDialog secret={open.secret} onClose={close} />}
    </>
  )
}

function ClientCard({ client, onOpen }: { client: Client; onOpen: (what: 'rotate' | 'remove') => void }) {
  const gets = client.scopes.map((scope) => t.scopes[scope]).join(', ')
  return (
    <Card title={client.name}>
      <dl className={styles.facts}>
        <dt>{t.id}</dt>
        <dd>{client.id}</dd>
        <dt>{t.addresses}</dt>
        <dd>{client.redirectUris.join(', ')}</dd>
        <dt>{t.gets}</dt>
        <dd>{gets === '' ? t.getsNothing : gets}</dd>
        {client.systemScopes.length > 0 && (
          <>
            <dt>{t.form.itself}</dt>
            <dd>{t.form.tells}</dd>
          </>
        )}
      </dl>
      <div className={styles.actions}>
        <Button size="m" mode="outline" appearance="neutral" onClick={() => onOpen('rotate')}>
          {t.rotate}
        </Button>
        <Button size="m" mode="outline" appearance="negative" onClick={() => onOpen('remove')}>
          {t.remove}
        </Button>
      </div>
    </Card>
  )
}
