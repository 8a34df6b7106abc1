import { sql } from 'kysely'
import type { RosterRole } from '#contract/communities/roster.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { searchWords } from '../memberships/visible-members.store.ts'

/** From where somebody is known, the strongest first: what a weaker one says changes nothing of a stronger one. */
export const SOURCES = ['hand', 'school', 'oneRoster', 'sheet'] as const

export interface RecordRow {
  id: string
  community_id: string
  version: number
  role: RosterRole
  child_id: string | null
  surname: string
  name: string
  patronymic: string
  name_key: string
  /** YYYY-MM-DD. */
  birth_date: string | null
  unit_id: string | null
  unit_name: string
  /** E.164. */
  phones: string[]
  source: (typeof SOURCES)[number]
  import_id: string | null
}

const COLUMNS = [
  'id',
  'community_id',
  'version',
  'role',
  'child_id',
  'surname',
  'name',
  'patronymic',
  'name_key',
  'birth_date',
  'unit_id',
  'unit_name',
  'phones',
  'source',
  'import_id',
] as const

/** Everybody of these names, with the parents of those who are pupils. */
export async function recordsByNames(
  reader: Reader,
  communityId: string,
  nameKeys: readonly string[],
): Promise<RecordRow[]> {
  const result = await sql<RecordRow>`
    with named as (
      select id from communities.roster_record
      where community_id = ${communityId}::uuid and role <> 'parent' and name_key = any(${[...nameKeys]}))
    select ${sql.join(COLUMNS.map((column) => sql.ref(column)))} from communities.roster_record r
    where r.id in (select id from named) or r.child_id in (select id from named) order by r.id`.execute(reader)
  return result.rows
}

/** The whole roster of a community. */
export async function allRecords(reader: Reader, communityId: string): Promise<RecordRow[]> {
  const rows = await reader
    .selectFrom('communities.roster_record')
    .select(COLUMNS)
    .where('community_id', '=', communityId)
    .orderBy('id')
    .execute()
  return rows as RecordRow[]
}

export async function hasRecords(reader: Reader, communityId: string): Promise<boolean> {
  const found = await sql<{ found: boolean }>`select exists (
    select from communities.roster_record where community_id = ${communityId}::uuid) as found`.execute(reader)
  return found.rows[0]!.found
}

export async function insertRecord(tx: Tx, row: RecordRow, now: Date): Promise<void> {
  await tx
    .insertInto('communities.roster_record')
    .values({ ...row, changed_at: now })
    .execute()
}

/** Puts a record in place of the one with its id; the version moves on from the one that is there. Returns it. */
export async function replaceRecord(tx: Tx, { id, version: _, ...row }: RecordRow, now: Date): Promise<number> {
  const changed = await tx
    .updateTable('communities.roster_record')
    .set((eb) => ({ ...row, changed_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return changed.version
}

/** Versions of those of these records that are there, under their locks. */
export async function lockVersions(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const result = await sql<{ id: string; version: number }>`
    select id, version from communities.roster_record where id = any(${[...ids]}::uuid[])
    order by id for update`.execute(tx)
  return new Map(result.rows.map(({ id, version }) => [id, version]))
}

/** Erases people of a community, parents with their child; `ids` null is everybody. Returns how many are gone. */
export async function deleteRecords(tx: Tx, communityId: string, ids: readonly string[] | null): Promise<number> {
  const result = await sql<{ count: number }>`
    with gone as (
      select id from communities.roster_record where community_id = ${communityId}::uuid
        and (${ids === null} or id = any(${ids === null ? [] : [...ids]}::uuid[])
          or child_id = any(${ids === null ? [] : [...ids]}::uuid[]))),
    deleted as (delete from communities.roster_record where id in (select id from gone) returning id)
    select count(*)::integer as count from deleted`.execute(tx)
  return result.rows[0]!.count
}

/** Whether a unit that an import has made is used for anything by now. */
export async function isUnitUsed(reader: Reader, unitId: string): Promise<boolean> {
  const found = await sql<{ found: boolean }>`select
    exists (select from communities.member_role where unit_id = ${unitId}::uuid)
    or exists (select from communities.application where unit_id = ${unitId}::uuid)
    or exists (select from communities.invite_link where unit_id = ${unitId}::uuid)
    or exists (select from communities.roster_record where unit_id = ${unitId}::uuid) as found`.execute(reader)
  return found.rows[0]!.found
}

/** Units of a community that are not archived. */
export async function unitsOf(reader: Reader, communityId: string): Promise<{ id: string; name: string }[]> {
  return reader
    .selectFrom('communities.unit')
    .select(['id', 'name'])
    .where('community_id', '=', communityId)
    .where('archived', '=', false)
    .where('system', '=', false)
    .orderBy('id')
    .execute()
}

/** Type and time zone of a community. */
export async function communityFacts(
  reader: Reader,
  communityId: string,
): Promise<{ type: string; time_zone: string }> {
  return reader
    .selectFrom('communities.community')
    .select(['type', 'time_zone'])
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow()
}

export interface RecordFilter {
  communityId: string
  role: RosterRole | null
  unitId: string | null
  search: string
}

export interface ListedRecord extends RecordRow {
  child_name: string | null
  file_name: string | null
}

function conditions({ communityId, role, unitId, search }: RecordFilter) {
  const parts = [sql`r.community_id = ${communityId}::uuid`]
  if (role !== null) parts.push(sql`r.role = ${role}`)
  if (unitId !== null) parts.push(sql`r.unit_id = ${unitId}::uuid`)
  for (const word of searchWords(search)) parts.push(sql`' ' || r.name_key like ${`% ${word}%`}`)
  return sql.join(parts, sql` and `)
}

export async function pageRecords(
  reader: Reader,
  filter: RecordFilter,
  after: { key: string; id: string } | null,
  limit: number,
): Promise<ListedRecord[]> {
  const beyond = after === null ? sql`` : sql`and (r.name_key, r.id) > (${after.key}, ${after.id}::uuid)`
  const result = await sql<ListedRecord>`
    select r.*, concat_ws(' ', k.surname, k.name) as child_name, i.file_name
    from communities.roster_record r
    left join communities.roster_record k on k.id = r.child_id
    left join communities.roster_import i on i.id = r.import_id
    where ${conditions(filter)} ${beyond} order by r.name_key, r.id limit ${limit}`.execute(reader)
  return result.rows
}

export async function countRecords(reader: Reader, filter: RecordFilter): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::integer as count from communities.roster_record r where ${conditions(filter)}`.execute(reader)
  return result.rows[0]!.count
}

/** How many people of each role a community knows by lists. */
export async function countRoles(reader: Reader, communityId: string): Promise<Record<RosterRole, number>> {
  const result = await sql<Record<RosterRole, number>>`
    select count(*) filter (where role = 'pupil')::integer as pupil,
      count(*) filter (where role = 'parent')::integer as parent,
      count(*) filter (where role = 'staff')::integer as staff
    from communities.roster_record where community_id = ${communityId}::uuid`.execute(reader)
  return result.rows[0]!
}
