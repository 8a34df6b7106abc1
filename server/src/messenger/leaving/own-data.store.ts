import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** A chat in which a profile is or was, at the end of a page. */
export interface OwnChat {
  chatId: string
  profileId: string
  kind: string
  title: string
  role: string
  joinedAt: Date
  /** Is in it no more. */
  left: boolean
}

/** Chats in which somebody is or was, in the order of their ids, after `after`. */
export async function pageChats(
  reader: Reader,
  profileId: string,
  after: string | null,
  limit: number,
): Promise<OwnChat[]> {
  const beyond = after === null ? sql`` : sql`and m.chat_id > ${after}::uuid`
  const result = await sql<OwnChat>`
    select m.chat_id as "chatId", m.profile_id as "profileId", c.kind, c.title, m.role, m.joined_at as "joinedAt",
      m.left_seq is not null as "left"
    from messenger.chat_member m join messenger.chat c on c.id = m.chat_id
    where m.profile_id = ${profileId}::uuid ${beyond} order by m.chat_id limit ${limit}`.execute(reader)
  return result.rows
}

interface Page {
  chatId: string
  profileId: string
  limit: number
}

/**
 * Own messages of a chat that are not erased, by the ids that their sender has given them; a sticker says of which pack it is
 * and what is on it. Of what he has forwarded it is told whose words they are, and not the words.
 */
export async function pageMessages(
  reader: Reader,
  { chatId, profileId, limit }: Page,
  after: string | null,
): Promise<{ id: string }[]> {
  const beyond = after === null ? sql`` : sql`and m.id > ${after}::uuid`
  const result = await sql<{ id: string }>`
    select m.chat_id as "chatId", m.seq, m.id, case when own.words then m.text end as text, m.sent_at as "sentAt",
      m.edited_at as "editedAt", m.expires_at as "expiresAt", m.reply_to_seq as "replyToSeq", m.origin,
      m.poll -> 'options' as "options",
      case when own.words then (
        select jsonb_build_object('pack', p.title, 'words', m.sticker ->> 'words')
        from messenger.sticker_pack p where p.id = (m.sticker ->> 'packId')::uuid
      ) end as "sticker"
    from messenger.message m
    cross join lateral (select m.origin is null or m.origin ->> 'profileId' = ${profileId} as words) own
    where m.chat_id = ${chatId}::uuid and m.sender_id = ${profileId}::uuid and m.erased_at is null ${beyond}
    order by m.id limit ${limit}`.execute(reader)
  return result.rows
}

/** Own reactions in a chat after a number. */
export async function pageReactions(
  reader: Reader,
  { chatId, profileId, limit }: Page,
  after: number | null,
): Promise<{ seq: number }[]> {
  const result = await sql<{ seq: number }>`
    select chat_id as "chatId", seq, reaction from messenger.reaction
    where chat_id = ${chatId}::uuid and profile_id = ${profileId}::uuid and seq > ${after ?? 0}
    order by seq limit ${limit}`.execute(reader)
  return result.rows
}

/** Own votes in a chat after a number; of an anonymous poll only that it was voted in, which is all that is known. */
export async function pageVotes(
  reader: Reader,
  { chatId, profileId, limit }: Page,
  after: number | null,
): Promise<{ seq: number }[]> {
  const result = await sql<{ seq: number }>`
    select chat_id as "chatId", seq, choice, voted_at as "votedAt" from messenger.poll_vote
    where chat_id = ${chatId}::uuid and profile_id = ${profileId}::uuid and seq > ${after ?? 0}
    union all
    select chat_id, seq, null, null from messenger.poll_voter
    where chat_id = ${chatId}::uuid and profile_id = ${profileId}::uuid and seq > ${after ?? 0}
    order by seq limit ${limit}`.execute(reader)
  return result.rows
}

/** What somebody has marked for himself in a chat, after a number. */
export async function pageMarks(
  reader: Reader,
  { chatId, profileId, limit }: Page,
  after: number | null,
): Promise<{ seq: number }[]> {
  const result = await sql<{ seq: number }>`
    select chat_id as "chatId", seq, array_agg(mark order by mark) as marks from messenger.mark
    where chat_id = ${chatId}::uuid and profile_id = ${profileId}::uuid and seq > ${after ?? 0}
    group by chat_id, seq order by seq limit ${limit}`.execute(reader)
  return result.rows
}

/** When somebody has read how far in a chat, after a number. */
export async function pageReadTimes(
  reader: Reader,
  { chatId, profileId, limit }: Page,
  after: number | null,
): Promise<{ seq: number }[]> {
  const result = await sql<{ seq: number }>`
    select chat_id as "chatId", seq, at from messenger.read_step
    where chat_id = ${chatId}::uuid and profile_id = ${profileId}::uuid and seq > ${after ?? 0}
    order by seq limit ${limit}`.execute(reader)
  return result.rows
}

/** What somebody has typed in a chat and not sent. */
export async function pageDrafts(
  reader: Reader,
  { chatId, profileId }: Page,
  after: string | null,
): Promise<{ chatId: string; text: string }[]> {
  if (after !== null) return []
  const rows = await reader
    .selectFrom('messenger.draft')
    .select(['chat_id as chatId', 'text', 'reply_to_seq as replyToSeq'])
    .where('profile_id', '=', profileId)
    .where('chat_id', '=', chatId)
    .where('written', '=', true)
    .execute()
  return rows
}

/** When somebody has asked to come into chats by a link; what they are called is not his to know. */
export async function joinRequests(
  reader: Reader,
  profileIds: readonly string[],
): Promise<{ askedAt: Date; declinedAt: Date | null }[]> {
  const rows = await reader
    .selectFrom('messenger.join_request')
    .select(['asked_at', 'declined_at'])
    .where('profile_id', 'in', [...profileIds])
    .orderBy('asked_at')
    .execute()
  return rows.map((row) => ({ askedAt: row.asked_at, declinedAt: row.declined_at }))
}
