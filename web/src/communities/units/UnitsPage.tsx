import { Icon20Add } from '@vkontakte/icons'
import { Button, Search } from '@vkontakte/vkui'
import { type ReactNode, useState } from 'react'
import type { Static } from 'typebox'
import { schoolYearName } from '#contract/communities/school-years.ts'
import { listUnits, type Unit, type UnitWithFigures } from '#contract/communities/units.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { FilterSelect } from '#web/kit/ui/FilterSelect.tsx'
import { Card, PageHead, Tools } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useCommunity } from '../layout/community-context.ts'
import { terms } from '../terms/terms.ts'
import { CreateUnitsDialog } from './CreateUnitsDialog.tsx'
import { PlaceUnitDialog } from './PlaceUnitDialog.tsx'
import { RenameUnitDialog } from './RenameUnitDialog.tsx'
import { figuresOf, UnitsList } from './UnitsList.tsx'
import { inTree } from './unit-order.ts'
import { t } from './units.texts.ts'

/** `depth` and `parentName` say of a department where it stands among the others. */
export type UnitRow = Static<typeof UnitWithFigures> & { depth: number; parentName: string }

/** «Классы», «Группы» or «Подразделения»: the only thing that people are invited into (STR-01). */
export function UnitsPage() {
  const { community, can } = useCommunity()
  const [archived, setArchived] = useState(false)
  const [search, setSearch] = useState('')
  const [year, setYear] = useState('')
  const [creating, setCreating] = useState(false)
  const [renaming, setRenaming] = useState<Unit | null>(null)
  const [placing, setPlacing] = useState<Unit | null>(null)
  const phone = usePhone()
  const query = useApi(
    listUnits,
    { communityId: community.communityId, ...(archived ? { archived } : {}) },
    { keep: true },
  )
  const words = terms.units[community.type]
  const all = inTree((query.data?.units ?? []).filter(({ unit }) => unit.archived === archived))
  const years = yearsOf(all)
  const shown = all.filter((row) => matches(row, search) && (year === '' || row.unit.schoolYear === Number(year)))
  const createButton = can.manageUnits && (
    <Button size="l" before={<Icon20Add />} onClick={() => setCreating(true)}>
      {words.create}
    </Button>
  )
  return (
    <>
      <UnitsHead rows={query.data === undefined ? null : all}>{createButton}</UnitsHead>
      <Card flush plain={phone}>
        <UnitTools
          search={search}
          onSearch={setSearch}
          archived={archived}
          onArchived={(next) => {
            setArchived(next)
            setYear('')
          }}
          years={years}
          year={year}
          onYear={setYear}
        />
        {query.data === undefined ? (
          query.error === null ? (
            <RowsSkeleton label={t.loading} />
          ) : (
            <Failed error={query.error} onRetry={() => void query.refetch()} />
          )
        ) : shown.length > 0 ? (
          <UnitsList rows={shown} onRename={setRenaming} onPlace={setPlacing} />
        ) : (
          <Empty
            {...emptyWords(search + year, archived, can.manageUnits)}
            action={search === '' && year === '' && !archived && createButton}
          />
        )}
      </Card>
      {creating && <CreateUnitsDialog existing={all.map(({ unit }) => unit)} onClose={() => setCreating(false)} />}
      {placing !== null && (
        <PlaceUnitDialog unit={placing} others={all.map(({ unit }) => unit)} onClose={() => setPlacing(null)} />
      )}
      {renaming !== null && <RenameUnitDialog unit={renaming} onClose={() => setRenaming(null)} />}
    </>
  )
}

/** How many units there are, and pupils where the type has any; nothing is counted while `rows` are not there. */
function UnitsHead({ rows, children }: { rows: readonly UnitRow[] | null; children: ReactNode }) {
  const { community, can } = useCommunity()
  const words = terms.units[community.type]
  const pupils = figuresOf(community.type).includes('pupils')
    ? (rows ?? []).reduce((sum, row) => sum + row.pupils, 0)
    : null
  const count = rows?.filter((row) => !row.unit.system).length
  return (
    <PageHead title={words.title} sub={count === undefined ? undefined : t.sub(words.count(count), pupils)}>
      {can.manageUnits && community.type !== 'authority' && (
        <AppLink href={`/o/${community.communityId}/rollover`}>{t.rollover}</AppLink>
      )}
      {children}
    </PageHead>
  )
}

interface UnitToolsProps {
  search: string
  onSearch: (text: string) => void
  archived: boolean
  onArchived: (archived: boolean) => void
  years: readonly number[]
  year: string
  onYear: (year: string) => void
}

function UnitTools({ search, onSearch, archived, onArchived, years, year, onYear }: UnitToolsProps) {
  return (
    <Tools
      search={
        <Search
          noPadding
          value={search}
          placeholder={t.search}
          aria-label={t.search}
          onChange={(event) => onSearch(event.target.value)}
        />
      }
    >
      <FilterSelect
        label={t.archivedShown.label}
        value={archived ? 'archived' : ''}
        options={[{ value: 'archived', label: t.archivedShown.archived }]}
        onChange={(value) => onArchived(value === 'archived')}
      />
      {years.length > 0 && (
        <FilterSelect
          label={t.year}
          value={year}
          options={years.map((each) => ({ value: String(each), label: schoolYearName(each) }))}
          onChange={onYear}
        />
      )}
    </Tools>
  )
}

/** The school years of these units, the newest first. */
function yearsOf(rows: readonly UnitRow[]): number[] {
  const years = rows.flatMap(({ unit }) => (unit.schoolYear === null ? [] : [unit.schoolYear]))
  return [...new Set(years)].sort((left, right) => right - left)
}

function matches(row: UnitRow, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase()
  return [row.unit.name, ...row.leads].some((text) => text.toLocaleLowerCase().includes(wanted))
}

function emptyWords(search: string, archived: boolean, manages: boolean) {
  if (search !== '') return t.nothing
  if (archived) return t.emptyArchive
  return manages ? t.empty : t.emptyOwn
}
