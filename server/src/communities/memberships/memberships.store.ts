import { sql } from 'kysely'
import type { Membership } from '#contract/communities/communities.ts'
import { isStaffRole, ROLES, type Role } from '#contract/communities/types.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export const STAFF_ROLES: readonly Role[] = ROLES.filter(isStaffRole)

/**
 * Memberships of a profile with its roles and the rights that they give in each community; with `communityId` just that
 * one. For a viewer this is the door to a community.
 */
export async function accessMemberships(
  reader: Reader,
  profileId: string,
  communityId?: string,
): Promise<Membership[]> {
  return (await accessMembershipsOf(reader, [profileId], communityId)).get(profileId) ?? []
}

/** Memberships of several people, by person; whoever has none is left out. */
export async function accessMembershipsOf(
  reader: Reader,
  profileIds: readonly string[],
  communityId?: string,
): Promise<Map<string, Membership[]>> {
  const only = communityId === undefined ? sql`` : sql`and m.community_id = ${communityId}::uuid`
  const result = await sql<Membership & { profileId: string }>`
    select m.profile_id as "profileId", c.id as "communityId", m.version + c.version as version, c.type, c.name, c.short_name as "shortName",
      c.time_zone as "timeZone", c.logo_id as "logoId",
      (select jsonb_agg(jsonb_build_object('role', r.role, 'unitId', r.unit_id) order by r.position, r.unit_id)
        from (select distinct x.role, x.unit_id, cr.position from communities.member_role x
          join communities.community_role cr on cr.community_id = x.community_id and cr.role = x.role
          where x.community_id = m.community_id and x.profile_id = m.profile_id) r) as roles,
      coalesce((select jsonb_agg(h.held order by h.held) from (
        select g as held from communities.member_role x
        join communities.community_role cr on cr.community_id = x.community_id and cr.role = x.role
        cross join unnest(cr.grants) g
        where x.community_id = m.community_id and x.profile_id = m.profile_id
        union select 'applications.decideUnit' from communities.delegation d
        join communities.member_role x on x.community_id = d.community_id and x.role = 'lead'
        join communities.unit u on u.id = x.unit_id and not u.system
        where d.community_id = m.community_id and d.leads and x.profile_id = m.profile_id
        union select 'page.post' from communities.page_editor e
        where e.community_id = m.community_id and e.profile_id = m.profile_id) h), '[]') as grants,
      (select jsonb_build_object('reason', s.reason,
          'since', to_char(s.suspended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        from communities.suspension s where s.community_id = c.id and s.resumed_at is null) as suspended
    from communities.member m join communities.community c on c.id = m.community_id
    where m.profile_id = any(${[...profileIds]}::uuid[]) ${only}
    order by c.name, c.id`.execute(reader)
  const found = new Map<string, Membership[]>()
  for (const { profileId, ...membership } of result.rows) {
    const known = found.get(profileId)
    if (known === undefined) found.set(profileId, [membership])
    else known.push(membership)
  }
  return found
}

/** Since when a profile administrates some community, the longest of several; null when it does not. */
export async function administratorSince(reader: Reader, profileId: string): Promise<Date | null> {
  const row = await reader
    .selectFrom('communities.member_role')
    .select((eb) => eb.fn.min('granted_at').as('since'))
    .where('profile_id', '=', profileId)
    .where('role', '=', 'administrator')
    .executeTakeFirst()
  return row?.since ?? null
}

/** A row of the roster as it is made. */
export interface NewMember {
  profileId: string
  personId: string
  sortName: string
  position: string
  leaving: boolean
}

/** Rows of the roster, locked in the order of their ids; made where there are none. Their versions move, so clients notice every change. */
export async function touchMembers(
  tx: Tx,
  communityId: string,
  rows: readonly NewMember[],
  now: number,
): Promise<void> {
  await sql`insert into communities.member as m
      (community_id, profile_id, person_id, sort_name, position, leaving, joined_at)
    select ${communityId}::uuid, w.*, ${new Date(now)} from unnest(${rows.map(({ profileId }) => profileId)}::uuid[],
      ${rows.map(({ personId }) => personId)}::uuid[], ${rows.map(({ sortName }) => sortName)}::text[],
      ${rows.map(({ position }) => position)}::text[], ${rows.map(({ leaving }) => leaving)}::boolean[])
      as w (profile_id, person_id, sort_name, position, leaving)
    order by w.profile_id
    on conflict (community_id, profile_id) do update set version = m.version + 1,
      position = case excluded.position when '' then m.position else excluded.position end`.execute(tx)
}

