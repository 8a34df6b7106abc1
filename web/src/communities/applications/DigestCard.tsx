import { Checkbox } from '@vkontakte/vkui'
import { getQueueDigest, setQueueDigest } from '#contract/communities/queue-digest.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { t } from './applications.texts.ts'
import styles from './QueuePage.module.css'

/** Letters about applications that wait: one a day, to the address on the own card (INV-09). */
export function DigestCard() {
  const { communityId } = useCommunity().community
  const digest = useApi(getQueueDigest, { communityId })
  const save = useCommand(setQueueDigest, {
    refreshes: [getQueueDigest],
    onSuccess: ({ letters }) => showToast(letters ? t.digest.on : t.digest.off),
  })
  if (digest.data === undefined) return null
  const { letters, email } = digest.data
  if (email === null) {
    return (
      <Card className={styles.digest}>
        <p className={styles.note}>
          {t.digest.nowhere}{' '}
          <AppLink href="/me/details" className={styles.address}>
            {t.digest.address}
          </AppLink>
        </p>
      </Card>
    )
  }
  const complain = { onError: (error: Error) => showFailure(explain(error).sentence) }
  return (
    <Card className={styles.digest}>
      <Checkbox
        checked={save.isPending ? save.variables.letters : letters}
        disabled={save.isPending}
        description={t.digest.note}
        onChange={({ target }) => save.mutate({ communityId, letters: target.checked }, complain)}
      >
        {t.digest.label(email)}
      </Checkbox>
    </Card>
  )
}
