import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { list } from '#contract/identity/passkeys.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { hasPasskeys } from '#web/kit/api/passkey.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { AddPasskey, RemovePasskey, RenamePasskey } from './passkey-dialogs.tsx'
import styles from './passkeys.module.css'
import { t } from './passkeys.texts.ts'

export type Passkey = OutputOf<typeof list>['passkeys'][number]
type Doing = { what: 'add' } | { what: 'rename' | 'remove'; passkey: Passkey } | null

/** Keys of devices that open the sign-in alone. `hasPassword`: one is added with the password only. */
export function PasskeysCard({ hasPassword }: { hasPassword: boolean }) {
  const passkeys = useApi(list, {})
  const [doing, setDoing] = useState<Doing>(null)
  const close = () => setDoing(null)
  const mayAdd = hasPasskeys() && hasPassword && passkeys.data !== undefined
  return (
    <Card
      title={t.title}
      sub={hasPasskeys() ? t.sub : t.unsupported}
      actions={
        mayAdd && (
          <Button size="m" mode="outline" appearance="neutral" onClick={() => setDoing({ what: 'add' })}>
            {t.add}
          </Button>
        )
      }
    >
      {passkeys.data !== undefined ? (
        <Rows passkeys={passkeys.data.passkeys} needsPassword={hasPasskeys() && !hasPassword} onDo={setDoing} />
      ) : passkeys.error !== null ? (
        <Failed error={passkeys.error} onRetry={() => void passkeys.refetch()} />
      ) : (
        <RowsSkeleton rows={1} label={t.loading} />
      )}
      {doing?.what === 'add' && <AddPasskey onClose={close} />}
      {doing?.what === 'rename' && <RenamePasskey passkey={doing.passkey} onClose={close} />}
      {doing?.what === 'remove' && <RemovePasskey passkey={doing.passkey} onClose={close} />}
    </Card>
  )
}

interface RowsProps {
  passkeys: readonly Passkey[]
  /** None can be added yet. */
  needsPassword: boolean
  onDo: (what: Doing) => void
}

function Rows({ passkeys, needsPassword, onDo }: RowsProps) {
  if (passkeys.length === 0) return <p>{needsPassword ? t.passwordFirst : t.none}</p>
  return (
    <ul className={styles.list}>
      {passkeys.map((passkey) => (
        <li key={passkey.id}>
          <div>
            <b>{passkey.name}</b>
            <small>
              {passkey.usedAt === null ? t.made : t.used} <When at={passkey.usedAt ?? passkey.createdAt} />
            </small>
          </div>
          <Button size="m" mode="tertiary" onClick={() => onDo({ what: 'rename', passkey })}>
            {t.rename}
          </Button>
          <Button size="m" mode="tertiary" appearance="negative" onClick={() => onDo({ what: 'remove', passkey })}>
            {t.remove}
          </Button>
        </li>
      ))}
    </ul>
  )
}
