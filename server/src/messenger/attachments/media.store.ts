import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** A message that holds a file. */
export interface Holder {
  chatId: string
  seq: number
}

/** Messages that hold a file, the newest first, after `after`. */
export async function holdersOf(
  reader: Reader,
  fileId: string,
  after: Holder | null,
  limit: number,
): Promise<Holder[]> {
  const beyond = after === null ? sql`` : sql`and (chat_id, seq) > (${after.chatId}::uuid, ${after.seq}::bigint)`
  const result = await sql<Holder>`select chat_id as "chatId", seq from messenger.attachment
    where file_id = ${fileId}::uuid ${beyond} order by chat_id, seq limit ${limit}`.execute(reader)
  return result.rows
}

/** Those of these files that messages hold, or that were made of what they hold: they are their chats' and no person's. */
export async function heldAmong(reader: Reader, fileIds: readonly string[]): Promise<Set<string>> {
  const ids = [...fileIds]
  const result = await sql<{ id: string }>`
    select f.id from unnest(${ids}::uuid[]) as f (id) where exists (
      select from messenger.media m join messenger.attachment a on a.file_id = m.file_id
      where f.id in (m.file_id, m.clean_id, m.small_id, m.large_id))`.execute(reader)
  return new Set(result.rows.map((row) => row.id))
}

/** Files that were made ready before a moment and that no message has taken. */
export async function unusedMedia(reader: Reader, before: Date, limit: number): Promise<string[]> {
  const result = await sql<{ file_id: string }>`select m.file_id from messenger.media m
    where m.created_at < ${before} and not exists (select from messenger.attachment a where a.file_id = m.file_id)
      and not exists (select from messenger.media o where o.clean_id = m.file_id)
      and not exists (select from messenger.attachment a where a.file_id = m.clean_id)
    order by m.created_at limit ${limit}`.execute(reader)
  return result.rows.map((row) => row.file_id)
}
