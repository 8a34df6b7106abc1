import { sql } from 'kysely'
import type { EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Message, Reaction } from '#contract/messenger/chats.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type MessageJson, messageOfJson } from './chat-views.ts'

export type ChatEventName = 'chat.changed' | 'members.joined' | 'members.left' | 'supervision.changed' | 'poll.ended'

export interface Head {
  lastSeq: number
  lastOrdinal: number
  writeRefusal: string | null
}

/** Locks heads in the order of their ids: the first lock of whoever changes anything durable in these chats. */
export async function lockHeads(tx: Tx, chatIds: readonly string[]): Promise<Map<string, Head>> {
  if (chatIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('messenger.chat_head')
    .select(['chat_id', 'last_seq', 'last_ordinal', 'write_refusal'])
    .where(sql<boolean>`chat_id = any(${[...chatIds]}::uuid[])`)
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
export interface ChangeEvents {
  'message.changed': Omit<EventPayload<'message.changed'>, 'message'>
  'reactions.changed': Pick<EventPayload<'reactions.changed'>, 'actorId'>
  'poll.changed': Record<never, never>
}

export type ChangeName = keyof ChangeEvents

/** What happened in one chat. */
export interface ChatEventOf<N extends ChatEventName> {
  chatId: string
  payload: EventPayload<N>
}

/** Takes the next number of each chat and writes its event, in the order in which they are given; heads are locked by this or before. */
export async function appendChatEvents<N extends ChatEventName>(
  tx: Tx,
  name: N,
  happened: readonly ChatEventOf<N>[],
  now: number,
): Promise<EventFrame[]> {
  const events = happened.map(({ chatId, payload }) => ({ chatId, name, targetSeq: null, payload, now }))
  const seqs = await insertEvents(tx, events)
  const at = toInstant(now)
  return happened.map(
    ({ chatId: id, payload }): EventFrame => ({ t: 'event', e: name, a: 'chat', id, s: seqs.get(id)!, at, p: payload }),
  )
}

/** Takes the next number of a chat for a change of a message and returns it; the caller makes the event. */
export async function appendChange<N extends ChangeName>(
  tx: Tx,
  target: { chatId: string; seq: number },
  name: N,
  payload: ChangeEvents[N],
  now: number,
): Promise<number> {
  const { chatId, seq: targetSeq } = target
  return (await insertEvents(tx, [{ chatId, name, targetSeq, payload, now }])).get(chatId)!
}

interface NewEvent {
  chatId: string
  name: string
  targetSeq: number | null
  payload: unknown
  now: number
}

/** Each in another chat; returns the numbers by chat. */
async function insertEvents(tx: Tx, events: readonly NewEvent[]): Promise<Map<string, number>> {
  const result = await sql<{ chat_id: string; seq: number }>`
    with given as materialized (select * from unnest(${events.map(({ chatId }) => chatId)}::uuid[],
        ${events.map(({ name }) => name)}::text[], ${events.map(({ targetSeq }) => targetSeq)}::bigint[],
        ${events.map(({ payload }) => JSON.stringify(payload))}::text[], ${events.map(({ now }) => new Date(now))}::timestamptz[])
        as g (chat_id, kind, target_seq, payload, at)),
    head as (
      update messenger.chat_head h set last_seq = h.last_seq + 1 from given g where h.chat_id = g.chat_id
      returning h.chat_id, h.last_seq)
    insert into messenger.chat_event (chat_id, seq, kind, target_seq, payload, at)
    select h.chat_id, h.last_seq, g.kind, g.target_seq, g.payload::jsonb, g.at from head h join given g on g.chat_id = h.chat_id
    returning chat_id, seq`.execute(tx)
  return new Map(result.rows.map((row) => [row.chat_id, row.seq]))
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
  limit: number
  /** From which end entries are taken when there are more than `limit`. */
  end: 'low' | 'high'
}

/**
 * Entries of a chat with `from <= seq <= to`, ascending. Messages come as they stand now, and the numbers of their
 * changes without an entry.
 */
export async function readChatLog(reader: Reader, chatId: string, range: LogRange): Promise<ChatEntry[]> {
  const order = range.end === 'low' ? sql`asc` : sql`desc`
  const result = await sql<LogRow>`
    select * from (
      (select m.seq, to_json(m) as message, null::text as kind, null::jsonb as payload, m.sent_at as at
       from messenger.message m
       where m.chat_id = ${chatId} and m.seq between ${range.from} and ${range.to}
       order by m.seq ${order} limit ${range.limit})
      union all
      (select e.seq, null, e.kind, e.payload, e.at from messenger.chat_event e
       where e.chat_id = ${chatId} and e.seq between ${range.from} and ${range.to} and e.target_seq is null
       order by e.seq ${order} limit ${range.limit})
    ) entries order by seq ${order} limit ${range.limit}`.execute(reader)
  const entries = result.rows.map(toEntry)
  return range.end === 'low' ? entries : entries.reverse()
}

function toEntry(row: LogRow): ChatEntry {
  const at = toInstant(row.at)
  if (row.message === null) return { e: row.kind, s: row.seq, at, p: row.payload } as ChatEntry
  return { e: 'message.posted', s: row.seq, at, p: { message: messageOfJson(row.message) } }
}

/** A change of a message, with the message and the reaction of who acted as they stand now. */
export interface ReadChange {
  seq: number
  at: string
  name: ChangeName
  payload: ChangeEvents[ChangeName]
  message: Message
  reaction: Reaction | null
}

type ChangeRow = Omit<ReadChange, 'at' | 'message'> & { at: Date; message: MessageJson }

/** The changes of messages with `from <= seq <= to`, ascending. */
export async function readChanges(reader: Reader, chatId: string, from: number, to: number): Promise<ReadChange[]> {
  const result = await sql<ChangeRow>`
    select e.seq, e.kind as name, e.payload, e.at, to_json(m) as message, r.reaction
    from messenger.chat_event e
    join messenger.message m on m.chat_id = e.chat_id and m.seq = e.target_seq
    left join messenger.reaction r
      on r.chat_id = e.chat_id and r.seq = e.target_seq and r.profile_id = (e.payload ->> 'actorId')::uuid
    where e.chat_id = ${chatId} and e.seq between ${from} and ${to}
    order by e.seq`.execute(reader)
  return result.rows.map((row) => ({ ...row, at: toInstant(row.at), message: messageOfJson(row.message) }))
}

/** The event of a change with what it changed: the message, and the reaction of who acted. */
export function changeFrame(
  change: Pick<ReadChange, 'seq' | 'at' | 'name' | 'payload'>,
  message: Message,
  reaction: Reaction | null,
): EventFrame {
  const { chatId, poll, reactions, reactionsSeq } = message
  const { seq, at, name, payload } = change
  const common = { t: 'event', e: name, a: 'chat', id: chatId, s: seq, at } as const
  if (name === 'message.changed') return { ...common, p: { message, ...payload } }
  // What was erased meanwhile asks nothing any more, and its erasure has a number behind this one.
  if (name === 'poll.changed') {
    const p = poll === null ? { chatId } : { chatId, seq: message.seq, state: poll.state }
    return { ...common, e: poll === null ? 'chat.passed' : name, p }
  }
  return { ...common, p: { chatId, seq: message.seq, ...payload, reaction, reactions, reactionsSeq } }
}

/** Where a reader stands in a chat: what he has heard, and the number above which he may see. */
export interface HeardPlace {
  chatId: string
  heardSeq: number
  startSeq: number
}

/**
 * The messages among what was heard that were changed later, as they stand now, ascending; for each place at most `limit`,
 * in the order of the places.
 */
export async function readChanged(reader: Reader, places: readonly HeardPlace[], limit: number): Promise<Message[][]> {
  const found: Message[][] = places.map(() => [])
  if (places.length === 0) return found
  const result = await sql<{ n: number; message: MessageJson }>`
    select place.n, to_json(m) as message
    from unnest(${places.map((_, n) => n)}::integer[], ${places.map((place) => place.chatId)}::uuid[],
      ${places.map((place) => place.heardSeq)}::bigint[], ${places.map((place) => place.startSeq)}::bigint[])
      as place (n, chat_id, heard_seq, start_seq)
    cross join lateral (
      select distinct e.target_seq from messenger.chat_event e
      where e.chat_id = place.chat_id and e.seq > place.heard_seq
        and e.target_seq > place.start_seq and e.target_seq <= place.heard_seq
      order by e.target_seq limit ${limit}) changed
    join messenger.message m on m.chat_id = place.chat_id and m.seq = changed.target_seq
    order by place.n, m.seq`.execute(reader)
  for (const { n, message } of result.rows) found[n]!.push(messageOfJson(message))
  return found
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
