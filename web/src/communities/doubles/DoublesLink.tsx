import { useRouter } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { listDoubles } from '#contract/communities/doubles.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import styles from './doubles.module.css'
import { t } from './doubles.texts.ts'

/** That there are likely doubles, on the page of the members; nothing while there are none. */
export function DoublesLink({ communityId }: { communityId: string }) {
  const router = useRouter()
  const { data } = useApi(listDoubles, { communityId })
  if (data === undefined || (data.total === 0 && data.merges.every(({ state }) => state !== 'merged'))) return null
  return (
    <Card
      className={styles.link}
      title={data.total === 0 ? t.merges.title : t.link(data.total)}
      actions={
        <Button size="m" mode="outline" onClick={() => router.history.push(`/o/${communityId}/members?doubles=1`)}>
          {t.open}
        </Button>
      }
    >
      <p>{t.linkText}</p>
    </Card>
  )
}
