import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatRow } from '../chats/chat-views.ts'

/** Gives a chat another picture, or none, and a newer version. */
export async function setPictureId(tx: Tx, chatId: string, pictureId: string | null): Promise<ChatRow> {
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({ picture_id: pictureId, version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function insertPictures(
  tx: Tx,
  { pictureId, chatId, sourceId }: { pictureId: string; chatId: string; sourceId: string },
  squares: readonly { size: number; fileId: string }[],
): Promise<void> {
  const row = { picture_id: pictureId, chat_id: chatId, source_id: sourceId }
  await tx
    .insertInto('messenger.chat_picture')
    .values(squares.map(({ size, fileId }) => ({ ...row, size, file_id: fileId })))
    .execute()
}

/** Deletes the picture of a chat; returns the files in which it was kept. */
export async function deletePictures(tx: Tx, chatId: string): Promise<string[]> {
  const rows = await tx
    .deleteFrom('messenger.chat_picture')
    .where('chat_id', '=', chatId)
    .returning('file_id')
    .execute()
  return rows.map((row) => row.file_id)
}

/** Which upload the picture of a chat was made of; null when it has none. */
export async function sourceOf(reader: Reader, chatId: string): Promise<string | null> {
  const row = await reader
    .selectFrom('messenger.chat_picture')
    .select('source_id')
    .where('chat_id', '=', chatId)
    .limit(1)
    .executeTakeFirst()
  return row?.source_id ?? null
}

/** Of which chat it is the picture, and in which file it is kept in this size. */
export async function findPicture(
  reader: Reader,
  pictureId: string,
  size: number,
): Promise<{ chatId: string; fileId: string } | null> {
  const row = await reader
    .selectFrom('messenger.chat_picture')
    .select(['chat_id', 'file_id'])
    .where('picture_id', '=', pictureId)
    .where('size', '=', size)
    .executeTakeFirst()
  return row === undefined ? null : { chatId: row.chat_id, fileId: row.file_id }
}
