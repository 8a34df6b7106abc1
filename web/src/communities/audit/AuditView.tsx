import { Icon20DownloadOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { ACTS } from '#contract/kit/acts.ts'
import { FilterSelect } from '#web/kit/ui/FilterSelect.tsx'
import { Card, Foot, PageHead, Tools } from '#web/kit/ui/Page.tsx'
import { Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { AuditRow } from './AuditRow.tsx'
import styles from './audit.module.css'
import { t } from './audit.texts.ts'
import { personWords } from './entry-words.ts'
import { type AuditDoor, type AuditPeriod, type AuditState, useAudit } from './useAudit.ts'

const PERIODS: readonly AuditPeriod[] = ['today', 'week', 'month', 'year']

interface AuditViewProps {
  sub: string
  door: AuditDoor
  timeZone?: string
}

/** «Журнал действий»: what was done by a right that somebody was given, the newest first. */
export function AuditView({ sub, door, timeZone }: AuditViewProps) {
  const audit = useAudit(door)
  const phone = usePhone()
  return (
    <>
      <PageHead title={t.title} sub={sub}>
        <ExportButton audit={audit} />
      </PageHead>
      <ErrorLine error={audit.file.error} />
      <Card flush plain={phone}>
        <Filters audit={audit} />
        <Entries audit={audit} door={door} timeZone={timeZone} />
      </Card>
    </>
  )
}

function ExportButton({ audit: { file, entries } }: { audit: AuditState }) {
  if (file.count === null) {
    return (
      entries.length > 0 && (
        <Button
          size="l"
          mode="outline"
          appearance="neutral"
          before={<Icon20DownloadOutline />}
          onClick={() => void file.start()}
        >
          {t.exportAll}
        </Button>
      )
    )
  }
  return (
    <div className={styles.progress}>
      <span role="status">{t.exporting(file.count)}</span>
      <Button size="l" mode="outline" appearance="neutral" onClick={file.stop}>
        {t.stop}
      </Button>
    </div>
  )
}

function Filters({ audit: { filters, setFilters } }: { audit: AuditState }) {
  const { person } = filters
  const acts = ACTS.map((value) => ({ value, label: t.acts[value] }))
  return (
    <Tools
      search={
        person !== null && (
          <Button size="m" mode="secondary" className={styles.person} onClick={() => setFilters({ person: null })}>
            {`${t.person(personWords(person))} · ${t.everybody}`}
          </Button>
        )
      }
    >
      <FilterSelect
        label={t.act}
        value={filters.act}
        options={acts.sort((a, b) => a.label.localeCompare(b.label))}
        onChange={(act) => setFilters({ act })}
      />
      <FilterSelect
        label={t.period}
        value={filters.period}
        options={PERIODS.map((value) => ({ value, label: t.periods[value] }))}
        onChange={(period) => setFilters({ period })}
      />
    </Tools>
  )
}

interface EntriesProps {
  audit: AuditState
  door: AuditDoor
  timeZone: string | undefined
}

function Entries({ audit, door, timeZone }: EntriesProps) {
  const { query, entries, narrowed, setFilters } = audit
  if (query.first === undefined) {
    return query.error === null ? (
      <RowsSkeleton label={t.loading} />
    ) : (
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    )
  }
  if (entries.length === 0) return <Empty {...(narrowed ? t.nothing : t.empty)} />
  return (
    <>
      <ul className={styles.rows}>
        {entries.map((entry) => (
          <AuditRow
            key={`${entry.communityId}/${entry.number}`}
            entry={entry}
            type={door.type}
            timeZone={timeZone}
            onPerson={(person) => setFilters({ person })}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Foot>
          <ErrorLine error={query.error} />
          <Button
            size="m"
            mode="tertiary"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t.more}
          </Button>
        </Foot>
      )}
    </>
  )
}
