import { sql } from 'kysely'
import type { UrgentReason } from '#contract/communities/urgent.ts'
import type { Announcement } from '#contract/messenger/announcement.ts'
import type { Attachment } from '#contract/messenger/attachment.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { Mention } from '#contract/messenger/mention.ts'
import type { Origin } from '#contract/messenger/origin.ts'
import type { Poll } from '#contract/messenger/poll.ts'
import type { Sticker } from '#contract/messenger/sticker.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type MessageRowView, messageView } from '../chats/chat-views.ts'

/** Messages of one chat by number, above the number from which the reader may see. */
export async function messagesBySeq(
  reader: Reader,
  chatId: string,
  seqs: readonly number[],
  startSeq: number,
): Promise<Message[]> {
  if (seqs.length === 0) return []
  const rows = await reader
    .selectFrom('messenger.message')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where('seq', 'in', [...seqs])
    .where('seq', '>', startSeq)
    .orderBy('seq')
    .execute()
  return rows.map(messageView)
}

/** A chat and the number above which a reader may see. */
export interface SeenFrom {
  chatId: string
  startSeq: number
}

/** The last message of each chat that may be seen from there; null where there is none. */
export async function lastMessages(reader: Reader, asked: readonly SeenFrom[]): Promise<(Message | null)[]> {
  if (asked.length === 0) return []
  const result = await sql<MessageRowView & { n: number }>`
    select p.n, m.* from unnest(${asked.map((_, n) => n)}::integer[], ${asked.map(({ chatId }) => chatId)}::uuid[],
      ${asked.map(({ startSeq }) => startSeq)}::bigint[]) as p (n, chat_id, start_seq)
    cross join lateral (
      select x.* from messenger.message x where x.chat_id = p.chat_id and x.seq > p.start_seq
      order by x.seq desc limit 1) m`.execute(reader)
  const found: (Message | null)[] = asked.map(() => null)
  for (const { n, ...row } of result.rows) found[n] = messageView(row)
  return found
}

/**
 * Numbers of the messages that somebody has sent into a chat with one of these keys, ascending. One statement sees them at
 * one moment: of several that were put there together it finds all or none.
 */
export async function sentSeqs(
  reader: Reader,
  sent: { chatId: string; senderId: string; ids: readonly string[] },
): Promise<number[]> {
  const rows = await reader
    .selectFrom('messenger.message')
    .select('seq')
    .where('chat_id', '=', sent.chatId)
    .where('sender_id', '=', sent.senderId)
    .where('id', 'in', sent.ids)
    .orderBy('seq')
    .execute()
  return rows.map(({ seq }) => seq)
}

/** Those of these people who have written what stands in a chat above a number, also when it is erased. */
export async function sendersAmong(
  reader: Reader,
  chatId: string,
  ids: readonly string[],
  startSeq: number,
): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select p.id from unnest(${[...ids]}::uuid[]) as p (id)
    where exists (select from messenger.message m
      where m.chat_id = ${chatId}::uuid and m.sender_id = p.id and m.seq > ${startSeq}::bigint)`.execute(reader)
  return result.rows.map(({ id }) => id)
}

/** A message that is put into the log of its chat outside of a batch. */
export interface NewMessage {
  chatId: string
  senderId: string
  id: string
  text: string
  mentions: readonly Mention[]
  attachments: readonly Attachment[]
  replyToSeq: number | null
  origin: Origin | null
  poll: Poll | null
  announcement: Announcement | null
  sticker: Sticker | null
  urgent?: UrgentReason | null
  lifetimeMs: number | null
  now: number
}

/** Puts a message into the log of its chat, whose head the caller holds; no other of the sender has its id there. */
export async function insertMessage(tx: Tx, message: NewMessage): Promise<Message> {
  const { chatId, senderId, id, text, mentions, attachments, replyToSeq } = message
  const { origin, poll, announcement, sticker, urgent = null, lifetimeMs, now } = message
  const head = await tx
    .updateTable('messenger.chat_head')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1), last_ordinal: eb('last_ordinal', '+', 1) }))
    .where('chat_id', '=', chatId)
    .returning(['last_seq as seq', 'last_ordinal as ordinal'])
    .executeTakeFirstOrThrow()
  const row = await tx
    .insertInto('messenger.message')
    .values({
      chat_id: chatId,
      ...head,
      id,
      sender_id: senderId,
      text,
      mentions: mentionsValue(mentions),
      attachments: attachments.length === 0 ? null : JSON.stringify(attachments),
      reply_to_seq: replyToSeq,
      origin: origin === null ? null : JSON.stringify(origin),
      poll: poll === null ? null : JSON.stringify(poll),
      announcement: announcement === null ? null : JSON.stringify(announcement),
      sticker: sticker === null ? null : JSON.stringify(sticker),
      urgent,
      sent_at: new Date(now),
      expires_at: lifetimeMs === null ? null : new Date(now + lifetimeMs),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return messageView(row)
}

/** As a column holds whom a text names. */
function mentionsValue(mentions: readonly Mention[]): string | null {
  return mentions.length === 0 ? null : JSON.stringify(mentions)
}

/** Gives a message another text; the caller holds the head of its chat. */
export async function setText(
  tx: Tx,
  place: { chatId: string; seq: number },
  { text, mentions }: Pick<Message, 'text' | 'mentions'>,
  now: number,
): Promise<Message> {
  const row = await tx
    .updateTable('messenger.message')
    .set((eb) => ({
      text,
      mentions: mentionsValue(mentions),
      edited_at: new Date(now),
      version: eb('version', '+', 1),
    }))
    .where('chat_id', '=', place.chatId)
    .where('seq', '=', place.seq)
    .returningAll()
    .executeTakeFirstOrThrow()
  return messageView(row)
}

/** Empties a message and leaves its place; the caller holds the head of its chat. */
export async function emptyMessage(
  tx: Tx,
  place: { chatId: string; seq: number },
  why: 'author' | 'leader' | 'expired',
  now: number,
): Promise<Message> {
  const row = await tx
    .updateTable('messenger.message')
    .set((eb) => ({
      text: '',
      mentions: null,
      attachments: null,
      origin: null,
      poll: null,
      sticker: null,
      preview: null,
      reactions: null,
      erased_at: new Date(now),
      erased_why: why,
      version: eb('version', '+', 1),
    }))
    .where('chat_id', '=', place.chatId)
    .where('seq', '=', place.seq)
    .returningAll()
    .executeTakeFirstOrThrow()
  return messageView(row)
}

/** Messages of all chats whose time is over and that are not erased yet, the one that is over longest first. */
export async function dueMessages(
  reader: Reader,
  now: number,
  limit: number,
): Promise<{ chatId: string; seq: number }[]> {
  const rows = await reader
    .selectFrom('messenger.message')
    .select(['chat_id', 'seq'])
    .where('expires_at', '<=', new Date(now))
    .where('erased_at', 'is', null)
    .orderBy('expires_at')
    .orderBy('chat_id')
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ chatId: row.chat_id, seq: row.seq }))
}

/** Number of the last message that counts, at or below a number of the log. */
export async function ordinalAt(reader: Reader, chatId: string, seq: number): Promise<number> {
  const row = await reader
    .selectFrom('messenger.message')
    .select('ordinal')
    .where('chat_id', '=', chatId)
    .where('seq', '<=', seq)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.ordinal ?? 0
}
