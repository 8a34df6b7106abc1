import { type RawBuilder, sql } from 'kysely'
import type { Role } from '#contract/communities/types.ts'
import type { VerificationBasis } from '#contract/communities/verification.ts'
import type { Reader } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'
import { searchWords } from '../memberships/visible-members.store.ts'

/** The zones in which there are organisations. */
export async function allZones(reader: Reader): Promise<string[]> {
  const rows = await reader.selectFrom('communities.community').select('time_zone').distinct().execute()
  return rows.map((row) => row.time_zone)
}

/** How many applications without an invitation link of a profile wait. */
export async function countUninvited(reader: Reader, profileId: string): Promise<number> {
  const result = await sql<{ count: number }>`select count(*)::integer as count from communities.application
    where profile_id = ${profileId}::uuid and state = 'pending' and path <> 'link'`.execute(reader)
  return result.rows[0]!.count
}

export interface VerifiedRow {
  profile_id: string
  sort_name: string
  position: string
  /** Roles of staff, the oldest first; `since` as PostgreSQL writes it in JSON. */
  grounds: { role: Role; unitName: string | null; since: string; by: string | null; basis: VerificationBasis }[]
}

export interface VerifiedFilter {
  communityId: string
  role: Role | null
  basis: VerificationBasis | null
  search: string
  after: { sortName: string; id: string } | null
  limit: number
}

/** The application that a role `r` rests on, found by its key. */
const APPLICATION = sql`(substring(r.basis from '^application:(.{36})$'))::uuid`
const BASIS = sql`coalesce((select a.path from communities.application a where a.id = ${APPLICATION}),
  case when r.basis in ('change', 'appointment') or r.basis like 'double:%' then 'change' else 'request' end)`

function conditions(filter: VerifiedFilter): RawBuilder<boolean> {
  const held = [sql`r.role = any(${[...STAFF_ROLES]})`]
  if (filter.role !== null) held.push(sql`r.role = ${filter.role}`)
  if (filter.basis !== null) held.push(sql`${BASIS} = ${filter.basis}`)
  const parts = [
    sql`m.community_id = ${filter.communityId}::uuid`,
    sql`exists (select 1 from communities.member_role r where r.community_id = m.community_id
      and r.profile_id = m.profile_id and ${sql.join(held, sql` and `)})`,
  ]
  for (const word of searchWords(filter.search)) parts.push(sql`' ' || m.sort_name like ${`% ${word}%`}`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** A page of the people of a community who hold a role of staff there, by surname. */
export async function pageVerified(reader: Reader, filter: VerifiedFilter): Promise<VerifiedRow[]> {
  const { after } = filter
  const beyond = after === null ? sql`` : sql`and (m.sort_name, m.profile_id) > (${after.sortName}, ${after.id}::uuid)`
  const result = await sql<VerifiedRow>`
    select m.profile_id, m.sort_name, m.position,
      (select jsonb_agg(jsonb_build_object('role', r.role, 'unitName', u.name, 'since', r.granted_at,
          'by', r.granted_by, 'basis', ${BASIS}) order by r.granted_at, r.id)
        from communities.member_role r left join communities.unit u on u.id = r.unit_id
        where r.community_id = m.community_id and r.profile_id = m.profile_id
          and r.role = any(${[...STAFF_ROLES]})) as grounds
    from communities.member m where ${conditions(filter)} ${beyond}
    order by m.sort_name, m.profile_id limit ${filter.limit}`.execute(reader)
  return result.rows
}

export async function countVerified(reader: Reader, filter: VerifiedFilter): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::integer as count from communities.member m where ${conditions(filter)}`.execute(reader)
  return result.rows[0]!.count
}
