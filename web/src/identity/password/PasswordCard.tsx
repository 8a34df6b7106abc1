import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { state } from '#contract/identity/password.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'
import { t } from './password.texts.ts'

/** Whether there is a password, since when it is this one, and the way to another (IDN-05). */
export function PasswordCard({ phoneMasked }: { phoneMasked: string }) {
  const password = useApi(state, {})
  const [changing, setChanging] = useState(false)
  const known = password.data
  return (
    <Card
      title={t.title}
      sub={t.sub}
      actions={
        known !== undefined && (
          <Button size="m" mode="outline" appearance="neutral" onClick={() => setChanging(true)}>
            {known.isSet ? t.change : t.setUp}
          </Button>
        )
      }
    >
      {known === undefined ? (
        password.error === null ? (
          <RowsSkeleton rows={1} label={t.loading} />
        ) : (
          <Failed error={password.error} onRetry={() => void password.refetch()} />
        )
      ) : (
        <p>
          {!known.isSet ? (
            t.unset
          ) : known.changedAt === null ? (
            t.set
          ) : (
            <>
              {t.changed} <When at={known.changedAt} />
            </>
          )}
        </p>
      )}
      {changing && known !== undefined && (
        <PasswordDialog isSet={known.isSet} phoneMasked={phoneMasked} onClose={() => setChanging(false)} />
      )}
    </Card>
  )
}
