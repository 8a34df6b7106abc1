import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'
import { likeLiteral } from '../../platform/db/like-literal.ts'

/** What a reader is shown of «Вложения» of a chat. */
export interface AttachedQuery {
  readonly chatId: string
  readonly readerId: string
  /** Only messages above this number are his to see. */
  readonly startSeq: number
  /** Only messages below this number; null for the last ones. */
  readonly beforeSeq: number | null
  /** Messages whose time is over at this moment are seen by nobody. */
  readonly now: Date
  /** Words that have to stand there, in any letter case; null for everything. */
  readonly search: string | null
  readonly limit: number
}

/** Numbers of the messages that hold files of these kinds, the last one first. */
export async function seqsWithFiles(reader: Reader, kinds: readonly string[], asked: AttachedQuery): Promise<number[]> {
  const named =
    asked.search === null
      ? sql``
      : sql`and exists (select from messenger.media f where f.file_id = a.file_id and f.name ilike ${like(asked.search)})`
  const result = await sql<{ seq: number }>`
    select distinct found.seq from unnest(${[...kinds]}::text[]) as k (kind) cross join lateral (
      select distinct a.seq from messenger.attachment a
      join messenger.message m on m.chat_id = a.chat_id and m.seq = a.seq
      where a.chat_id = ${asked.chatId}::uuid and a.kind = k.kind and ${within(sql`a.seq`, asked)}
        and ${shown(asked)} ${named}
      order by a.seq desc limit ${asked.limit}
    ) as found
    order by found.seq desc limit ${asked.limit}`.execute(reader)
  return result.rows.map(({ seq }) => seq)
}

/** Numbers of the messages that hold links, the last one first. */
export async function seqsWithLinks(reader: Reader, asked: AttachedQuery): Promise<number[]> {
  const worded = asked.search === null ? sql`` : sql`and m.text ilike ${like(asked.search)}`
  const result = await sql<{ seq: number }>`
    select m.seq from messenger.message m
    where m.chat_id = ${asked.chatId}::uuid and ${within(sql`m.seq`, asked)}
      -- The first words are those of the index.
      and m.text like '%://%' and m.text ~* '\\mhttps?://[^\\s<>"«»]' and ${shown(asked)} ${worded}
    order by m.seq desc limit ${asked.limit}`.execute(reader)
  return result.rows.map(({ seq }) => seq)
}

const within = (seq: ReturnType<typeof sql>, { startSeq, beforeSeq }: AttachedQuery) =>
  beforeSeq === null ? sql`${seq} > ${startSeq}` : sql`${seq} > ${startSeq} and ${seq} < ${beforeSeq}`

const shown = ({ readerId, now }: AttachedQuery) => sql`m.erased_at is null
  and (m.expires_at is null or m.expires_at > ${now})
  and not exists (select from messenger.mark h where h.profile_id = ${readerId}::uuid and h.chat_id = m.chat_id
    and h.seq = m.seq and h.mark = 'hidden')`

const like = (words: string): string => `%${likeLiteral(words)}%`
