import { sql } from 'kysely'
import type { RolloverChoice, RolloverOutcome, RolloverReason } from '#contract/communities/rollover.limits.ts'
import type { RolloverState } from '#contract/communities/rollover.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'
import type { UnitRow } from '../units/units.store.ts'

export interface RolloverRow {
  id: string
  community_id: string
  version: number
  state: RolloverState
  year: number
  made_by: string
  made_at: Date
  begun_by: string | null
  begun_at: Date | null
  done: number
  to_do: number
}

/** What has been done to a chat of a unit, as the messenger tells it and takes it back. */
export interface ChatEffect {
  chatId: string
  renamed: { before: string; after: string } | null
}

/** How a unit was before it was moved, its version after, and what was done to its chats. */
export interface LineEffects {
  before: { name: string; grade: number | null; school_year: number | null }
  after: number
  chats: ChatEffect[]
}

/** A unit as it is at a moment, with who is in it. */
export interface SurveyedUnit {
  unit_id: string
  unit_version: number
  people_key: string
  name: string
  grade: number | null
  school_year: number
  leads: number
  staff: number
  pupils: number
  parents: number
}

export interface LineRow extends SurveyedUnit {
  rollover_id: string
  position: number
  chats: string[]
  choice: RolloverChoice | null
  new_name: string
  chosen: boolean
  reason: RolloverReason | null
  changed: boolean
  outcome: RolloverOutcome | null
  effects: LineEffects | null
}

const COLUMNS = [
  'id',
  'community_id',
  'version',
  'state',
  'year',
  'made_by',
  'made_at',
  'begun_by',
  'begun_at',
  'done',
  'to_do',
] as const

