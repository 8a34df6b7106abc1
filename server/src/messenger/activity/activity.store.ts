import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** Messages a day in the chats that a community owns, from `from` on, in days of a zone; days of silence are missing. */
export async function messagesByDay(
  reader: Reader,
  which: { communityId: string; from: Date; timeZone: string },
): Promise<{ day: string; messages: number }[]> {
  // Each step looks up one chat after the other: what is older than `from` is not touched.
  const result = await sql<{ day: string; messages: number }>`
    select to_char(d.day, 'YYYY-MM-DD') as day, d.messages from (
    select (m.sent_at at time zone ${which.timeZone})::date as day, count(*)::integer as messages
    from messenger.chat c
    cross join lateral (select messenger.seq_since(c.id, ${which.from}) as seq offset 0) s
    cross join lateral (select m.sent_at from messenger.message m
      where m.chat_id = c.id and m.seq >= s.seq and m.sent_at >= ${which.from} and m.erased_at is null offset 0) m
    where c.community_id = ${which.communityId}::uuid and s.seq is not null
    group by 1) d order by 1`.execute(reader)
  return result.rows
}

/**
 * Where somebody of `senderIds` has written since `from`: in chats of a community, posts in its name among them, and with
 * whom in dialogues, which belong to no community.
 */
export async function writtenSince(
  reader: Reader,
  which: { senderIds: readonly string[]; communityId: string; from: Date },
): Promise<{ inChats: boolean; withIds: string[] }> {
  const senders = sql`any(${[...which.senderIds]}::uuid[])`
  const result = await sql<{ kind: string; other_id: string | null }>`
    select c.kind, case when c.direct_low = ${senders} then c.direct_high else c.direct_low end as other_id
    from (select chat_id from messenger.chat_member where profile_id = ${senders} and left_seq is null and role <> 'observer'
      union select id from messenger.chat where community_id = ${which.communityId}::uuid and kind = 'channel') mine
    join messenger.chat c on c.id = mine.chat_id
    cross join lateral (select messenger.seq_since(c.id, ${which.from}) as seq offset 0) s
    where (c.community_id = ${which.communityId}::uuid or c.kind = 'direct') and s.seq is not null
      and exists (select from messenger.message m
        where m.chat_id = c.id and m.seq >= s.seq and m.sent_at >= ${which.from} and m.erased_at is null
          and (m.sender_id = ${senders} or exists (select from messenger.channel_post p
            where p.chat_id = m.chat_id and p.seq = m.seq and p.author_id = ${senders})))`.execute(reader)
  return {
    inChats: result.rows.some(({ kind }) => kind !== 'direct'),
    withIds: result.rows.flatMap(({ other_id }) => other_id ?? []),
  }
}

/** Everybody else in the groups of a community that somebody has made and is still in. */
export async function companionsOf(
  reader: Reader,
  { profileId, communityId }: { profileId: string; communityId: string },
): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    select distinct other.profile_id from messenger.chat_member own
    join messenger.chat c on c.id = own.chat_id
    join messenger.chat_member other on other.chat_id = c.id and other.left_seq is null and other.role <> 'observer'
    where own.profile_id = ${profileId}::uuid and own.left_seq is null and other.profile_id <> own.profile_id
      and c.kind = 'group' and c.community_id = ${communityId}::uuid and c.created_by = own.profile_id`.execute(reader)
  return result.rows.map((row) => row.profile_id)
}
