import { useRouter } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import {
  applyRollover,
  cancelRollover,
  getRollover,
  openRollovers,
  type Rollover,
  type RolloverPlan,
  undoRollover,
} from '#contract/communities/rollover.ts'
import { schoolYearName } from '#contract/communities/school-years.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { number } from '#web/kit/i18n/plural.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Bar, Chip } from '#web/kit/ui/Chip.tsx'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { terms } from '../terms/terms.ts'
import { LinesCard } from './LinesCard.tsx'
import styles from './rollover.module.css'
import { t } from './rollover.texts.ts'
import { STATE_TONES } from './state-tones.ts'
import { isWorking, showPlan, useProgress } from './use-plan.ts'

/** One move into a school year: what it would do, how far it has come, what has come of it, and the way back. */
export function PlanPage({ rolloverId }: { rolloverId: string }) {
  const { communityId } = useCommunity().community
  const query = useApi(getRollover, { rolloverId })
  const plan = query.data
  useProgress(plan?.rollover)
  const back = <AppLink href={`/o/${communityId}/rollover`}>{t.back}</AppLink>
  if (plan === undefined) {
    return (
      <>
        <PageHead title={t.title}>{back}</PageHead>
        {query.error === null ? (
          <RowsSkeleton rows={6} label={t.loading} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} action={back} />
        )}
      </>
    )
  }
  const { rollover } = plan
  return (
    <>
      <PageHead
        title={t.titleOf(schoolYearName(rollover.year))}
        sub={
          <>
            <Chip tone={STATE_TONES[rollover.state]}>{t.states[rollover.state]}</Chip> {t.by(rollover.by)} ·{' '}
            <When at={rollover.at} />
          </>
        }
      >
        {back}
      </PageHead>
      <div className={styles.stack}>
        {rollover.state === 'ready' && <SummaryCard plan={plan} />}
        {isWorking(rollover) && <WorkCard rollover={rollover} />}
        {!isWorking(rollover) && rollover.state !== 'ready' && <ResultCard rollover={rollover} />}
        <LinesCard plan={plan} />
      </div>
    </>
  )
}

/** The difference in numbers: people and chats that move, end, or stay. */
function Difference({ rollover: { difference } }: { rollover: Rollover }) {
  const { community } = useCommunity()
  const units = terms.units[community.type].count
  return (
    <>
      {difference.promoted > 0 && <li>{t.summary.promoted(units(difference.promoted), difference.pupilsPromoted)}</li>}
      {difference.graduated > 0 && (
        <li>{t.summary.graduated(units(difference.graduated), difference.pupilsGraduated)}</li>
      )}
      {difference.archived > 0 && <li>{t.summary.archived(units(difference.archived))}</li>}
      {difference.left > 0 && <li>{t.summary.left(units(difference.left))}</li>}
      {difference.chatsRenamed + difference.chatsClosed > 0 && (
        <li>{t.summary.chats(difference.chatsRenamed, difference.chatsClosed)}</li>
      )}
    </>
  )
}