/** Lets nobody else plan or begin a rollover of a community until the transaction ends. */
export async function lockRollovers(tx: Tx, communityId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`communities.rollover/${communityId}`}, 0))`.execute(tx)
}

export async function rolloverById(reader: Reader, id: string): Promise<RolloverRow | null> {
  const row = await reader.selectFrom('communities.rollover').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return (row as RolloverRow | undefined) ?? null
}

export async function lockRollover(tx: Tx, id: string): Promise<RolloverRow | null> {
  const row = await tx
    .selectFrom('communities.rollover')
    .select(COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return (row as RolloverRow | undefined) ?? null
}

/** The rollovers of a community, the newest first. */
export async function rolloversOf(reader: Reader, communityId: string, limit: number): Promise<RolloverRow[]> {
  const rows = await reader
    .selectFrom('communities.rollover')
    .select(COLUMNS)
    .where('community_id', '=', communityId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows as RolloverRow[]
}

/** The one that is planned or at work; there is at most one. */
export async function openRollover(reader: Reader, communityId: string): Promise<RolloverRow | null> {
  const row = await reader
    .selectFrom('communities.rollover')
    .select(COLUMNS)
    .where('community_id', '=', communityId)
    .where('state', 'in', ['ready', 'applying', 'undoing'])
    .executeTakeFirst()
  return (row as RolloverRow | undefined) ?? null
}

/** Writes a rollover that is planned; false when its id is taken. */
export async function insertRollover(
  tx: Tx,
  row: Pick<RolloverRow, 'id' | 'community_id' | 'year' | 'made_by' | 'made_at'>,
): Promise<boolean> {
  const result = await tx
    .insertInto('communities.rollover')
    .values({ ...row, state: 'ready' })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Changes a rollover; its version moves. */
export async function updateRollover(
  tx: Tx,
  id: string,
  change: Partial<Pick<RolloverRow, 'state' | 'begun_by' | 'begun_at' | 'done' | 'to_do'>>,
): Promise<RolloverRow> {
  const row = await tx
    .updateTable('communities.rollover')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
  return row as RolloverRow
}

export async function deleteRollover(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('communities.rollover').where('id', '=', id).execute()
}

/** Units of a community that are not archived and carry a year before this one, in the order of grade and name. */
export async function surveyUnits(reader: Reader, communityId: string, year: number): Promise<SurveyedUnit[]> {
  const result = await sql<SurveyedUnit>`
    select u.id as unit_id, u.version as unit_version, u.name, u.grade, u.school_year,
      md5(coalesce(string_agg(x.profile_id::text || x.role, ',' order by x.profile_id, x.role), '')) as people_key,
      count(distinct x.profile_id) filter (where x.role = 'lead')::integer as leads,
      count(distinct x.profile_id) filter (where x.role = any(${[...STAFF_ROLES]}))::integer as staff,
      count(distinct x.profile_id) filter (where x.role = 'pupil')::integer as pupils,
      count(distinct x.profile_id) filter (where x.role = 'parent')::integer as parents
    from communities.unit u left join communities.member_role x on x.unit_id = u.id
    where u.community_id = ${communityId}::uuid and not u.archived and not u.system and u.school_year < ${year}
    group by u.id order by u.grade nulls last, u.name, u.id`.execute(reader)
  return result.rows
}

/** How many units of a community carry a year before this one. */
export async function countDue(reader: Reader, communityId: string, year: number): Promise<number> {
  const row = await reader
    .selectFrom('communities.unit')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('community_id', '=', communityId)
    .where('archived', '=', false)
    .where('system', '=', false)
    .where('school_year', '<', year)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Names of units that a rollover into this year does not touch. */
export async function namesStaying(reader: Reader, communityId: string, year: number): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.unit')
    .select('name')
    .where('community_id', '=', communityId)
    .where('archived', '=', false)
    .where((eb) => eb.or([eb('school_year', 'is', null), eb('school_year', '>=', year)]))
    .orderBy('name')
    .execute()
  return rows.map((row) => row.name)
}

/** The lines of a rollover in their order. */
export async function linesOf(reader: Reader, rolloverId: string): Promise<LineRow[]> {
  const rows = await reader
    .selectFrom('communities.rollover_line')
    .selectAll()
    .where('rollover_id', '=', rolloverId)
    .orderBy('position')
    .orderBy('unit_id')
    .execute()
  return rows as unknown as LineRow[]
}

export type NewLine = Omit<LineRow, 'outcome' | 'effects'>

/** Puts these lines in place of those that there are. */
export async function writeLines(tx: Tx, rolloverId: string, lines: readonly NewLine[]): Promise<void> {
  await tx.deleteFrom('communities.rollover_line').where('rollover_id', '=', rolloverId).execute()
  if (lines.length === 0) return
  await tx
    .insertInto('communities.rollover_line')
    .values(lines.map((line) => ({ ...line, chats: [...line.chats] })))
    .execute()
}

/** The next lines that nothing has come of yet. */
export async function linesToApply(tx: Tx, rolloverId: string, limit: number): Promise<LineRow[]> {
  const rows = await tx
    .selectFrom('communities.rollover_line')
    .selectAll()
    .where('rollover_id', '=', rolloverId)
    .where('outcome', 'is', null)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows as unknown as LineRow[]
}

/** The next lines that are to be taken back, the last first. */
export async function linesToUndo(tx: Tx, rolloverId: string, limit: number): Promise<LineRow[]> {
  const rows = await tx
    .selectFrom('communities.rollover_line')
    .selectAll()
    .where('rollover_id', '=', rolloverId)
    .where('outcome', '=', 'done')
    .orderBy('position', 'desc')
    .limit(limit)
    .execute()
  return rows as unknown as LineRow[]
}

export async function setOutcome(
  tx: Tx,
  line: Pick<LineRow, 'rollover_id' | 'unit_id'>,
  outcome: RolloverOutcome,
  effects: LineEffects | null,
): Promise<void> {
  await tx
    .updateTable('communities.rollover_line')
    .set({ outcome, effects: effects === null ? null : JSON.stringify(effects) })
    .where('rollover_id', '=', line.rollover_id)
    .where('unit_id', '=', line.unit_id)
    .execute()
}

/** Units, locked against every change but that somebody joins them. */
export async function lockUnits(tx: Tx, ids: readonly string[]): Promise<Map<string, UnitRow>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('communities.unit')
    .select(['id', 'community_id', 'name', 'grade', 'system', 'school_year', 'archived', 'parent_id', 'version'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** The unit of a community that is called so and not archived, or null. */
export async function holderOf(reader: Reader, communityId: string, name: string): Promise<string | null> {
  const result = await sql<{ id: string }>`select id from communities.unit
    where community_id = ${communityId}::uuid and lower(name) = lower(${name}) and not archived`.execute(reader)
  return result.rows[0]?.id ?? null
}
