import { type RawBuilder, sql } from 'kysely'
import type { ApplicationState } from '#contract/communities/applications.ts'
import { DELEGATED_ROLES } from '#contract/communities/communities.abilities.ts'
import type { CommunityType, Role } from '#contract/communities/types.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { searchWords } from '../memberships/visible-members.store.ts'

export type ApplicationPath = 'link' | 'messenger' | 'site'

export interface ApplicationRow {
  id: string
  community_id: string
  unit_id: string
  profile_id: string
  role: Role
  child_profile_id: string | null
  sort_name: string
  position: string
  path: ApplicationPath
  state: ApplicationState
  version: number
  submitted_at: Date
  decided_at: Date | null
  decided_by: string | null
  reason: string
  unit_name: string
  unit_archived: boolean
  community_name: string
  community_type: CommunityType
}

const SELECTED = sql`a.id, a.community_id, a.unit_id, a.profile_id, a.role, a.child_profile_id, a.sort_name, a.position,
  a.path, a.state, a.version, a.submitted_at, a.decided_at, a.decided_by, a.reason,
  u.name as unit_name, u.archived as unit_archived, c.name as community_name, c.type as community_type`
// With its community a unit is found among those of one organisation.
const JOINED = sql`communities.application a join communities.unit u on u.id = a.unit_id and u.community_id = a.community_id
  join communities.community c on c.id = a.community_id`

export interface NewApplication {
  id: string
  communityId: string
  unitId: string
  profileId: string
  /** Null where somebody of the staff applies for a pupil without a phone. */
  linkId: string | null
  role: Role
  childProfileId: string | null
  sortName: string
  position: string
  path: ApplicationPath
  now: number
}

/**
 * Writes an application; where one for the same place waits already, that one is refreshed (INV-07).
 *
 * @returns the id of the one that waits now and whether it is new
 */
export async function upsertApplication(tx: Tx, row: NewApplication): Promise<{ id: string; fresh: boolean }> {
  const result = await sql<{ id: string; fresh: boolean }>`
    insert into communities.application (id, community_id, unit_id, profile_id, link_id, role, child_profile_id,
      sort_name, position, path, state, submitted_at)
    values (${row.id}, ${row.communityId}, ${row.unitId}, ${row.profileId}, ${row.linkId}, ${row.role},
      ${row.childProfileId}, ${row.sortName}, ${row.position}, ${row.path}, 'pending', ${new Date(row.now)})
    on conflict (community_id, profile_id, unit_id, role, child_profile_id) where state = 'pending'
      do update set position = excluded.position, link_id = excluded.link_id, path = excluded.path,
        sort_name = excluded.sort_name, submitted_at = excluded.submitted_at,
        version = communities.application.version + 1
    returning id, xmax = 0 as fresh`.execute(tx)
  return result.rows[0]!
}

export async function applicationById(reader: Reader, id: string): Promise<ApplicationRow | null> {
  const result = await sql<ApplicationRow>`select ${SELECTED} from ${JOINED} where a.id = ${id}::uuid`.execute(reader)
  return result.rows[0] ?? null
}

/** Applications of a community under their locks, in the order of their ids. */
export async function lockApplications(tx: Tx, communityId: string, ids: readonly string[]): Promise<ApplicationRow[]> {
  const result = await sql<ApplicationRow>`select ${SELECTED} from ${JOINED}
    where a.community_id = ${communityId}::uuid and a.id = any(${[...ids]}::uuid[])
    order by a.id for update of a`.execute(tx)
  return result.rows
}

export async function applicationsOf(reader: Reader, profileId: string): Promise<ApplicationRow[]> {
  const result = await sql<ApplicationRow>`select ${SELECTED} from ${JOINED}
    where a.profile_id = ${profileId}::uuid order by a.submitted_at desc, a.id desc`.execute(reader)
  return result.rows
}

