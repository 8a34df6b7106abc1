import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** Who administrates each of these communities, in the order of their ids; one without administrators is there too. */
export async function administratorsIn(
  reader: Reader,
  communityIds: readonly string[],
): Promise<ReadonlyMap<string, { shortName: string; profileIds: readonly string[] }>> {
  if (communityIds.length === 0) return new Map()
  const result = await sql<{ id: string; shortName: string; profileIds: string[] }>`
    select c.id, c.short_name as "shortName", array(select distinct r.profile_id from communities.member_role r
      where r.community_id = c.id and r.role = 'administrator' order by 1) as "profileIds"
    from communities.community c where c.id = any(${[...communityIds]}::uuid[])`.execute(reader)
  return new Map(result.rows.map(({ id, ...rest }) => [id, rest]))
}

/**
 * The community that answers for what happens between somebody and others where no organisation owns the place: one in
 * which they are together, else one of his own; null when he is in none.
 */
export async function answeringFor(
  reader: Reader,
  profileId: string,
  otherIds: readonly string[],
): Promise<string | null> {
  const result = await sql<{ id: string }>`select m.community_id as id from communities.member m
    where m.profile_id = ${profileId}::uuid
    order by exists (select from communities.member o
      where o.community_id = m.community_id and o.profile_id = any(${[...otherIds]}::uuid[])) desc, m.community_id
    limit 1`.execute(reader)
  return result.rows[0]?.id ?? null
}
