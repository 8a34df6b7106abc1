import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** To whom something was said in an organisation. */
export interface Reached {
  communityId: string
  /** To all families. */
  everyone: boolean
  unitIds: readonly string[]
  /** To these people: their own families, and they themselves as pupils. */
  profileIds: readonly string[]
}

/** A child with its guardians in the organisation. */
export interface ReachedFamily {
  /** The child’s profile; the parent’s own where children have no accounts. */
  childId: string
  unitNames: string[]
  guardianIds: string[]
}

/** The families to whom something was said, or those of them of one guardian. Whose access to a child rests is none of its guardians. */
export async function familiesReached(
  reader: Reader,
  { communityId, everyone, unitIds, profileIds }: Reached,
  guardianId: string | null,
): Promise<ReachedFamily[]> {
  const [units, people] = [sql`${[...unitIds]}::uuid[]`, sql`${[...profileIds]}::uuid[]`]
  const isReached = sql`(${everyone} or p.unit_id = any(${units}) or p.profile_id = any(${people})
    or exists (select from communities.member_role g where g.community_id = m.community_id and g.role = 'parent'
      and g.child_person_id = m.person_id and g.profile_id = any(${people})))`
  const ofGuardian =
    guardianId === null
      ? sql``
      : sql`and exists (select from communities.member_role own where own.community_id = m.community_id
          and own.role = 'parent' and own.child_person_id = m.person_id and own.profile_id = ${guardianId}::uuid)`
  const ownOnly = guardianId === null ? sql`` : sql`and p.profile_id = ${guardianId}::uuid`
  const result = await sql<ReachedFamily>`
    select m.profile_id as "childId",
      (select coalesce(array_agg(distinct u.name order by u.name), '{}') from communities.member_role x
        join communities.unit u on u.id = x.unit_id
        where x.community_id = m.community_id and x.profile_id = m.profile_id and x.role = 'pupil') as "unitNames",
      (select coalesce(array_agg(distinct g.profile_id order by g.profile_id), '{}') from communities.member_role g
        where g.community_id = m.community_id and g.role = 'parent' and g.child_person_id = m.person_id) as "guardianIds"
    from communities.member m
    where m.community_id = ${communityId}::uuid ${ofGuardian} and exists (
      select from communities.member_role p where p.community_id = m.community_id and p.profile_id = m.profile_id
        and p.role = 'pupil' and ${isReached})
    union all
    select p.profile_id, array_agg(distinct u.name order by u.name), array[p.profile_id]
    from communities.member_role p join communities.unit u on u.id = p.unit_id
    where p.community_id = ${communityId}::uuid and p.role = 'parent' and p.child_person_id is null ${ownOnly}
      and (${everyone} or p.unit_id = any(${units}) or p.profile_id = any(${people}))
    group by p.profile_id
    order by "unitNames", "childId"`.execute(reader)
  return result.rows
}

/** A child of one guardian in one organisation, as `familiesReached` knows it. */
export interface OwnChild {
  communityId: string
  childId: string
  /** Where it is a pupil; where children have no accounts, where the guardian is a parent. */
  unitIds: string[]
  guardianIds: string[]
}

/** The children of a guardian, each once in each organisation. Whose access to a child rests is none of its guardians. */
export async function childrenOf(reader: Reader, guardianId: string): Promise<OwnChild[]> {
  const result = await sql<OwnChild>`
    select m.community_id as "communityId", m.profile_id as "childId",
      coalesce(array_agg(distinct p.unit_id) filter (where p.unit_id is not null), '{}') as "unitIds",
      (select array_agg(distinct g.profile_id order by g.profile_id) from communities.member_role g
        where g.community_id = m.community_id and g.role = 'parent' and g.child_person_id = m.person_id) as "guardianIds"
    from communities.member m
    join communities.member_role p on p.community_id = m.community_id and p.profile_id = m.profile_id and p.role = 'pupil'
    where exists (select from communities.member_role own where own.community_id = m.community_id
      and own.role = 'parent' and own.child_person_id = m.person_id and own.profile_id = ${guardianId}::uuid)
    group by m.community_id, m.profile_id, m.person_id
    union all
    select p.community_id, p.profile_id, array_agg(distinct p.unit_id), array[p.profile_id]
    from communities.member_role p
    where p.role = 'parent' and p.child_person_id is null and p.profile_id = ${guardianId}::uuid
    group by p.community_id, p.profile_id
    order by "communityId", "childId"`.execute(reader)
  return result.rows
}

/** The time zone of an organisation. */
export async function zoneOf(reader: Reader, communityId: string): Promise<string> {
  const row = await reader
    .selectFrom('communities.community')
    .select('time_zone')
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow()
  return row.time_zone
}
