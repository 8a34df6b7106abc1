import { type RawBuilder, sql } from 'kysely'
import type { OpenedClass } from './reader.store.ts'

/**
 * The rows of the chats that a profile may read now, for a statement that goes on from there: those with an open interval that
 * are not deleted, and the channels whose rule covers it; all, or some of them.
 */
export function readable(
  profileId: string,
  classes: readonly OpenedClass[],
  ids?: readonly string[],
): RawBuilder<unknown> {
  const only = ids === undefined ? sql`` : sql`and c.id = any(${ids}::uuid[])`
  return sql`
    select c.* from messenger.chat c
    join messenger.chat_member m on m.chat_id = c.id and m.profile_id = ${profileId} and m.left_seq is null
    where c.deleted_at is null ${only}
    union all
    select c.* from messenger.chat c
    join unnest(${classes.map((item) => item.communityId)}::uuid[], ${classes.map((item) => item.class)}::text[])
      as rule (community_id, class) on rule.community_id = c.community_id and rule.class = c.channel_class
    where c.kind = 'channel' ${only}`
}
