import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Somebody whose account is deleted or shall be, in the chats of one organisation. */
export interface GoneSender {
  profileId: string
  communityId: string
}

/** The organisations in whose chats these profiles are or were, each with each. */
export async function placesOf(reader: Reader, profileIds: readonly string[]): Promise<GoneSender[]> {
  const result = await sql<GoneSender>`
    select distinct m.profile_id as "profileId", c.community_id as "communityId" from messenger.chat_member m
    join messenger.chat c on c.id = m.chat_id
    where m.profile_id = any(${[...profileIds]}::uuid[]) and c.community_id is not null
    union select author_id, community_id from messenger.announcement where author_id = any(${[...profileIds]}::uuid[])
    order by 2, 1`.execute(reader)
  return result.rows
}

/**
 * Notes when what somebody has said in an organisation goes: so many months after he is gone, or never. What was noted
 * before is not put off.
 */
export async function noteGone(
  tx: Tx,
  { profileId, communityId }: GoneSender,
  goneAt: Date,
  months: number | null,
): Promise<void> {
  await sql`insert into messenger.gone_sender (profile_id, community_id, gone_at, due_at)
    values (${profileId}::uuid, ${communityId}::uuid, ${goneAt}, ${goneAt}::timestamptz + make_interval(months => ${months}::integer))
    on conflict (profile_id, community_id) do update
      set gone_at = excluded.gone_at, due_at = least(gone_sender.due_at, excluded.due_at)`.execute(tx)
}

/** These profiles stay. */
export async function forgetNotes(tx: Tx, profileIds: readonly string[]): Promise<void> {
  await sql`delete from messenger.gone_sender where profile_id = any(${[...profileIds]}::uuid[])`.execute(tx)
}

/** Brings forward what an organisation wants to be gone sooner; nothing is put off. */
export async function bringForward(tx: Tx, communityId: string, months: number): Promise<void> {
  await sql`update messenger.gone_sender
    set due_at = least(due_at, gone_at + make_interval(months => ${months}::integer))
    where community_id = ${communityId}::uuid`.execute(tx)
}

/** Those whose time is over, the one that is over longest first. */
export async function dueSenders(reader: Reader, now: Date, limit: number): Promise<GoneSender[]> {
  const rows = await reader
    .selectFrom('messenger.gone_sender')
    .select(['profile_id', 'community_id'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('profile_id')
    .orderBy('community_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ profileId: row.profile_id, communityId: row.community_id }))
}

/** A chat of the organisation in which something that he has said stands still, also where others have put it; null when nothing is left. */
export async function nextChat(reader: Reader, { profileId, communityId }: GoneSender): Promise<string | null> {
  const result = await sql<{ id: string }>`
    (select c.id from messenger.chat_member m join messenger.chat c on c.id = m.chat_id
    where m.profile_id = ${profileId}::uuid and c.community_id = ${communityId}::uuid and exists (
      select from messenger.message x
      where x.chat_id = c.id and x.sender_id = ${profileId}::uuid and x.erased_at is null)
    order by c.id limit 1)
    union all
    -- Whoever has announced in a unit need not be in its chat.
    (select t.chat_id as id from messenger.announcement a
    join messenger.announcement_target t on t.announcement_id = a.id and t.seq is not null
    join messenger.message x on x.chat_id = t.chat_id and x.seq = t.seq
    where a.author_id = ${profileId}::uuid and a.community_id = ${communityId}::uuid
      and x.sender_id = ${profileId}::uuid and x.erased_at is null
    order by t.chat_id limit 1)
    union all
    (select c.id from messenger.message x join messenger.chat c on c.id = x.chat_id
    where x.origin is not null and x.origin ->> 'profileId' = ${profileId} and c.community_id = ${communityId}::uuid
    limit 1)
    limit 1`.execute(reader)
  return result.rows[0]?.id ?? null
}

/** Numbers of what he has said in a chat, by himself or forwarded, and is not erased; the caller holds the head of the chat. */
export async function saidIn(reader: Reader, chatId: string, profileId: string, limit: number): Promise<number[]> {
  const result = await sql<{ seq: number }>`
    select seq from messenger.message
    where chat_id = ${chatId}::uuid and erased_at is null
      and (sender_id = ${profileId}::uuid or (origin is not null and origin ->> 'profileId' = ${profileId}))
    order by seq limit ${limit}`.execute(reader)
  return result.rows.map((row) => row.seq)
}

/** Nothing of his is left there; false when somebody else has noticed that before. */
export async function forgetSender(tx: Tx, { profileId, communityId }: GoneSender): Promise<boolean> {
  const result = await tx
    .deleteFrom('messenger.gone_sender')
    .where('profile_id', '=', profileId)
    .where('community_id', '=', communityId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
