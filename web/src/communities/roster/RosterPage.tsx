import { useRouter, useSearch } from '@tanstack/react-router'
import { Icon20DocumentListOutline, Icon20UploadOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { openRoster, type RosterImport } from '#contract/communities/roster.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { Bar, Chip } from '#web/kit/ui/Chip.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Denied, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { workTexts } from '../work/work.texts.ts'
import { ImportPage } from './ImportPage.tsx'
import { IMPORT_TONES } from './import-tones.ts'
import { RecordsCard } from './RecordsCard.tsx'
import styles from './roster.module.css'
import { t } from './roster.texts.ts'
import { useSheetUpload } from './useSheetUpload.ts'

/** «Список школы»: whom the organisation knows by lists, and the tables from which they came (P-05). */
export function RosterPage() {
  const { community, can } = useCommunity()
  const asked = useSearch({ strict: false }) as { file?: string }
  const title = community.type === 'school' ? t.title : t.titleOther
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  if (can.manageMembers) {
    return asked.file === undefined ? (
      <RosterView title={title} />
    ) : (
      <ImportPage key={asked.file} importId={asked.file} />
    )
  }
  return (
    <>
      <PageHead title={title} />
      <Card flush>
        <Denied {...t.denied} />
      </Card>
    </>
  )
}

function RosterView({ title }: { title: string }) {
  const { communityId } = useCommunity().community
  const roster = useApi(openRoster, { communityId })
  const { data } = roster
  return (
    <>
      <PageHead title={title} sub={data && t.sub(data.pupils, data.parents, data.staff)} />
      <div className={styles.stack}>
        <UploadCard communityId={communityId} />
        {data === undefined && roster.error === null && <RowsSkeleton rows={4} label={t.loading} />}
        {data === undefined && roster.error !== null && (
          <Failed error={roster.error} onRetry={() => void roster.refetch()} />
        )}
        {data !== undefined && data.imports.length > 0 && <ImportsCard imports={data.imports} />}
        {data !== undefined && <RecordsCard isEmpty={data.pupils + data.staff === 0} />}
      </div>
    </>
  )
}

/** Where a table is dropped or chosen; says how far it has come. */
function UploadCard({ communityId }: { communityId: string }) {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const { state, send, cancel } = useSheetUpload(communityId, (importId) =>
    router.history.push(`/o/${communityId}/applications?list=1&file=${importId}`),
  )
  const busy = state.step === 'sending' || state.step === 'working'
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file !== undefined && !busy) send(file)
  }
  return (
    <Card title={t.upload.title} sub={t.upload.text}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the button, which does the same */}
      <div
        className={cx(styles.drop, over && styles.over)}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx,.csv,.txt"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file !== undefined) send(file)
          }}
        />
        {busy ? (
          <>
            <p role="status">
              {state.step === 'sending' ? t.upload.sending(Math.round(state.share * 100)) : t.upload.reading}
            </p>
            <Button size="m" mode="tertiary" onClick={cancel}>
              {t.upload.cancel}
            </Button>
          </>
        ) : (
          <>
            <Button size="l" before={<Icon20UploadOutline />} onClick={() => input.current?.click()}>
              {t.upload.choose}
            </Button>
            <span>{t.upload.drop}</span>
          </>
        )}
      </div>
      {state.step === 'tooLarge' && (
        <p role="alert" className={styles.wrong}>
          {t.upload.tooLarge}
        </p>
      )}
      {state.step === 'failed' && <ErrorLine error={state.error} />}
    </Card>
  )
}

function ImportsCard({ imports }: { imports: readonly RosterImport[] }) {
  return (
    <Card flush title={t.imports.title} sub={t.imports.sub} className={styles.titled}>
      <ul className={styles.list}>
        {imports.map((each) => (
          <li key={each.id}>
            <Icon20DocumentListOutline />
            <span className={styles.what}>
              <AppLink
                href={`/o/${each.communityId}/applications?list=1&file=${each.id}`}
                aria-label={t.open(each.fileName)}
              >
                {each.fileName}
              </AppLink>
              <small>
                <When at={each.at} /> · {each.by}
                {(each.state === 'applied' || each.state === 'stopped') && (
                  <> · {t.result(each.added, each.corrected)}</>
                )}
              </small>
            </span>
            {each.toDo > 0 && (each.state === 'applying' || each.state === 'undoing') && (
              <Bar value={(each.done / each.toDo) * 100} label={workTexts.done(String(each.done), String(each.toDo))} />
            )}
            <Chip tone={IMPORT_TONES[each.state]}>{t.states[each.state]}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  )
}
