import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'
import { readTexts } from '../../platform/db/texts.ts'
import type { LogRange } from './chat-log.store.ts'
import { type EncodedEntry, type EntryTexts, entryOfTexts } from './encoded-entry.ts'

/** A stretch of the log of one chat. */
export interface ChatRange extends LogRange {
  chatId: string
}

const END_ORDER = { low: sql`asc`, high: sql`desc` } as const

/**
 * Entries of several chats at once, those of each range ascending and in the order of the ranges. Messages come as they
 * stand now, and the numbers of their changes without an entry.
 */
export async function readEntries(reader: Reader, ranges: readonly ChatRange[]): Promise<EncodedEntry[][]> {
  const found: EncodedEntry[][] = ranges.map(() => [])
  for (const end of ['low', 'high'] as const) {
    const asked = [...ranges.entries()].filter(([, range]) => range.end === end)
    if (asked.length > 0) await readEnd(reader, asked, end, found)
  }
  return found
}

async function readEnd(
  reader: Reader,
  asked: readonly (readonly [n: number, range: ChatRange])[],
  end: LogRange['end'],
  found: readonly EncodedEntry[][],
): Promise<void> {
  const order = END_ORDER[end]
  const ranges = asked.map(([, range]) => range)
  const rows = await readTexts<EntryTexts>(
    reader,
    sql`select x.*, p.n from unnest(${asked.map(([n]) => n)}::integer[], ${ranges.map(({ chatId }) => chatId)}::uuid[],
      ${ranges.map(({ from }) => from)}::bigint[], ${ranges.map(({ to }) => to)}::bigint[],
      ${ranges.map(({ limit }) => limit)}::integer[]) as p (n, chat_id, low, high, most)
    cross join lateral (
      (select m.seq, ${ms('m.sent_at')}, m.ordinal, m.id, m.sender_id, m.text, m.reply_to_seq, m.version,
        ${ms('m.edited_at')}, ${ms('m.expires_at')}, m.erased_why, m.reactions, m.reactions_seq,
        m.origin, m.attachments, m.poll, m.announcement, m.mentions, m.sticker, m.urgent, m.preview, null::text as kind, null::jsonb as payload
       from messenger.message m
       where m.chat_id = p.chat_id and m.seq between p.low and p.high
       order by m.seq ${order} limit p.most)
      union all
      (select e.seq, ${ms('e.at')}, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, e.kind, e.payload
       from messenger.chat_event e
       where e.chat_id = p.chat_id and e.seq between p.low and p.high and e.target_seq is null
       order by e.seq ${order} limit p.most)
      order by seq ${order} limit p.most) x`,
  )
  const chatIds = new Map(asked.map(([n, { chatId }]) => [String(n), chatId]))
  for (const row of rows) found[Number(row[23])]!.push(entryOfTexts(chatIds.get(row[23])!, row))
  for (const [n] of asked) found[n]!.sort((one, other) => one.s - other.s)
}

/** Milliseconds of a time, whatever the zone of the connection. */
function ms(column: string) {
  return sql`(date_part('epoch', ${sql.raw(column)}) * 1000)::bigint`
}
