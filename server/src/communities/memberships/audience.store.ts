import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'
import { STAFF_ROLES } from './memberships.store.ts'

/** Who hears a community: everybody in it, or its staff. */
export interface Audience {
  communityId: string
  class: 'everyone' | 'staff'
}

/** Everybody who belongs to an audience now. */
export async function audienceOf(reader: Reader, { communityId, class: which }: Audience): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.member_role')
    .select('profile_id')
    .distinct()
    .where('community_id', '=', communityId)
    .$if(which === 'staff', (query) => query.where('role', 'in', [...STAFF_ROLES]))
    .execute()
  return rows.map((row) => row.profile_id)
}

/** How many of an audience belong to a unit, and how many of those are among `delivered` and `read`. */
export interface UnitReach {
  unitId: string
  name: string
  people: number
  delivered: number
  read: number
}

/** An audience by the units that are not archived, in the order of their names. */
export async function audienceByUnit(
  reader: Reader,
  { communityId, class: which }: Audience,
  { delivered, read }: { delivered: readonly string[]; read: readonly string[] },
): Promise<UnitReach[]> {
  const only = which === 'staff' ? sql`and r.role = any(${[...STAFF_ROLES]})` : sql``
  const result = await sql<UnitReach>`
    with place as (
      select distinct r.unit_id, r.profile_id from communities.member_role r
      where r.community_id = ${communityId}::uuid and r.unit_id is not null ${only})
    select u.id as "unitId", u.name, count(*)::integer as people, count(d.id)::integer as delivered,
      count(s.id)::integer as read
    from place p
    join communities.unit u on u.id = p.unit_id and not u.archived
    left join unnest(${[...delivered]}::uuid[]) as d (id) on d.id = p.profile_id
    left join unnest(${[...read]}::uuid[]) as s (id) on s.id = p.profile_id
    group by u.id, u.name order by u.grade nulls first, lower(u.name), u.id`.execute(reader)
  return result.rows
}
