import { useRouter } from '@tanstack/react-router'
import { Button, Checkbox } from '@vkontakte/vkui'
import { useEffect, useRef, useState } from 'react'
import {
  applyImport,
  cancelImport,
  getImport,
  listRecords,
  listRows,
  openRoster,
  type RosterImport,
  undoImport,
} from '#contract/communities/roster.ts'
import { listUnits } from '#contract/communities/units.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { refresh, useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { UndoAll } from '../work/UndoAll.tsx'
import { WorkCard } from '../work/WorkCard.tsx'
import { ColumnsCard } from './ColumnsCard.tsx'
import { IMPORT_TONES } from './import-tones.ts'
import { RowsCard } from './RowsCard.tsx'
import styles from './roster.module.css'
import { t } from './roster.texts.ts'

const LOOK_MS = 1_000
const isWorking = ({ state }: RosterImport) => state === 'applying' || state === 'undoing'

/** One table: what its columns hold, how its rows are understood, what comes of it, and the way back. */
export function ImportPage({ importId }: { importId: string }) {
  const { communityId } = useCommunity().community
  const query = useApi(getImport, { importId })
  const file = query.data
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  useProgress(file)
  const back = <AppLink href={`/o/${communityId}/applications?list=1`}>{t.back}</AppLink>
  if (file === undefined) {
    return (
      <>
        <PageHead title={t.importTitle}>{back}</PageHead>
        {query.error === null ? (
          <RowsSkeleton rows={6} label={t.loading} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} action={back} />
        )}
      </>
    )
  }
  return (
    <>
      <PageHead
        title={file.fileName}
        sub={
          <>
            <Chip tone={IMPORT_TONES[file.state]}>{t.states[file.state]}</Chip> {t.madeBy(file.by)} ·{' '}
            <When at={file.at} />
          </>
        }
      >
        {back}
      </PageHead>
      <div className={styles.stack}>
        {file.state === 'ready' && <ColumnsCard key={file.version} file={file} />}
        {file.state === 'ready' && <SummaryCard file={file} />}
        {isWorking(file) && <Working file={file} />}
        {!isWorking(file) && file.state !== 'ready' && <ResultCard file={file} />}
        <RowsCard file={file} />
      </div>
    </>
  )
}

/** Looks every second how far the work has come, and at everything it has changed when it is over. */
function useProgress(file: RosterImport | undefined): void {
  const working = file !== undefined && isWorking(file)
  const was = useRef(false)
  useEffect(() => {
    if (was.current && !working) void refresh(openRoster, listRecords, listRows, listUnits)
    was.current = working
    if (!working) return
    const timer = setInterval(() => void refresh(getImport), LOOK_MS)
    return () => clearInterval(timer)
  }, [working])
}

/** What taking the table over would do. */
function SummaryCard({ file }: { file: RosterImport }) {
  const { counts } = file
  const router = useRouter()
  const [withDoubts, setWithDoubts] = useState(false)
  const apply = useCommand(applyImport, { refreshes: [getImport, openRoster] })
  const discard = useCommand(cancelImport, {
    refreshes: [openRoster],
    onSuccess: () => {
      showToast(t.summary.discarded)
      router.history.push(`/o/${file.communityId}/applications?list=1`)
    },
  })
  const count = counts.understood + (withDoubts ? counts.doubt : 0)
  return (
    <Card title={t.summary.title}>
      <ul className={styles.facts}>
        <li>{t.summary.understood(counts.understood)}</li>
        {counts.doubt > 0 && <li>{t.summary.doubt(counts.doubt)}</li>}
        {counts.unclear > 0 && <li>{t.summary.unclear(counts.unclear)}</li>}
        <li>{t.summary.effect(counts.new, counts.changed, counts.same)}</li>
        {file.newUnits.length > 0 && <li>{t.summary.units(file.newUnits.join(', '))}</li>}
        {file.missing > 0 && <li>{t.summary.missing(file.missing)}</li>}
      </ul>
      {counts.doubt > 0 && (
        <Checkbox checked={withDoubts} onChange={(event) => setWithDoubts(event.target.checked)}>
          {t.summary.withDoubts}
        </Checkbox>
      )}
      {count === 0 && (
        <p id="import-nothing" className={styles.wrong}>
          {t.summary.nothing}
        </p>
      )}
      <div className={styles.buttons}>
        <Button
          size="l"
          disabled={count === 0}
          aria-describedby={count === 0 ? 'import-nothing' : undefined}
          loading={apply.isPending}
          onClick={() => apply.mutate({ importId: file.id, version: file.version, withDoubts })}
        >
          {t.summary.apply(count)}
        </Button>
        <Button
          size="l"
          mode="tertiary"
          appearance="negative"
          loading={discard.isPending}
          onClick={() => discard.mutate({ importId: file.id })}
        >
          {t.summary.discard}
        </Button>
      </div>
      <ErrorLine error={apply.error ?? discard.error} />
    </Card>
  )
}

/** What is being done; it goes on when the page is left. */
function Working({ file }: { file: RosterImport }) {
  const stop = useCommand(cancelImport, { refreshes: [getImport, openRoster] })
  return (
    <WorkCard
      title={file.state === 'undoing' ? t.work.undoing : t.work.applying}
      done={file.done}
      toDo={file.toDo}
      stoppable={file.state === 'applying'}
      stop={{ ...stop, run: () => stop.mutate({ importId: file.id }) }}
    />
  )
}

/** What has come of it; stays as long as the rows. */
function ResultCard({ file }: { file: RosterImport }) {
  const undo = useCommand(undoImport, { refreshes: [getImport, openRoster] })
  return (
    <Card title={t.states[file.state]}>
      <ul className={styles.facts}>
        <li>{t.result(file.added, file.corrected)}</li>
        {file.unitsMade > 0 && <li>{t.after.units(file.unitsMade)}</li>}
        {file.kept > 0 && <li>{t.after.kept(file.kept)}</li>}
        {file.undoUntil !== null && (
          <li>
            {t.after.until} <When at={file.undoUntil} />
          </li>
        )}
      </ul>
      {file.undoUntil !== null && (
        <UndoAll
          words={t.after}
          isPending={undo.isPending}
          error={undo.error}
          onUndo={() => undo.mutate({ importId: file.id })}
        />
      )}
    </Card>
  )
}
