import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** One profile takes the place of another one in the groups of a community. */
export interface Following {
  communityId: string
  from: string
  to: string
}

export interface FollowedGroup {
  id: string
  role: 'owner' | 'administrator' | 'member'
}

/** Groups of a community in which `from` is a member and `to` is none, in the order of their ids. */
export async function followedGroups(reader: Reader, { communityId, from, to }: Following): Promise<FollowedGroup[]> {
  const result = await sql<FollowedGroup>`
    select c.id, m.role from messenger.chat_member m join messenger.chat c on c.id = m.chat_id
    where c.community_id = ${communityId}::uuid and c.kind = 'group' and m.profile_id = ${from}::uuid
      and m.left_seq is null and m.role <> 'observer' and not exists (
        select from messenger.chat_member o where o.chat_id = m.chat_id and o.profile_id = ${to}::uuid
          and o.left_seq is null and o.role <> 'observer')
    order by c.id`.execute(reader)
  return result.rows
}
