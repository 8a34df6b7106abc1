import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** The communities that any of these profiles administrates, in the order in which they are locked. */
export async function administratedBy(
  reader: Reader,
  profileIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const result = await sql<{ id: string; name: string }>`
    select distinct c.id, c.short_name as name from communities.member_role r
    join communities.community c on c.id = r.community_id
    where r.profile_id = any(${[...profileIds]}::uuid[]) and r.role = 'administrator' order by c.id`.execute(reader)
  return result.rows
}

export async function administratorsOf(reader: Reader, communityId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.member_role')
    .select('profile_id')
    .distinct()
    .where('community_id', '=', communityId)
    .where('role', '=', 'administrator')
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Hides members from whoever looks for contacts, or shows them again. Their version moves, so clients notice. */
export async function setLeaving(tx: Tx, profileIds: readonly string[], leaves: boolean): Promise<void> {
  await sql`update communities.member set leaving = ${leaves}, version = version + 1
    where profile_id = any(${[...profileIds]}::uuid[]) and leaving <> ${leaves}`.execute(tx)
}