function SummaryCard({ plan: { rollover, lines } }: { plan: RolloverPlan }) {
  const router = useRouter()
  const [told, setTold] = useState(false)
  const apply = useCommand(applyRollover, {
    refreshes: [openRollovers],
    onSuccess: (answer) => {
      showPlan(answer)
      setTold(answer.rollover.state === 'ready')
    },
  })
  const discard = useCommand(cancelRollover, {
    refreshes: [openRollovers],
    onSuccess: () => {
      showToast(t.summary.discarded)
      router.history.push(`/o/${rollover.communityId}/rollover`)
    },
  })
  const { undecided, conflicts, graduated, archived } = rollover.difference
  const changed = lines.filter((line) => line.changed).length
  const isReady = undecided === 0 && conflicts === 0
  return (
    <Card title={t.summary.title}>
      <ul className={styles.facts}>
        <li>{t.summary.before(lines.length, lines.length - graduated - archived)}</li>
        <Difference rollover={rollover} />
        {undecided > 0 && <li className={styles.wrong}>{t.summary.undecided(undecided)}</li>}
        {conflicts > 0 && <li className={styles.wrong}>{t.summary.conflicts(conflicts)}</li>}
      </ul>
      {told && changed > 0 && (
        <p role="alert" className={styles.wrong}>
          {t.summary.changed(changed)}
        </p>
      )}
      {!isReady && <p>{t.summary.wait}</p>}
      <div className={styles.buttons}>
        <Button
          size="l"
          disabled={!isReady}
          loading={apply.isPending}
          onClick={() => apply.mutate({ rolloverId: rollover.id, version: rollover.version })}
        >
          {t.summary.apply(lines.length)}
        </Button>
        <Button
          size="l"
          mode="tertiary"
          appearance="negative"
          loading={discard.isPending}
          onClick={() => discard.mutate({ rolloverId: rollover.id })}
        >
          {t.summary.discard}
        </Button>
      </div>
      <ErrorLine error={apply.error ?? discard.error} />
    </Card>
  )
}

/** How far the work has come; it goes on when the page is left. */
function WorkCard({ rollover }: { rollover: Rollover }) {
  const [began] = useState({ at: Date.now(), done: rollover.done })
  const stop = useCommand(cancelRollover, { refreshes: [getRollover, openRollovers] })
  const share = rollover.toDo === 0 ? 0 : rollover.done / rollover.toDo
  const speed = (rollover.done - began.done) / Math.max(1, Date.now() - began.at)
  const seconds = speed > 0 ? Math.ceil((rollover.toDo - rollover.done) / speed / 1_000) : null
  const done = t.work.done(number(rollover.done), number(rollover.toDo))
  return (
    <Card title={rollover.state === 'undoing' ? t.work.undoing : t.work.applying} sub={t.work.leave}>
      <Bar value={share * 100} height={10} label={done} />
      <p className="num" role="status">
        {seconds === null ? done : `${done}, ${t.work.left(seconds)}`}
      </p>
      {rollover.state === 'applying' && (
        <div className={styles.buttons}>
          <Button
            size="m"
            mode="outline"
            loading={stop.isPending}
            onClick={() => stop.mutate({ rolloverId: rollover.id })}
          >
            {t.work.stop}
          </Button>
        </div>
      )}
      <ErrorLine error={stop.error} />
    </Card>
  )
}

/** What has come of it; the page stays. */
function ResultCard({ rollover }: { rollover: Rollover }) {
  const [asking, setAsking] = useState(false)
  const undo = useCommand(undoRollover, {
    refreshes: [openRollovers],
    onSuccess: (answer) => {
      showPlan(answer)
      setAsking(false)
    },
  })
  return (
    <Card title={t.result.title}>
      <ul className={styles.facts}>
        <Difference rollover={rollover} />
        {rollover.skipped > 0 && <li>{t.result.skipped(rollover.skipped)}</li>}
        {rollover.kept > 0 && <li>{t.result.kept(rollover.kept)}</li>}
        {rollover.undoUntil !== null && (
          <li>
            {t.result.until} <When at={rollover.undoUntil} />
          </li>
        )}
      </ul>
      {rollover.undoUntil !== null && (
        <div className={styles.buttons}>
          <Button size="l" mode="outline" appearance="negative" onClick={() => setAsking(true)}>
            {t.result.undo}
          </Button>
        </div>
      )}
      {asking && (
        <Dialog
          title={t.result.undoTitle}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button size="l" mode="outline" appearance="neutral" onClick={() => setAsking(false)}>
                {t.result.keep}
              </Button>
              <Button
                size="l"
                appearance="negative"
                loading={undo.isPending}
                onClick={() => undo.mutate({ rolloverId: rollover.id })}
              >
                {t.result.undo}
              </Button>
            </>
          }
        >
          <p>{t.result.undoText}</p>
          <ErrorLine error={undo.error} />
        </Dialog>
      )}
    </Card>
  )
}