export async function setState(
  tx: Tx,
  id: string,
  state: ApplicationState,
  decision: { at: number; by: string | null; reason: string } | null,
): Promise<ApplicationRow> {
  await tx
    .updateTable('communities.application')
    .set((eb) => ({
      state,
      decided_at: decision === null ? null : new Date(decision.at),
      decided_by: decision?.by ?? null,
      reason: decision?.reason ?? '',
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
  return (await applicationById(tx, id))!
}

/** What somebody applies for. */
export type Place = Pick<ApplicationRow, 'community_id' | 'profile_id' | 'unit_id' | 'role' | 'child_profile_id'>

/** The application for this place that waits, other than `exceptId`; null when none does. */
export async function waitingFor(reader: Reader, place: Place, exceptId: string | null = null): Promise<string | null> {
  const result = await sql<{ id: string }>`select id from communities.application
    where community_id = ${place.community_id} and profile_id = ${place.profile_id} and unit_id = ${place.unit_id}
      and role = ${place.role} and child_profile_id is not distinct from ${place.child_profile_id}::uuid
      and state = 'pending' and id is distinct from ${exceptId}::uuid`.execute(reader)
  return result.rows[0]?.id ?? null
}

/** How many wait in a community, or for whoever decides on the pupils and parents of `unitIds` only. */
export async function countPending(
  reader: Reader,
  communityId: string,
  unitIds: readonly string[] | null,
): Promise<number> {
  const result = await sql<{ count: number }>`select count(*)::integer as count from communities.application a
    where a.community_id = ${communityId}::uuid and a.state = 'pending' ${
      unitIds === null ? sql`` : sql`and ${delegatedIn(unitIds)}`
    }`.execute(reader)
  return result.rows[0]!.count
}

/** The applications that are left to whoever leads these units (reading A-18). */
function delegatedIn(unitIds: readonly string[]): RawBuilder<unknown> {
  return sql`a.role = any(${[...DELEGATED_ROLES]}) and a.unit_id = any(${[...unitIds]}::uuid[])`
}

/** Applications that have waited since before `before`, at most `limit`. */
export async function stale(tx: Tx, before: Date, limit: number): Promise<ApplicationRow[]> {
  const result = await sql<ApplicationRow>`select ${SELECTED} from ${JOINED}
    where a.state = 'pending' and a.submitted_at < ${before}
    order by a.id limit ${limit} for update of a skip locked`.execute(tx)
  return result.rows
}

export interface QueueFilter {
  communityId: string
  states: readonly ApplicationState[] | null
  unitId: string | null
  role: string | null
  path: string | null
  from: Date | null
  to: Date | null
  search: string
  /** Only pupils and parents of these units; null for whoever decides on all. */
  delegatedIn: readonly string[] | null
  /** Only these. */
  ids: readonly string[] | null
  sort: 'submitted' | 'name'
  descending: boolean
  after: { key: string; id: string } | null
  limit: number
}

function conditions(filter: QueueFilter): RawBuilder<unknown> {
  const parts = [sql`a.community_id = ${filter.communityId}::uuid`]
  if (filter.delegatedIn !== null) parts.push(delegatedIn(filter.delegatedIn))
  if (filter.states !== null) parts.push(sql`a.state = any(${[...filter.states]})`)
  if (filter.unitId !== null) parts.push(sql`a.unit_id = ${filter.unitId}::uuid`)
  if (filter.role !== null) parts.push(sql`a.role = ${filter.role}`)
  if (filter.path !== null) parts.push(sql`a.path = ${filter.path}`)
  if (filter.from !== null) parts.push(sql`a.submitted_at >= ${filter.from}`)
  if (filter.to !== null) parts.push(sql`a.submitted_at < ${filter.to}`)
  if (filter.ids !== null) parts.push(sql`a.id = any(${[...filter.ids]}::uuid[])`)
  for (const word of searchWords(filter.search)) parts.push(sql`' ' || a.sort_name like ${`% ${word}%`}`)
  return sql.join(parts, sql` and `)
}

/** A page of the queue. */
export async function pageQueue(reader: Reader, filter: QueueFilter): Promise<ApplicationRow[]> {
  const key = filter.sort === 'name' ? sql`a.sort_name` : sql`a.submitted_at`
  const direction = filter.descending ? sql`desc` : sql`asc`
  const compare = filter.descending ? sql`<` : sql`>`
  const cast = filter.sort === 'name' ? sql`text` : sql`timestamptz`
  const beyond =
    filter.after === null
      ? sql``
      : sql`and (${key}, a.id) ${compare} (${filter.after.key}::${cast}, ${filter.after.id}::uuid)`
  const result = await sql<ApplicationRow>`select ${SELECTED} from ${JOINED}
    where ${conditions(filter)} ${beyond}
    order by ${key} ${direction}, a.id ${direction} limit ${filter.limit}`.execute(reader)
  return result.rows
}

export async function countQueue(reader: Reader, filter: QueueFilter): Promise<number> {
  const result = await sql<{ count: number }>`select count(*)::integer as count from communities.application a
    where ${conditions(filter)}`.execute(reader)
  return result.rows[0]!.count
}

/** Applicants on whose applications the viewer decides. */
export async function accessApplicantsAmong(
  reader: Reader,
  viewerId: string,
  ids: readonly string[],
): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    select distinct a.profile_id from communities.application a
    where a.profile_id = any(${[...ids]}::uuid[]) and (exists (
      select 1 from communities.member_role v
      join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
      where v.community_id = a.community_id and v.profile_id = ${viewerId}::uuid
        and 'applications.decide' = any(cr.grants))
      or a.role = any(${[...DELEGATED_ROLES]}) and exists (
        select 1 from communities.delegation d
        join communities.member_role v on v.community_id = d.community_id and v.role = 'lead'
        join communities.unit u on u.id = v.unit_id and not u.system and not u.archived
        where d.community_id = a.community_id and d.leads and v.unit_id = a.unit_id
          and v.profile_id = ${viewerId}::uuid))`.execute(reader)
  return result.rows.map((row) => row.profile_id)
}

/** Everybody who waits in a community, at most `limit`, oldest first. */
export async function waitingIn(reader: Reader, communityId: string, limit: number): Promise<ApplicationRow[]> {
  const result = await sql<ApplicationRow>`select ${SELECTED} from ${JOINED}
    where a.community_id = ${communityId}::uuid and a.state = 'pending'
    order by a.submitted_at, a.id limit ${limit}`.execute(reader)
  return result.rows
}
