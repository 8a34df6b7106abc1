import { sql } from 'kysely'
import type { CommunityType } from '#contract/communities/types.ts'
import type { Unit } from '#contract/communities/units.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'

export interface UnitRow {
  id: string
  community_id: string
  name: string
  grade: number | null
  system: boolean
  school_year: number | null
  archived: boolean
  parent_id: string | null
  version: number
}

const COLUMNS = [
  'id',
  'community_id',
  'name',
  'grade',
  'system',
  'school_year',
  'archived',
  'parent_id',
  'version',
] as const

export interface NewUnit {
  id: string
  communityId: string
  name: string
  grade: number | null
  system: boolean
  schoolYear: number | null
  parentId: string | null
  now: number
}

/** Writes a unit; null when its id or its name is taken. */
export async function insertUnit(tx: Tx, unit: NewUnit): Promise<UnitRow | null> {
  return (await insertUnits(tx, [unit]))[0] ?? null
}

/** Writes units, without those whose id or name is taken, be it by one before them. */
export async function insertUnits(tx: Tx, units: readonly NewUnit[]): Promise<UnitRow[]> {
  return tx
    .insertInto('communities.unit')
    .values(
      units.map((unit) => ({
        id: unit.id,
        community_id: unit.communityId,
        name: unit.name,
        grade: unit.grade,
        system: unit.system,
        school_year: unit.schoolYear,
        parent_id: unit.parentId,
        created_at: new Date(unit.now),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(COLUMNS)
    .execute()
}

export async function unitById(reader: Reader, id: string): Promise<UnitRow | null> {
  return (await reader.selectFrom('communities.unit').select(COLUMNS).where('id', '=', id).executeTakeFirst()) ?? null
}

/** What the school year of a unit follows from: where its community is, of what type, and the latest year that units there carry. */
export async function yearFactsOf(
  reader: Reader,
  communityId: string,
): Promise<{ type: CommunityType; time_zone: string; latest: number | null }> {
  const row = await reader
    .selectFrom('communities.community as c')
    .leftJoin('communities.unit as u', (join) => join.onRef('u.community_id', '=', 'c.id').on('u.archived', '=', false))
    .select((eb) => ['c.type', 'c.time_zone', eb.fn.max('u.school_year').as('latest')])
    .where('c.id', '=', communityId)
    .groupBy(['c.type', 'c.time_zone'])
    .executeTakeFirstOrThrow()
  return { ...row, type: row.type as CommunityType }
}

export async function isNameTaken(reader: Reader, communityId: string, name: string, except: string | null) {
  const found = await sql<{ found: boolean }>`select exists (select 1 from communities.unit
    where community_id = ${communityId}::uuid and lower(name) = lower(${name}) and not archived
      and id is distinct from ${except}::uuid) as found`.execute(reader)
  return found.rows[0]!.found
}

export interface UnitChange {
  name?: string
  grade?: number | null
  school_year?: number | null
  archived?: boolean
  parent_id?: string | null
}

export async function updateUnit(tx: Tx, id: string, change: UnitChange): Promise<UnitRow> {
  return tx
    .updateTable('communities.unit')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
}

export interface UnitFigures extends UnitRow {
  lead_ids: string[]
  staff: number
  pupils: number
  parents: number
  pending: number
}

/**
 * Units of a community with their figures, classes in the order of grade and name; with `onlyOf` those in which that
 * profile holds a role.
 */
export async function unitsWithFigures(
  reader: Reader,
  communityId: string,
  which: { archived: boolean; onlyOf: string | null },
): Promise<UnitFigures[]> {
  const own =
    which.onlyOf === null
      ? sql``
      : sql`and exists (select 1 from communities.member_role o where o.unit_id = u.id
          and o.profile_id = ${which.onlyOf}::uuid)`
  const staffRoles = sql`any(${[...STAFF_ROLES]})`
  const result = await sql<UnitFigures>`
    select u.id, u.community_id, u.name, u.grade, u.system, u.school_year, u.archived, u.parent_id, u.version,
      coalesce(r.lead_ids, '{}') as lead_ids, coalesce(r.pupils, 0) as pupils, coalesce(r.parents, 0) as parents,
      case when u.system then s.staff else coalesce(r.staff, 0) end as staff, p.pending
    from communities.unit u
    left join lateral (
      select array_agg(distinct x.profile_id) filter (where x.role = 'lead') as lead_ids,
        count(distinct x.profile_id) filter (where x.role = ${staffRoles})::integer as staff,
        count(distinct x.profile_id) filter (where x.role = 'pupil')::integer as pupils,
        count(distinct x.profile_id) filter (where x.role = 'parent')::integer as parents
      from communities.member_role x where x.unit_id = u.id) r on true
    cross join lateral (
      select count(distinct x.profile_id)::integer as staff from communities.member_role x
      where u.system and x.community_id = u.community_id and x.role = ${staffRoles}) s
    cross join lateral (
      select count(*)::integer as pending from communities.application a
      where a.unit_id = u.id and a.state = 'pending') p
    where u.community_id = ${communityId}::uuid and (${which.archived} or not u.archived) ${own}
    order by u.system desc, u.grade nulls last, u.name, u.id`.execute(reader)
  return result.rows
}

export function unitView(row: UnitRow): Unit {
  return {
    id: row.id,
    communityId: row.community_id,
    version: row.version,
    name: row.name,
    grade: row.grade,
    system: row.system,
    schoolYear: row.school_year,
    archived: row.archived,
    parentId: row.parent_id,
  }
}

/** Where somebody of the staff of a community belongs without any class: its «Коллектив». */
export async function staffPlaceOf(
  reader: Reader,
  communityId: string,
): Promise<{ unit_id: string; time_zone: string } | null> {
  const row = await reader
    .selectFrom('communities.community as c')
    .innerJoin('communities.unit as u', 'u.community_id', 'c.id')
    .select(['u.id as unit_id', 'c.time_zone'])
    .where('c.id', '=', communityId)
    .where('u.system', '=', true)
    .executeTakeFirst()
  return row ?? null
}
