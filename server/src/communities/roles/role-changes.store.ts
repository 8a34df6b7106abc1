import type { Reader } from '../../platform/db/database.ts'

/** «Коллектив» of a community, which every one has from its founding on. */
export async function systemUnitOf(reader: Reader, communityId: string): Promise<string> {
  const row = await reader
    .selectFrom('communities.unit')
    .select('id')
    .where('community_id', '=', communityId)
    .where('system', '=', true)
    .executeTakeFirstOrThrow()
  return row.id
}