/** Locks members and moves their versions; returns who is one. */
export async function lockMembers(tx: Tx, communityId: string, profileIds: readonly string[]): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    update communities.member set version = version + 1
    where community_id = ${communityId}::uuid and profile_id = any(${[...profileIds]}::uuid[])
    returning profile_id`.execute(tx)
  return result.rows.map((row) => row.profile_id).sort()
}

export interface RoleRow {
  id: string
  role: Role
  unit_id: string | null
  child_person_id: string | null
  basis: string
}

export async function rolesOf(reader: Reader, communityId: string, profileId: string): Promise<RoleRow[]> {
  return (await rolesOfAll(reader, communityId, [profileId])).get(profileId)!
}

/** The roles of people in a community, by profile; nothing of whoever has none. */
export async function rolesOfAll(
  reader: Reader,
  communityId: string,
  profileIds: readonly string[],
): Promise<Map<string, RoleRow[]>> {
  const result = await sql<RoleRow & { profile_id: string }>`
    select profile_id, id, role, unit_id, child_person_id, basis from communities.member_role
    where community_id = ${communityId}::uuid and profile_id = any(${[...profileIds]}::uuid[])`.execute(reader)
  const found = new Map<string, RoleRow[]>(profileIds.map((id) => [id, []]))
  for (const { profile_id: profileId, ...row } of result.rows) found.get(profileId)!.push(row)
  return found
}

export interface NewRole {
  id: string
  profileId: string
  role: Role
  unitId: string | null
  childPersonId: string | null
  grantedBy: string | null
  basis: string
}

/** Writes roles; nothing happens where a profile holds one already. */
export async function insertRoles(tx: Tx, communityId: string, rows: readonly NewRole[], now: number): Promise<void> {
  await sql`insert into communities.member_role
      (id, community_id, profile_id, role, unit_id, child_person_id, granted_at, granted_by, basis)
    select w.id, ${communityId}::uuid, w.profile_id, w.role, w.unit_id, w.child_id, ${new Date(now)}, w.granted_by, w.basis
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ profileId }) => profileId)}::uuid[],
      ${rows.map(({ role }) => role)}::text[], ${rows.map(({ unitId }) => unitId)}::uuid[],
      ${rows.map(({ childPersonId }) => childPersonId)}::uuid[], ${rows.map(({ grantedBy }) => grantedBy)}::uuid[],
      ${rows.map(({ basis }) => basis)}::text[])
      as w (id, profile_id, role, unit_id, child_id, granted_by, basis)
    on conflict do nothing`.execute(tx)
}

export async function deleteRoles(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('communities.member_role')
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
}

export async function deleteMembers(tx: Tx, communityId: string, profileIds: readonly string[]): Promise<void> {
  if (profileIds.length === 0) return
  await sql`delete from communities.member
    where community_id = ${communityId}::uuid and profile_id = any(${[...profileIds]}::uuid[])`.execute(tx)
}

/** Those of these people who hold a role of staff in some community. */
export async function staffAmong(reader: Reader, profileIds: readonly string[]): Promise<Set<string>> {
  const result = await sql<{ profile_id: string }>`
    select distinct profile_id from communities.member_role
    where profile_id = any(${[...profileIds]}::uuid[]) and role = any(${[...STAFF_ROLES]}::text[])`.execute(reader)
  return new Set(result.rows.map((row) => row.profile_id))
}

export async function holdsStaffRole(reader: Reader, profileId: string): Promise<boolean> {
  return (await staffAmong(reader, [profileId])).has(profileId)
}

/** Locks the administrators of a community in one order, so that two of them cannot remove each other at once. */
export async function lockAdministrators(tx: Tx, communityId: string): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    select m.profile_id from communities.member m
    where m.community_id = ${communityId}::uuid and exists (
      select 1 from communities.member_role r where r.community_id = m.community_id
        and r.profile_id = m.profile_id and r.role = 'administrator')
    order by m.profile_id for update of m`.execute(tx)
  return result.rows.map((row) => row.profile_id)
}

/** The zones of the communities in which a person is a member. */
export async function zonesOf(reader: Reader, personId: string): Promise<string[]> {
  return (await zonesOfAll(reader, [personId])).get(personId)!
}

/** The zones of the communities in which people are members, by person. */
export async function zonesOfAll(reader: Reader, personIds: readonly string[]): Promise<Map<string, string[]>> {
  const result = await sql<{ person_id: string; time_zone: string }>`
    select distinct m.person_id, c.time_zone from communities.member m join communities.community c on c.id = m.community_id
    where m.person_id = any(${[...personIds]}::uuid[])`.execute(reader)
  const found = new Map<string, string[]>(personIds.map((id) => [id, []]))
  for (const row of result.rows) found.get(row.person_id)!.push(row.time_zone)
  return found
}

/**
 * Hides people in lists until then, or shows them. Their versions move, so clients notice.
 *
 * @returns the profiles for which that is another answer than before
 */
