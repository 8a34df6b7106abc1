import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { HeldFile, Media } from './media.ts'

/** Keeps what was found of files; what is known already stays as it is. */
export async function insertMedia(tx: Tx, rows: readonly Media[]): Promise<void> {
  await tx
    .insertInto('messenger.media')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Files by id, in no order; those that are not ready are left out. */
export async function readMedia(reader: Reader, fileIds: readonly string[]): Promise<Media[]> {
  if (fileIds.length === 0) return []
  return reader
    .selectFrom('messenger.media')
    .selectAll()
    .where('file_id', 'in', [...fileIds])
    .execute()
}

/** Notes which files a message holds, in this order. */
export async function holdFiles(
  tx: Tx,
  { chatId, seq }: { chatId: string; seq: number },
  held: readonly HeldFile[],
): Promise<void> {
  await tx
    .insertInto('messenger.attachment')
    .values(
      held.map(({ attachment, sourceId }, place) => ({
        chat_id: chatId,
        seq,
        place,
        file_id: attachment.id,
        source_id: sourceId,
        kind: attachment.kind,
      })),
    )
    .execute()
}

/** The files that the sender of a message has named, in his order. */
export async function sourcesOf(reader: Reader, place: { chatId: string; seq: number }): Promise<string[]> {
  const rows = await reader
    .selectFrom('messenger.attachment')
    .select('source_id')
    .where('chat_id', '=', place.chatId)
    .where('seq', '=', place.seq)
    .orderBy('place')
    .execute()
  return rows.map((row) => row.source_id)
}

/** Takes its files from a message; returns their ids. */
export async function letGoOf(tx: Tx, place: { chatId: string; seq: number }): Promise<string[]> {
  const rows = await tx
    .deleteFrom('messenger.attachment')
    .where('chat_id', '=', place.chatId)
    .where('seq', '=', place.seq)
    .returning('file_id')
    .execute()
  return rows.map((row) => row.file_id)
}

/**
 * Forgets those of these files that no message holds any more, with what was made of them; returns every file that is for
 * nothing now. A clean photo stays as long as the one that it was made of: that one may be forwarded to pupils.
 */
export async function forgetMedia(tx: Tx, fileIds: readonly string[]): Promise<string[]> {
  if (fileIds.length === 0) return []
  const ids = [...fileIds]
  // Two messages of different chats that go at the same moment: the second one sees that the first is gone.
  await sql`select from messenger.media where file_id = any(${ids}::uuid[]) or clean_id = any(${ids}::uuid[])
    or file_id in (select clean_id from messenger.media where file_id = any(${ids}::uuid[]))
    order by file_id for update`.execute(tx)
  const gone = await deleteUnheld(tx, ids)
  const cleanIds = gone.flatMap(({ clean_id }) => clean_id ?? [])
  const all = [...gone, ...(await deleteUnheld(tx, cleanIds))]
  const previewIds = [...new Set(all.flatMap(({ small_id, large_id }) => [small_id ?? [], large_id ?? []].flat()))]
  return [...all.map(({ file_id }) => file_id), ...(await withoutMedia(tx, previewIds))]
}

async function deleteUnheld(tx: Tx, fileIds: readonly string[]): Promise<Media[]> {
  if (fileIds.length === 0) return []
  const result = await sql<Media>`delete from messenger.media m where m.file_id = any(${[...fileIds]}::uuid[])
    and not exists (select from messenger.attachment a where a.file_id = m.file_id)
    and not exists (select from messenger.media o where o.clean_id = m.file_id) returning m.*`.execute(tx)
  return result.rows
}

async function withoutMedia(tx: Tx, previewIds: readonly string[]): Promise<string[]> {
  if (previewIds.length === 0) return []
  const result = await sql<{ id: string }>`select p.id from unnest(${[...previewIds]}::uuid[]) as p (id)
    where not exists (select from messenger.media m where m.small_id = p.id or m.large_id = p.id)`.execute(tx)
  return result.rows.map((row) => row.id)
}
