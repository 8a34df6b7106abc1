import { Button } from '@vkontakte/vkui'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { Bar } from '#web/kit/ui/Chip.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { t } from './applications.texts.ts'
import styles from './QueuePage.module.css'
import type { Matched } from './useMatched.ts'

/** How the queue stands to the list of the organisation; approves at once all who match it. */
export function MatchedBar({ matched }: { matched: Matched }) {
  const { community, can } = useCommunity()
  const { summary, progress, approve } = matched
  if (summary === undefined) return null
  const base = `/o/${community.communityId}`
  if (!summary.roster) {
    if (!can.manageMembers) return null
    return (
      <p className={styles.hint}>
        {t.match.noRoster} <AppLink href={`${base}/applications?list=1`}>{t.match.toRoster}</AppLink>
      </p>
    )
  }
  const last = summary.approvals[0]
  return (
    <Card className={styles.matched}>
      <p className="num">{t.match.counts(summary.exact, summary.near, summary.several, summary.none)}</p>
      {progress !== null && progress.all > 0 && (
        <>
          <Bar value={(progress.done / progress.all) * 100} label={t.match.progress(progress.done, progress.all)} />
          <p className="num" role="status">
            {t.match.progress(progress.done, progress.all)}
          </p>
        </>
      )}
      <div className={styles.matchedActions}>
        <Button
          size="m"
          disabled={summary.exact === 0}
          aria-describedby={summary.exact === 0 ? 'matched-none' : undefined}
          loading={progress !== null}
          onClick={approve}
        >
          {t.match.approve(summary.exact)}
        </Button>
        {summary.exact === 0 && <small id="matched-none">{t.match.nothing}</small>}
        {last !== undefined && <AppLink href={`${base}/applications?approval=${last.id}`}>{t.match.last}</AppLink>}
      </div>
    </Card>
  )
}
