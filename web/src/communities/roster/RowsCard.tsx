import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import {
  ROSTER_CHANGES,
  ROSTER_VERDICTS,
  type RosterChange,
  type RosterVerdict,
} from '#contract/communities/roster.limits.ts'
import { listRows, type RosterImport, type RosterRow } from '#contract/communities/roster.ts'
import { fullName } from '#contract/identity/names.ts'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import { FilterSelect } from '#web/kit/ui/FilterSelect.tsx'
import { Card, Foot } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import styles from './roster.module.css'
import { t } from './roster.texts.ts'

const PAGE = 50
const TONES: Readonly<Record<RosterVerdict, Tone>> = { understood: 'accent', doubt: 'warn', unclear: 'danger' }

/** Row by row what is understood of a table and what is not. */
export function RowsCard({ file }: { file: RosterImport }) {
  const [verdict, setVerdict] = useState<RosterVerdict | 'all'>('all')
  const [change, setChange] = useState<RosterChange | ''>('')
  const query = useApiPages(listRows, {
    importId: file.id,
    limit: PAGE,
    ...(verdict === 'all' ? {} : { verdict }),
    ...(change === '' ? {} : { change }),
  })
  const { counts } = file
  const found = query.pages.flatMap((page) => page.rows)
  const { first } = query
  return (
    <Card flush>
      <Tabs
        label={t.rows.label}
        value={verdict}
        onChange={setVerdict}
        items={[
          { key: 'all' as const, label: t.rows.all },
          ...ROSTER_VERDICTS.map((key) => ({ key, label: t.rows.verdicts[key], count: counts[key] })),
        ]}
      />
      <div className={styles.filters}>
        <FilterSelect
          label={t.rows.change}
          value={change}
          options={ROSTER_CHANGES.map((value) => ({ value, label: t.rows.changes[value] }))}
          onChange={setChange}
        />
      </div>
      {first === undefined && query.error === null && <RowsSkeleton rows={6} label={t.rows.loading} />}
      {first === undefined && query.error !== null && (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {first !== undefined && found.length === 0 && <Empty {...t.rows.none} />}
      {first !== undefined && found.length > 0 && (
        <>
          <ul className={styles.list}>
            {found.map((row) => (
              <Row key={row.position} row={row} />
            ))}
          </ul>
          <Foot>
            <span>{t.rows.range(number(found.length), number(first.total))}</span>
            {query.hasNextPage && (
              <Button
                size="m"
                mode="tertiary"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t.rows.more}
              </Button>
            )}
          </Foot>
        </>
      )}
    </Card>
  )
}

function Row({ row }: { row: RosterRow }) {
  const { person, verdict, reasons, change, changed, position } = row
  return (
    <li>
      <span className={styles.position}>
        <span className="vh">{t.rows.position(position)}</span>
        <span className="num" aria-hidden="true">
          {position}
        </span>
      </span>
      <span className={styles.what}>
        <b>{person === null ? row.cells.filter((cell) => cell !== '').join(' | ') : fullName(person)}</b>
        {person !== null && <small className="num">{aboutPerson(person)}</small>}
        {changed.map(({ what, before, after }) => (
          <small key={what}>{t.rows.was(t.changedFields[what], dayOr(what, before), dayOr(what, after))}</small>
        ))}
        {reasons.length > 0 && (
          <small className={styles.reason}>{reasons.map((reason) => t.reasons[reason]).join('; ')}</small>
        )}
      </span>
      {change !== null && change !== 'new' && <Chip>{t.rows.changes[change]}</Chip>}
      <Chip tone={TONES[verdict]}>{t.rows.verdict[verdict]}</Chip>
    </li>
  )
}

const dayOr = (what: string, text: string) => (what === 'birthDate' && text !== '' ? plainDay(text) : text)

function aboutPerson(person: NonNullable<RosterRow['person']>): string {
  const guardians = person.guardians.map((guardian) => [fullName(guardian), ...guardian.phones].join(' ')).join(', ')
  return [
    person.unitName,
    person.birthDate === null ? '' : t.records.born(plainDay(person.birthDate)),
    person.phones.join(', '),
    guardians === '' ? '' : t.rows.guardians(guardians),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
