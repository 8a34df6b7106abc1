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
import { number } from '#web/kit/i18n/plural.ts'
import { refresh, useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Bar, Chip } from '#web/kit/ui/Chip.tsx'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
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
        {isWorking(file) && <WorkCard file={file} />}
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
      {count === 0 && <p className={styles.wrong}>{t.summary.nothing}</p>}
      <div className={styles.buttons}>
        <Button
          size="l"
          disabled={count === 0}
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

/** How far the work has come; it goes on when the page is left. */
function WorkCard({ file }: { file: RosterImport }) {
  const [began] = useState({ at: Date.now(), done: file.done })
  const stop = useCommand(cancelImport, { refreshes: [getImport, openRoster] })
  const share = file.toDo === 0 ? 0 : file.done / file.toDo
  const speed = (file.done - began.done) / Math.max(1, Date.now() - began.at)
  const seconds = speed > 0 ? Math.ceil((file.toDo - file.done) / speed / 1_000) : null
  const done = t.work.done(number(file.done), number(file.toDo))
  return (
    <Card title={file.state === 'undoing' ? t.work.undoing : t.work.applying} sub={t.work.leave}>
      <Bar value={share * 100} height={10} label={done} />
      <p className="num" role="status">
        {seconds === null ? done : `${done}, ${t.work.left(seconds)}`}
      </p>
      {file.state === 'applying' && (
        <div className={styles.buttons}>
          <Button size="m" mode="outline" loading={stop.isPending} onClick={() => stop.mutate({ importId: file.id })}>
            {t.work.stop}
          </Button>
        </div>
      )}
      <ErrorLine error={stop.error} />
    </Card>
  )
}

/** What has come of it; stays as long as the rows. */
function ResultCard({ file }: { file: RosterImport }) {
  const [asking, setAsking] = useState(false)
  const undo = useCommand(undoImport, { refreshes: [getImport, openRoster], onSuccess: () => setAsking(false) })
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
        <div className={styles.buttons}>
          <Button size="l" mode="outline" appearance="negative" onClick={() => setAsking(true)}>
            {t.after.undo}
          </Button>
        </div>
      )}
      {asking && (
        <Dialog
          title={t.after.undoTitle}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button size="l" mode="outline" appearance="neutral" onClick={() => setAsking(false)}>
                {t.after.keep}
              </Button>
              <Button
                size="l"
                appearance="negative"
                loading={undo.isPending}
                onClick={() => undo.mutate({ importId: file.id })}
              >
                {t.after.undo}
              </Button>
            </>
          }
        >
          <p>{t.after.undoText}</p>
          <ErrorLine error={undo.error} />
        </Dialog>
      )}
    </Card>
  )
}
