import { Button } from '@vkontakte/vkui'
import { useEffect } from 'react'
import { matchedLog } from '#contract/communities/matched.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { t } from './applications.texts.ts'
import styles from './QueuePage.module.css'
import { useMatched } from './useMatched.ts'

/** One approval by the list on one page, for whoever answers for it; it can be printed. */
export function ApprovalPage({ approvalId }: { approvalId: string }) {
  const { communityId } = useCommunity().community
  const query = useApi(matchedLog, { id: approvalId })
  const matched = useMatched(communityId)
  useEffect(() => {
    document.title = t.match.page.documentTitle
  }, [])
  const back = <AppLink href={`/o/${communityId}/applications`}>{t.match.page.back}</AppLink>
  const { data } = query
  if (data === undefined) {
    return (
      <>
        <PageHead title={t.match.page.title}>{back}</PageHead>
        {query.error === null ? (
          <RowsSkeleton rows={6} label={t.match.page.loading} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        )}
      </>
    )
  }
  const { approval, lines } = data
  return (
    <>
      <PageHead
        title={t.match.page.title}
        sub={
          <>
            {t.match.page.sub(approval.by, approval.approved, approval.undone)} · <When at={approval.at} />
          </>
        }
      >
        {back}
        <Button size="m" mode="outline" appearance="neutral" onClick={() => print()}>
          {t.match.page.print}
        </Button>
        {approval.undoUntil !== null && (
          <Button
            size="m"
            mode="outline"
            appearance="negative"
            loading={matched.progress !== null}
            onClick={() => matched.takeBack(approval.id)}
          >
            {t.match.page.undo}
          </Button>
        )}
      </PageHead>
      <Card flush>
        {lines.length === 0 ? (
          <Empty {...t.match.page.empty} />
        ) : (
          <ol className={styles.lines}>
            {lines.map((line, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have an order and no name of their own
              <li key={n}>
                <b>{line.name}</b>
                <span>{line.unitName}</span>
                <span>{line.grounds.map((ground) => t.match.page.grounds[ground]).join(', ')}</span>
                {!line.stands && <Chip tone="warn">{t.match.page.undone}</Chip>}
              </li>
            ))}
          </ol>
        )}
      </Card>
    </>
  )
}
