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
        where d.community_id = m.community_id and d.leads and x.profile_id = m.profile_id) h), '[]') as grants,
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

/** A row of the roster, locked; made when there is none. Its version moves, so clients notice every change. */
export async function touchMember(
  tx: Tx,
  row: {
    communityId: string
    profileId: string
    personId: string
    sortName: string
    position: string
    leaving: boolean
    now: number
  },
): Promise<void> {
  await tx
    .insertInto('communities.member')
    .values({
      community_id: row.communityId,
      profile_id: row.profileId,
      person_id: row.personId,
      sort_name: row.sortName,
      position: row.position,
      leaving: row.leaving,
      joined_at: new Date(row.now),
    })
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'profile_id']).doUpdateSet((eb) => ({
        version: eb('communities.member.version', '+', 1),
        position: row.position === '' ? eb.ref('communities.member.position') : row.position,
      })),
    )
    .execute()
}

/** Locks a member and moves its version; false when there is none. */
export async function lockMember(tx: Tx, communityId: string, profileId: string): Promise<boolean> {
  const row = await tx
    .updateTable('communities.member')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('community_id', '=', communityId)
    .where('profile_id', '=', profileId)
    .returning('profile_id')
    .executeTakeFirst()
  return row !== undefined
}

export interface RoleRow {
  id: string
  role: Role
  unit_id: string | null
  child_person_id: string | null
  basis: string
}

export async function rolesOf(reader: Reader, communityId: string, profileId: string): Promise<RoleRow[]> {
  const rows = await reader
    .selectFrom('communities.member_role')
    .select(['id', 'role', 'unit_id', 'child_person_id', 'basis'])
    .where('community_id', '=', communityId)
    .where('profile_id', '=', profileId)
    .execute()
  return rows as RoleRow[]
}

export interface NewRole {
  id: string
  communityId: string
  profileId: string
  role: Role
  unitId: string | null
  childPersonId: string | null
  grantedBy: string | null
  basis: string
  now: number
}

/** Writes a role; nothing happens when the profile holds it already. */
export async function insertRole(tx: Tx, row: NewRole): Promise<void> {
  await tx
    .insertInto('communities.member_role')
    .values({
      id: row.id,
      community_id: row.communityId,
      profile_id: row.profileId,
      role: row.role,
      unit_id: row.unitId,
      child_person_id: row.childPersonId,
      granted_at: new Date(row.now),
      granted_by: row.grantedBy,
      basis: row.basis,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteRoles(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('communities.member_role')
    .where('id', 'in', [...ids])
    .execute()
}

export async function deleteMember(tx: Tx, communityId: string, profileId: string): Promise<void> {
  await tx
    .deleteFrom('communities.member')
    .where('community_id', '=', communityId)
    .where('profile_id', '=', profileId)
    .execute()
}

export async function holdsStaffRole(reader: Reader, profileId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('communities.member_role')
    .select('id')
    .where('profile_id', '=', profileId)
    .where('role', 'in', [...STAFF_ROLES])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
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
  const rows = await reader
    .selectFrom('communities.member as m')
    .innerJoin('communities.community as c', 'c.id', 'm.community_id')
    .select('c.time_zone')
    .distinct()
    .where('m.person_id', '=', personId)
    .execute()
  return rows.map((row) => row.time_zone)
}

/**
 * Hides a person in lists until then, or shows it. Its version moves, so clients notice.
 *
 * @returns the profiles for which that is another answer than before
 */
export async function setWithheld(tx: Tx, personId: string, until: Date | null): Promise<string[]> {
  const rows = await tx
    .updateTable('communities.member')
    .set((eb) => ({ withheld_until: until, version: eb('version', '+', 1) }))
    .where('person_id', '=', personId)
    .where('withheld_until', 'is distinct from', until)
    .returning('profile_id')
    .execute()
  return [...new Set(rows.map((row) => row.profile_id))]
}

/** Whether a person is the parent of a child in some community. */
export async function isParentAnywhere(reader: Reader, personId: string, childPersonId: string): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (
    select 1 from communities.member_role r
    join communities.member m on m.community_id = r.community_id and m.profile_id = r.profile_id
    where m.person_id = ${personId}::uuid and r.child_person_id = ${childPersonId}::uuid) as found`.execute(reader)
  return result.rows[0]!.found
}

/** The roles of a child's parents in these units, in the order of profiles. */
export async function parentRolesOf(
  reader: Reader,
  communityId: string,
  unitIds: readonly string[],
  childPersonId: string | null,
): Promise<{ id: string; profile_id: string }[]> {
  return reader
    .selectFrom('communities.member_role')
    .select(['id', 'profile_id'])
    .where('community_id', '=', communityId)
    .where('unit_id', 'in', [...unitIds])
    .where('child_person_id', '=', childPersonId)
    .orderBy('profile_id')
    .execute()
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