export async function setWithheld(tx: Tx, until: ReadonlyMap<string, Date | null>): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    update communities.member m set withheld_until = w.until, version = m.version + 1
    from unnest(${[...until.keys()]}::uuid[], ${[...until.values()]}::timestamptz[]) as w (person_id, until)
    where m.person_id = w.person_id and m.withheld_until is distinct from w.until
    returning m.profile_id`.execute(tx)
  return [...new Set(result.rows.map((row) => row.profile_id))]
}

/** A person with a child for which he may be a parent. */
export interface ParentPair {
  personId: string
  childPersonId: string
}

/** Those of these pairs in which the person is a parent of the child in no community. */
export async function parentsNowhere(reader: Reader, pairs: readonly ParentPair[]): Promise<ParentPair[]> {
  if (pairs.length === 0) return []
  const result = await sql<ParentPair>`
    select distinct w.person_id as "personId", w.child_id as "childPersonId"
    from unnest(${pairs.map(({ personId }) => personId)}::uuid[], ${pairs.map(({ childPersonId }) => childPersonId)}::uuid[])
      as w (person_id, child_id)
    where not exists (
      select from communities.member_role r
      join communities.member m on m.community_id = r.community_id and m.profile_id = r.profile_id
      where m.person_id = w.person_id and r.child_person_id = w.child_id)
    order by 1, 2`.execute(reader)
  return result.rows
}

/** The roles of a child's parents in these units, in the order of profiles. */
export async function parentRolesOf(
  reader: Reader,
  communityId: string,
  unitIds: readonly string[],
  childPersonId: string | null,
): Promise<{ id: string; profile_id: string }[]> {
  if (childPersonId === null) return []
  return parentRolesAmong(
    reader,
    communityId,
    unitIds.map((unitId) => ({ unitId, childPersonId })),
  )
}

/** The roles of parents with these children in these units, in the order of profiles. */
export async function parentRolesAmong(
  reader: Reader,
  communityId: string,
  places: readonly { unitId: string; childPersonId: string }[],
): Promise<{ id: string; profile_id: string }[]> {
  const result = await sql<{ id: string; profile_id: string }>`
    select r.id, r.profile_id from communities.member_role r
    join unnest(${places.map(({ unitId }) => unitId)}::uuid[], ${places.map(({ childPersonId }) => childPersonId)}::uuid[])
      as w (unit_id, child_id) on r.unit_id = w.unit_id and r.child_person_id = w.child_id
    where r.community_id = ${communityId}::uuid order by r.profile_id`.execute(reader)
  return result.rows
}

/** Whether the two are members of one community now. */
export async function shareCommunity(reader: Reader, a: string, b: string): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (
    select 1 from communities.member x join communities.member y on y.community_id = x.community_id
    where x.profile_id = ${a}::uuid and y.profile_id = ${b}::uuid) as found`.execute(reader)
  return result.rows[0]!.found
}

/** Communities of a profile, and whether it holds a role of staff in each. */
export async function placesOf(reader: Reader, profileId: string): Promise<{ communityId: string; staff: boolean }[]> {
  const result = await sql<{ communityId: string; staff: boolean }>`
    select m.community_id as "communityId", exists (select 1 from communities.member_role r
      where r.community_id = m.community_id and r.profile_id = m.profile_id
        and r.role = any(${[...STAFF_ROLES]})) as staff
    from communities.member m where m.profile_id = ${profileId}::uuid`.execute(reader)
  return result.rows
}

/** Those of these people who are pupils in any community. */
export async function pupilsByRole(reader: Reader, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await reader
    .selectFrom('communities.member_role')
    .select('profile_id')
    .distinct()
    .where('profile_id', 'in', [...ids])
    .where('role', '=', 'pupil')
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Every organisation of a profile with the roles that it has there, each once. */
export async function organisationRolesOf(
  reader: Reader,
  profileId: string,
): Promise<{ id: string; name: string; roles: string[] }[]> {
  const result = await sql<{ id: string; name: string; roles: string[] }>`
    select c.id, c.name, array_agg(distinct r.role order by r.role) as roles
    from communities.member_role r join communities.community c on c.id = r.community_id
    where r.profile_id = ${profileId}
    group by c.id order by c.id`.execute(reader)
  return result.rows
}

/** Everybody who has a role in a unit in which this profile has one, without the profile itself. */
export async function unitmatesOf(reader: Reader, profileId: string): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    select distinct v.profile_id from communities.member_role t
    join communities.member_role v on v.community_id = t.community_id and v.unit_id = t.unit_id
    where t.profile_id = ${profileId} and v.profile_id <> t.profile_id`.execute(reader)
  return result.rows.map((row) => row.profile_id)
}

/** Puts somebody who is called otherwise now into his new place in every list. */
export async function moveInLists(tx: Tx, profileId: string, sortName: string): Promise<void> {
  await sql`update communities.member set sort_name = ${sortName}, version = version + 1
    where profile_id = ${profileId}`.execute(tx)
  await sql`update communities.application set sort_name = ${sortName}
    where profile_id = ${profileId} and state = 'pending'`.execute(tx)
}
