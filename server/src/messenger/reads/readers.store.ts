import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** Somebody who may read a message, and when he has; null while he has not, or does not show it. */
export interface ReaderOfMessage {
  profileId: string
  readAt: Date | null
}

/**
 * Everybody who is in the chat and sees this message, but its sender and whoever only watches the chat; the last to read
 * it first.
 */
export async function readersOfMessage(
  reader: Reader,
  { chatId, seq, senderId }: { chatId: string; seq: number; senderId: string },
): Promise<ReaderOfMessage[]> {
  const result = await sql<ReaderOfMessage>`
    select m.profile_id as "profileId", step.at as "readAt"
    from messenger.chat_member m
    left join messenger.read_position r
      on r.chat_id = m.chat_id and r.profile_id = m.profile_id and r.shown_seq > 0 and r.shown_seq >= ${seq}
    left join lateral (
      select coalesce(min(s.at), r.at) as at from messenger.read_step s
      where s.chat_id = r.chat_id and s.profile_id = r.profile_id and s.seq >= ${seq}
    ) as step on r.chat_id is not null
    where m.chat_id = ${chatId}::uuid and m.left_seq is null and m.role <> 'observer' and m.start_seq < ${seq}
      and m.profile_id <> ${senderId}::uuid
    order by step.at desc nulls last, m.profile_id`.execute(reader)
  return result.rows
}
