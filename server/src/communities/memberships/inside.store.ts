import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** Which of these people belong to an organisation now. */
export async function insideAmong(
  reader: Reader,
  communityId: string,
  profileIds: readonly string[],
): Promise<Set<string>> {
  if (profileIds.length === 0) return new Set()
  const rows = await reader
    .selectFrom('communities.member')
    .select('profile_id')
    .where('community_id', '=', communityId)
    .where(sql<boolean>`profile_id = any(${[...profileIds]}::uuid[])`)
    .execute()
  return new Set(rows.map((row) => row.profile_id))
}
