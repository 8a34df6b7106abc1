import { sql } from 'kysely'
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

export interface AdministrationFacts {
  pending: number
  oldest_pending_at: Date | null
  pending_staff: number
  approved_staff: number
  active_links: number
  active_staff_links: number
  open_tickets: number
  administrators: number
  /** Units beside «Коллектив» to which somebody belongs or is invited. */
  peopled_units: number
}

/** What the checklist and the queue of an administrator's first page stand on. */
export async function readAdministration(reader: Reader, communityId: string, now: Date): Promise<AdministrationFacts> {
  const staff = sql`any(${[...STAFF_ROLES]})`
  const active = sql`community_id = ${communityId}::uuid and revoked_at is null and expires_at > ${now}
    and (uses_max is null or uses < uses_max)`
  const result = await sql<AdministrationFacts>`select
    count(*) filter (where state = 'pending')::integer as pending,
    min(submitted_at) filter (where state = 'pending') as oldest_pending_at,
    count(*) filter (where state = 'pending' and role = ${staff})::integer as pending_staff,
    count(*) filter (where state = 'approved' and role = ${staff})::integer as approved_staff,
    (select count(*)::integer from communities.invite_link where ${active}) as active_links,
    (select count(*)::integer from communities.invite_link where ${active} and role = ${staff}) as active_staff_links,
    (select count(*)::integer from communities.ticket
      where community_id = ${communityId}::uuid and state in ('new', 'confirmed')) as open_tickets,
    (select count(distinct profile_id)::integer from communities.member_role
      where community_id = ${communityId}::uuid and role = 'administrator') as administrators,
    (select count(*)::integer from communities.unit u
      where u.community_id = ${communityId}::uuid and not u.system and not u.archived
        and (exists (select 1 from communities.member_role r where r.unit_id = u.id)
          or exists (select 1 from communities.invite_link l where l.unit_id = u.id))) as peopled_units
    from communities.application where community_id = ${communityId}::uuid`.execute(reader)
  return result.rows[0]!
}
