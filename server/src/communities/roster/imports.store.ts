import { sql } from 'kysely'
import type {
  RosterChange,
  RosterField,
  RosterList,
  RosterReason,
  RosterVerdict,
} from '#contract/communities/roster.limits.ts'
import type { RosterChangedField, RosterImportState } from '#contract/communities/roster.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { RosterPerson } from './read-row.ts'
import type { RecordRow } from './records.store.ts'

export interface ImportRow {
  id: string
  community_id: string
  version: number
  state: RosterImportState
  file_name: string
  made_by: string
  made_at: Date
  list: RosterList
  head_row: number
  columns: RosterField[]
  with_doubts: boolean
  place: number
  done: number
  to_do: number
  added: number
  corrected: number
  kept: number
  missing: number
  new_units: string[]
  units_made: string[]
}

/** What a row has done to one record: as it was before (null when it was made), and its version after. */
export interface Effect {
  id: string
  before: RecordRow | null
  after: number
}

export interface StoredRow {
  position: number
  cells: string[]
  verdict: RosterVerdict | null
  reasons: RosterReason[]
  person: RosterPerson | null
  change: RosterChange | null
  /** The record that it was about when it was read. */
  target: string | null
  changed: RosterChangedField[]
  effects: Effect[] | null
}

const COLUMNS = [
  'id',
  'community_id',
  'version',
  'state',
  'file_name',
  'made_by',
  'made_at',
  'list',
  'head_row',
  'columns',
  'with_doubts',
  'place',
  'done',
  'to_do',
  'added',
  'corrected',
  'kept',
  'missing',
  'new_units',
  'units_made',
] as const
/** Rows of one statement. */
const INSERTED_AT_ONCE = 500

/** Lets nobody else change the roster of a community until the transaction ends. */
export async function lockRoster(tx: Tx, communityId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`communities.roster/${communityId}`}, 0))`.execute(tx)
}

export async function importById(reader: Reader, id: string): Promise<ImportRow | null> {
  const row = await reader
    .selectFrom('communities.roster_import')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst()
  return (row as ImportRow | undefined) ?? null
}

export async function lockImport(tx: Tx, id: string): Promise<ImportRow | null> {
  const row = await tx
    .selectFrom('communities.roster_import')
    .select(COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return (row as ImportRow | undefined) ?? null
}

export async function importsOf(reader: Reader, communityId: string, limit: number): Promise<ImportRow[]> {
  const rows = await reader
    .selectFrom('communities.roster_import')
    .select(COLUMNS)
    .where('community_id', '=', communityId)
    .where('state', '<>', 'reading')
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows as ImportRow[]
}

export type NewImport = Pick<
  ImportRow,
  'id' | 'community_id' | 'file_name' | 'made_by' | 'made_at' | 'list' | 'head_row' | 'columns'
>

/** Writes a file that is being read; false when its id is taken. */
export async function insertImport(tx: Tx, row: NewImport): Promise<boolean> {
  const result = await tx
    .insertInto('communities.roster_import')
    .values({ ...row, state: 'reading' })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export type ImportChange = Partial<
  Omit<ImportRow, 'id' | 'community_id' | 'version' | 'made_by' | 'made_at' | 'file_name'>
>

/** Changes an import; its version moves. */
export async function updateImport(tx: Tx, id: string, change: ImportChange): Promise<ImportRow> {
  const row = await tx
    .updateTable('communities.roster_import')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
  return row as ImportRow
}

export async function deleteImport(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('communities.roster_import').where('id', '=', id).execute()
}

/** Writes the cells of a file. */
export async function insertCells(tx: Tx, importId: string, rows: readonly (readonly string[])[]): Promise<void> {
  for (let start = 0; start < rows.length; start += INSERTED_AT_ONCE) {
    await tx
      .insertInto('communities.roster_import_row')
      .values(
        rows
          .slice(start, start + INSERTED_AT_ONCE)
          .map((cells, n) => ({ import_id: importId, position: start + n + 1, cells: [...cells] })),
      )
      .execute()
  }
}

export async function cellsOf(reader: Reader, importId: string): Promise<string[][]> {
  const rows = await reader
    .selectFrom('communities.roster_import_row')
    .select('cells')
    .where('import_id', '=', importId)
    .orderBy('position')
    .execute()
  return rows.map((row) => row.cells)
}

/** The first rows of a file, for the heads and an example of each column. */
export async function firstCells(reader: Reader, importId: string, from: number, limit: number): Promise<string[][]> {
  const rows = await reader
    .selectFrom('communities.roster_import_row')
    .select('cells')
    .where('import_id', '=', importId)
    .where('position', '>=', from)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map((row) => row.cells)
}

export type ReadRow = Omit<StoredRow, 'cells' | 'effects'>

/** Writes what was understood of rows; whatever was understood of the file before is forgotten. */
export async function writeRead(tx: Tx, importId: string, rows: readonly ReadRow[]): Promise<void> {
  await sql`update communities.roster_import_row
    set verdict = null, reasons = '{}', person = null, change = null, target = null, changed = '[]'
    where import_id = ${importId}::uuid and verdict is not null`.execute(tx)
  for (let start = 0; start < rows.length; start += INSERTED_AT_ONCE) {
    const part = JSON.stringify(rows.slice(start, start + INSERTED_AT_ONCE))
    await sql`update communities.roster_import_row r
      set verdict = x.verdict, reasons = array(select jsonb_array_elements_text(x.reasons)),
        person = nullif(x.person, 'null'), change = x.change, target = x.target,
        changed = x.changed
      from jsonb_to_recordset(${part}::jsonb)
        as x(position integer, verdict text, reasons jsonb, person jsonb, change text, target uuid, changed jsonb)
      where r.import_id = ${importId}::uuid and r.position = x.position`.execute(tx)
  }
}

export interface RowFilter {
  importId: string
  verdict: RosterVerdict | null
  change: RosterChange | null
}

const filtered = ({ importId, verdict, change }: RowFilter) => sql`import_id = ${importId}::uuid and verdict is not null
  and (${verdict}::text is null or verdict = ${verdict}) and (${change}::text is null or change = ${change})`

export async function pageRows(reader: Reader, filter: RowFilter, after: number, limit: number): Promise<StoredRow[]> {
  const result = await sql<StoredRow>`
    select position, cells, verdict, reasons, person, change, target, changed, effects from communities.roster_import_row
    where ${filtered(filter)} and position > ${after} order by position limit ${limit}`.execute(reader)
  return result.rows
}

export async function countRows(reader: Reader, filter: RowFilter): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::integer as count from communities.roster_import_row where ${filtered(filter)}`.execute(reader)
  return result.rows[0]!.count
}

