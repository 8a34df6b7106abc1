import { sql } from 'kysely'
import type { EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type MessageJson, messageOfJson } from './chat-views.ts'

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

/** A change of a message, as its row in the log holds it: what the message says stands in the message alone. */
export type MessageChange = Omit<EventPayload<'message.changed'>, 'message'>

/** Takes the next number of a chat and writes the event; the head is locked by this or before. */
export async function appendChatEvent<N extends ChatEventName>(
  tx: Tx,
  chatId: string,
  name: N,
  payload: EventPayload<N>,
  now: number,
): Promise<EventFrame> {
  const seq = await insertEvent(tx, { chatId, name, targetSeq: null, payload, now })
  return { t: 'event', e: name, a: 'chat', id: chatId, s: seq, at: toInstant(now), p: payload }
}

/** Takes the next number of a chat for a change of a message; returns the event with the message as it stands now. */
export async function appendMessageChange(
  tx: Tx,
  message: Message,
  change: MessageChange,
  now: number,
): Promise<EventFrame> {
  const name = 'message.changed'
  const { chatId } = message
  const payload: EventPayload<typeof name> = { message, ...change }
  const seq = await insertEvent(tx, { chatId, name, targetSeq: message.seq, payload: change, now })
  return { t: 'event', e: name, a: 'chat', id: chatId, s: seq, at: toInstant(now), p: payload }
}

async function insertEvent(
  tx: Tx,
  event: { chatId: string; name: string; targetSeq: number | null; payload: unknown; now: number },
): Promise<number> {
  const head = await tx
    .updateTable('messenger.chat_head')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('chat_id', '=', event.chatId)
    .returning('last_seq')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('messenger.chat_event')
    .values({
      chat_id: event.chatId,
      seq: head.last_seq,
      kind: event.name,
      target_seq: event.targetSeq,
      payload: JSON.stringify(event.payload),
      at: new Date(event.now),
    })
    .execute()
  return head.last_seq
}

interface LogRow {
  seq: number
  message: MessageJson | null
  kind: string | null
  payload: unknown
  at: Date
}

/** A stretch of a chat's log. */
export interface LogRange {
  from: number
  to: number
  /** The reader sees what lies above this number; changes of what lies below are left out. */
  startSeq: number
  limit: number
  /** From which end entries are taken when there are more than `limit`. */
  end: 'low' | 'high'
}

/** Entries of a chat with `from <= seq <= to`, ascending. Messages come as they stand now, also in events that changed them. */
export async function readChatLog(reader: Reader, chatId: string, range: LogRange): Promise<ChatEntry[]> {
  const order = range.end === 'low' ? sql`asc` : sql`desc`
  const result = await sql<LogRow>`
    select * from (
      (select m.seq, to_jsonb(m) as message, null::text as kind, null::jsonb as payload, m.sent_at as at
       from messenger.message m
       where m.chat_id = ${chatId} and m.seq between ${range.from} and ${range.to}
       order by m.seq ${order} limit ${range.limit})
      union all
      (select e.seq, to_jsonb(t), e.kind, e.payload, e.at from messenger.chat_event e
       left join messenger.message t on t.chat_id = e.chat_id and t.seq = e.target_seq
       where e.chat_id = ${chatId} and e.seq between ${range.from} and ${range.to}
         and (e.target_seq is null or e.target_seq > ${range.startSeq})
       order by e.seq ${order} limit ${range.limit})
    ) entries order by seq ${order} limit ${range.limit}`.execute(reader)
  const entries = result.rows.map(toEntry)
  return range.end === 'low' ? entries : entries.reverse()
}

function toEntry(row: LogRow): ChatEntry {
  const at = toInstant(row.at)
  const message = row.message === null ? null : messageOfJson(row.message)
  if (row.kind === null) return { e: 'message.posted', s: row.seq, at, p: { message: message! } }
  if (message === null) return { e: row.kind, s: row.seq, at, p: row.payload } as ChatEntry
  return { e: 'message.changed', s: row.seq, at, p: { message, ...(row.payload as MessageChange) } }
}

/** Where a reader stands in a chat: what he has heard, and the number above which he may see. */
export interface HeardPlace {
  chatId: string
  heardSeq: number
  startSeq: number
}

/** By chat the messages that were changed after what was heard, as they stand now; of each chat at most `limit`. */
export async function readChanged(
  reader: Reader,
  places: readonly HeardPlace[],
  limit: number,
): Promise<Map<string, Message[]>> {
  if (places.length === 0) return new Map()
  const result = await sql<{ message: MessageJson }>`
    select to_jsonb(m) as message
    from unnest(${places.map((place) => place.chatId)}::uuid[], ${places.map((place) => place.heardSeq)}::bigint[],
      ${places.map((place) => place.startSeq)}::bigint[]) as place (chat_id, heard_seq, start_seq)
    cross join lateral (
      select distinct e.target_seq from messenger.chat_event e
      where e.chat_id = place.chat_id and e.seq > place.heard_seq and e.target_seq > place.start_seq
      order by e.target_seq limit ${limit}) changed
    join messenger.message m on m.chat_id = place.chat_id and m.seq = changed.target_seq
    order by m.chat_id, m.seq`.execute(reader)
  return Map.groupBy(
    result.rows.map((row) => messageOfJson(row.message)),
    (message) => message.chatId,
  )
}

/** Last numbers of chats. */
export async function readChatHeads(reader: Reader, chatIds: readonly string[]): Promise<Map<string, number>> {
  if (chatIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('messenger.chat_head')
    .select(['chat_id', 'last_seq'])
    .where(sql<boolean>`chat_id = any(${[...chatIds]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.chat_id, row.last_seq]))
}
