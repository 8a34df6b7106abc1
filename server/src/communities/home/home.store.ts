import { sql } from 'kysely'
import type { Role } from '#contract/communities/types.ts'
import type { Reader } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'

export interface Figures {
  members: number
  staff: number
  pupils: number
  parents: number
  units: number
}

/** How many people hold what in a community; somebody with two roles counts in both and once in `members`. */
export async function readFigures(reader: Reader, communityId: string): Promise<Figures> {
  const result = await sql<Figures>`select
    (select count(*)::integer from communities.member where community_id = ${communityId}::uuid) as members,
    count(distinct profile_id) filter (where role = any(${[...STAFF_ROLES]}))::integer as staff,
    count(distinct profile_id) filter (where role = 'pupil')::integer as pupils,
    count(distinct profile_id) filter (where role = 'parent')::integer as parents,
    (select count(*)::integer from communities.unit
      where community_id = ${communityId}::uuid and not system and not archived) as units
    from communities.member_role where community_id = ${communityId}::uuid`.execute(reader)
  return result.rows[0]!
}

/** Whether one of these people belongs to a community. */
export async function isSomeMember(reader: Reader, communityId: string, ids: readonly string[]): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (select from communities.member
    where community_id = ${communityId}::uuid and profile_id = any(${[...ids]}::uuid[])) as found`.execute(reader)
  return result.rows[0]!.found
}

export interface AdministrationFacts {
  pending: number
  oldest_pending_at: Date | null
  pending_staff: number
  /** People with a role of the staff beside the one administrator. */
  confirmed_staff: number
  active_links: number
  /** Roles of the staff that somebody holds, or for which a link works. */
  reached_roles: Role[]
  open_tickets: number
  administrator_ids: string[]
  /** Administrators who have been named and have not signed in with their phone yet. */
  awaited_administrators: number
  /** Units beside «Коллектив» to which somebody belongs, or for which a link works. */
  peopled_units: number
}

/** What the checklist and the queue of an administrator's first page stand on. */
export async function readAdministration(reader: Reader, communityId: string, now: Date): Promise<AdministrationFacts> {
  const staff = sql`any(${[...STAFF_ROLES]})`
  const held = sql`communities.member_role r where r.community_id = ${communityId}::uuid`
  const active = sql`communities.invite_link l where l.community_id = ${communityId}::uuid and l.revoked_at is null
    and l.expires_at > ${now} and (l.uses_max is null or l.uses < l.uses_max)`
  const result = await sql<AdministrationFacts>`with administrators as (
      select distinct r.profile_id from ${held} and r.role = 'administrator')
    select count(*) filter (where state = 'pending')::integer as pending,
    min(submitted_at) filter (where state = 'pending') as oldest_pending_at,
    count(*) filter (where state = 'pending' and role = ${staff})::integer as pending_staff,
    (select count(distinct r.profile_id)::integer from ${held} and r.role = ${staff} and r.role <> 'administrator'
      and ((select count(*) from administrators) > 1 or r.profile_id not in (select profile_id from administrators))
    ) as confirmed_staff,
    (select count(*)::integer from ${active}) as active_links,
    array(select r.role from ${held} and r.role = ${staff} union select l.role from ${active} and l.role = ${staff})
      as reached_roles,
    (select count(*)::integer from communities.ticket
      where community_id = ${communityId}::uuid and state in ('new', 'confirmed')) as open_tickets,
    array(select profile_id from administrators) as administrator_ids,
    (select count(*)::integer from communities.pending_administrator
      where community_id = ${communityId}::uuid and claimed_at is null) as awaited_administrators,
    (select count(*)::integer from communities.unit u
      where u.community_id = ${communityId}::uuid and not u.system and not u.archived
        and (exists (select 1 from ${held} and r.unit_id = u.id)
          or exists (select 1 from ${active} and l.unit_id = u.id))) as peopled_units
    from communities.application where community_id = ${communityId}::uuid`.execute(reader)
  return result.rows[0]!
}