export interface Counts {
  understood: number
  doubt: number
  unclear: number
  new: number
  changed: number
  same: number
}

export async function countsOf(reader: Reader, importId: string): Promise<Counts> {
  const result = await sql<Counts>`
    select count(*) filter (where verdict = 'understood')::integer as understood,
      count(*) filter (where verdict = 'doubt')::integer as doubt,
      count(*) filter (where verdict = 'unclear')::integer as unclear,
      count(*) filter (where change = 'new')::integer as new,
      count(*) filter (where change = 'changed')::integer as changed,
      count(*) filter (where change = 'same')::integer as same
    from communities.roster_import_row where import_id = ${importId}::uuid`.execute(reader)
  return result.rows[0]!
}

/** The next rows to be taken over. */
export async function rowsToApply(
  tx: Tx,
  { id, place, with_doubts: withDoubts }: ImportRow,
  limit: number,
): Promise<StoredRow[]> {
  const result = await sql<StoredRow>`
    select position, cells, verdict, reasons, person, change, target, changed, effects from communities.roster_import_row
    where import_id = ${id}::uuid and position > ${place}
      and (verdict = 'understood' or (${withDoubts} and verdict = 'doubt'))
    order by position limit ${limit}`.execute(tx)
  return result.rows
}

/** The next rows to be taken back, the last one first. */
export async function rowsToUndo(tx: Tx, importId: string, limit: number): Promise<StoredRow[]> {
  const result = await sql<StoredRow>`
    select position, cells, verdict, reasons, person, change, target, changed, effects from communities.roster_import_row
    where import_id = ${importId}::uuid and effects is not null order by position desc limit ${limit}`.execute(tx)
  return result.rows
}

export async function countEffects(reader: Reader, importId: string): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::integer as count from communities.roster_import_row
    where import_id = ${importId}::uuid and effects is not null`.execute(reader)
  return result.rows[0]!.count
}

/** Keeps what rows have done; null forgets it. */
export async function setEffects(
  tx: Tx,
  importId: string,
  position: number,
  effects: readonly Effect[] | null,
): Promise<void> {
  await tx
    .updateTable('communities.roster_import_row')
    .set({ effects: effects === null ? null : JSON.stringify(effects) })
    .where('import_id', '=', importId)
    .where('position', '=', position)
    .execute()
}

/** Files whose rows have been kept long enough, and those that nobody goes on to read. */
export async function dueImports(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select id from communities.roster_import where made_at < ${before} and state not in ('applying', 'undoing')
    order by made_at limit ${limit} for update skip locked`.execute(tx)
  return result.rows.map((row) => row.id)
}
