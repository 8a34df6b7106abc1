import { Button } from '@vkontakte/vkui'
import { fullName } from '#contract/identity/names.ts'
import { linked, unlink } from '#contract/identity/oidc.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import styles from './linked.module.css'
import { t } from './linked.texts.ts'

/** «Внешние системы»: whom the account has let know one of its profiles, and the way to take it back (ACC-06). */
export function LinkedCard() {
  const query = useApi(linked, {})
  const take = useCommand(unlink, { refreshes: [linked], onSuccess: () => showToast(t.done) })
  return (
    <Card title={t.title} sub={t.sub}>
      {query.data === undefined ? (
        query.error === null ? (
          <RowsSkeleton rows={1} label={t.loading} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : query.data.systems.length === 0 ? (
        <p className={styles.none}>{t.none}</p>
      ) : (
        <ul className={styles.list}>
          {query.data.systems.map(({ clientId, name, profile, since }) => (
            <li key={clientId}>
              <div>
                <b>{name}</b>
                <small>
                  {t.knows(fullName(profile))} <When at={since} />
                </small>
              </div>
              <Button
                size="m"
                mode="outline"
                appearance="neutral"
                aria-label={t.unlinkOf(name)}
                disabled={take.isPending}
                onClick={() => take.mutate({ clientId }, { onError: (error) => showFailure(explain(error).sentence) })}
              >
                {t.unlink}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
