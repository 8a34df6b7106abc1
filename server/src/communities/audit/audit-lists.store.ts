import type { CommunityType } from '#contract/communities/types.ts'
import type { Reader } from '../../platform/db/database.ts'

export interface Place {
  name: string
  type: CommunityType
}

/** Names and types of organisations by their ids. */
export async function placesOf(reader: Reader, ids: readonly string[]): Promise<Map<string, Place>> {
  if (ids.length === 0) return new Map()
  const rows = await reader
    .selectFrom('communities.community')
    .select(['id', 'short_name', 'type'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, short_name: name, type }) => [id, { name, type: type as CommunityType }]))
}
