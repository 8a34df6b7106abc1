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
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { terms } from '../terms/terms.ts'
import { UndoAll } from '../work/UndoAll.tsx'
import { WorkCard } from '../work/WorkCard.tsx'
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
        {isWorking(rollover) && <Working rollover={rollover} />}
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
      {!isReady && <p id="plan-wait">{t.summary.wait}</p>}
      <div className={styles.buttons}>
        <Button
          size="l"
          disabled={!isReady}
          aria-describedby={isReady ? undefined : 'plan-wait'}
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

/** What is being done; it goes on when the page is left. */
function Working({ rollover }: { rollover: Rollover }) {
  const stop = useCommand(cancelRollover, { refreshes: [getRollover, openRollovers] })
  return (
    <WorkCard
      title={rollover.state === 'undoing' ? t.work.undoing : t.work.applying}
      done={rollover.done}
      toDo={rollover.toDo}
      stoppable={rollover.state === 'applying'}
      stop={{ ...stop, run: () => stop.mutate({ rolloverId: rollover.id }) }}
    />
  )
}

/** What has come of it; the page stays. */
function ResultCard({ rollover }: { rollover: Rollover }) {
  const undo = useCommand(undoRollover, {
    refreshes: [openRollovers],
    onSuccess: showPlan,
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
        <UndoAll
          words={t.result}
          isPending={undo.isPending}
          error={undo.error}
          onUndo={() => undo.mutate({ rolloverId: rollover.id })}
        />
      )}
    </Card>
  )
}
