import { sql } from 'kysely'
import type { Message, Reaction } from '#contract/messenger/chats.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type ChatRow, type MessageRowView, messageView } from '../chats/chat-views.ts'
import { insertMessage, type NewMessage } from '../messages/messages.store.ts'

/** Channels of a community, without that of its page, in the order in which they were made, with the time of the last post that still stands. */
export async function channelsWithLastPost(
  reader: Reader,
  communityId: string,
): Promise<(ChatRow & { last_post_at: Date | null })[]> {
  const result = await sql<ChatRow & { last_post_at: Date | null }>`
    select c.*, last.sent_at as last_post_at from messenger.chat c
    left join lateral (
      select m.sent_at from messenger.message m where m.chat_id = c.id and m.erased_at is null
      order by m.seq desc limit 1) last on true
    where c.community_id = ${communityId}::uuid and c.kind = 'channel' and c.channel_class <> 'page'
    order by c.created_at, c.id`.execute(reader)
  return result.rows
}

/** Puts a post into the log of its channel, whose head the caller holds. */
export async function insertPost(
  tx: Tx,
  post: Pick<NewMessage, 'chatId' | 'id' | 'text' | 'attachments' | 'poll' | 'announcement' | 'sticker' | 'now'> & {
    communityId: string
    authorId: string
    /** Where it was forwarded from; its organisation's own words when left out. */
    origin?: NewMessage['origin']
  },
): Promise<Message> {
  const { communityId: senderId, authorId, origin = null, ...rest } = post
  const message = await insertMessage(tx, {
    ...rest,
    senderId,
    mentions: [],
    replyToSeq: null,
    origin,
    lifetimeMs: null,
  })
  await tx
    .insertInto('messenger.channel_post')
    .values({ chat_id: post.chatId, seq: message.seq, author_id: authorId })
    .execute()
  return message
}

/** Posts of a channel below a number, the newest first. */
export async function pagePosts(
  reader: Reader,
  chatId: string,
  before: number | null,
  limit: number,
): Promise<{ message: Message; authorId: string }[]> {
  const only = before === null ? sql`` : sql`and m.seq < ${before}`
  const result = await sql<MessageRowView & { author_id: string }>`
    select m.*, p.author_id from messenger.message m
    join messenger.channel_post p on p.chat_id = m.chat_id and p.seq = m.seq
    where m.chat_id = ${chatId}::uuid ${only} order by m.seq desc limit ${limit}`.execute(reader)
  return result.rows.map(({ author_id: authorId, ...row }) => ({ message: messageView(row), authorId }))
}

/** Those who show that they have read up to a number or farther. */
export async function readersOf(reader: Reader, chatId: string, seq: number): Promise<string[]> {
  const rows = await reader
    .selectFrom('messenger.read_position')
    .select('profile_id')
    .where('chat_id', '=', chatId)
    .where('shown_seq', '>', 0)
    .where('shown_seq', '>=', seq)
    .execute()
  return rows.map((row) => row.profile_id)
}

/**
 * How many of an audience have read each post, in the order of `seqs`, which ascend: everybody counts for all posts up
 * to where he has read.
 */
export async function countReaders(
  reader: Reader,
  chatId: string,
  seqs: readonly number[],
  audience: readonly string[],
): Promise<number[]> {
  if (seqs.length === 0) return []
  const result = await sql<{ reached: number; people: number }>`
    select width_bucket(r.shown_seq, ${[...seqs]}::bigint[]) as reached, count(*)::integer as people
    from messenger.read_position r
    where r.chat_id = ${chatId}::uuid and r.shown_seq > 0 and r.shown_seq >= ${seqs[0]!}
      and r.profile_id = any(${[...audience]}::uuid[])
    group by 1`.execute(reader)
  return seqs.map((_, index) =>
    result.rows.reduce((sum, { reached, people }) => (reached > index ? sum + people : sum), 0),
  )
}

/** Sets which reactions readers may give, null for all; the caller holds the head of the channel. */
export async function setReactions(tx: Tx, chatId: string, reactions: readonly Reaction[] | null): Promise<ChatRow> {
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({ reactions: reactions === null ? null : [...reactions], version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** What somebody has written in the name of organisations is another profile's from now on. */
export async function moveAuthorship(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.updateTable('messenger.channel_post').set({ author_id: to }).where('author_id', '=', from).execute()
}
