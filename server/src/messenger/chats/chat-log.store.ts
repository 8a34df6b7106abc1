import { sql } from 'kysely'
import type { EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type MessageRowView, messageView } from './chat-views.ts'

export type ChatEventName = 'chat.changed' | 'members.joined' | 'members.left'

/** Locks heads in the order of their ids: the first lock of whoever changes anything durable in these chats. */
export async function lockHeads(
  tx: Tx,
  chatIds: readonly string[],
): Promise<Map<string, { lastSeq: number; lastOrdinal: number; writeRefusal: string | null }>> {
  if (chatIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('messenger.chat_head')
    .select(['chat_id', 'last_seq', 'last_ordinal', 'write_refusal'])
    .where('chat_id', 'in', [...chatIds])
    .orderBy('chat_id')
    .forUpdate()
    .execute()
  return new Map(
    rows.map((row) => [
      row.chat_id,
      { lastSeq: row.last_seq, lastOrdinal: row.last_ordinal, writeRefusal: row.write_refusal },
    ]),
  )
}

/** Takes the next number of a chat and writes the event; the head is locked by this or before. */
export async function appendChatEvent<N extends ChatEventName>(
  tx: Tx,
  chatId: string,
  name: N,
  payload: EventPayload<N>,
  now: number,
): Promise<EventFrame> {
  const head = await tx
    .updateTable('messenger.chat_head')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('chat_id', '=', chatId)
    .returning('last_seq')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('messenger.chat_event')
    .values({
      chat_id: chatId,
      seq: head.last_seq,
      kind: name,
      target_seq: null,
      payload: JSON.stringify(payload),
      at: new Date(now),
    })
    .execute()
  return { t: 'event', e: name, a: 'chat', id: chatId, s: head.last_seq, at: toInstant(now), p: payload }
}

interface LogRow {
  seq: number
  message: (Omit<MessageRowView, 'sent_at'> & { sent_at: string }) | null
  kind: string | null
  payload: unknown
  at: Date
}

/** Entries of a chat with `from <= seq <= to`, ascending, at most `limit`, from the low or from the high end. */
export async function readChatLog(
  reader: Reader,
  chatId: string,
  range: { from: number; to: number; limit: number; end: 'low' | 'high' },
): Promise<ChatEntry[]> {
  const order = range.end === 'low' ? sql`asc` : sql`desc`
  const result = await sql<LogRow>`
    select * from (
      (select m.seq, to_jsonb(m) as message, null::text as kind, null::jsonb as payload, m.sent_at as at
       from messenger.message m
       where m.chat_id = ${chatId} and m.seq between ${range.from} and ${range.to} and m.erased_at is null
       order by m.seq ${order} limit ${range.limit})
      union all
      (select e.seq, null, e.kind, e.payload, e.at from messenger.chat_event e
       where e.chat_id = ${chatId} and e.seq between ${range.from} and ${range.to}
       order by e.seq ${order} limit ${range.limit})
    ) entries order by seq ${order} limit ${range.limit}`.execute(reader)
  const entries = result.rows.map(toEntry)
  return range.end === 'low' ? entries : entries.reverse()
}

function toEntry(row: LogRow): ChatEntry {
  const at = toInstant(row.at)
  if (row.message !== null) {
    const message = messageView({ ...row.message, sent_at: new Date(row.message.sent_at) })
    return { e: 'message.posted', s: row.seq, at, p: { message } }
  }
  return { e: row.kind, s: row.seq, at, p: row.payload } as ChatEntry
}

/** Last numbers of chats. */
export async function readChatHeads(reader: Reader, chatIds: readonly string[]): Promise<Map<string, number>> {
  if (chatIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('messenger.chat_head')
    .select(['chat_id', 'last_seq'])
    .where('chat_id', 'in', [...chatIds])
    .execute()
  return new Map(rows.map((row) => [row.chat_id, row.last_seq]))
}
