import type { Reader, Tx } from '../../platform/db/database.ts'

export interface LinkRow {
  chat_id: string
  token: string
  made_by: string
  created_at: Date
  expires_at: Date
  uses_max: number | null
  uses: number
  approval: boolean
}

/** The link of a chat, whether it leads anywhere or not; null when it has none. */
export async function linkOf(reader: Reader, chatId: string): Promise<LinkRow | null> {
  const row = await reader
    .selectFrom('messenger.chat_link')
    .selectAll()
    .where('chat_id', '=', chatId)
    .executeTakeFirst()
  return row ?? null
}

export async function linkByToken(reader: Reader, token: string): Promise<LinkRow | null> {
  const row = await reader.selectFrom('messenger.chat_link').selectAll().where('token', '=', token).executeTakeFirst()
  return row ?? null
}

/** Puts a link into the place of the one that there was; the caller holds the head of the chat. */
export async function replaceLink(tx: Tx, link: Omit<LinkRow, 'uses'>): Promise<LinkRow> {
  await deleteLink(tx, link.chat_id)
  return tx.insertInto('messenger.chat_link').values(link).returningAll().executeTakeFirstOrThrow()
}

export async function deleteLink(tx: Tx, chatId: string): Promise<void> {
  await tx.deleteFrom('messenger.chat_link').where('chat_id', '=', chatId).execute()
}

/** Counts one more who came by the link; the caller holds the head of the chat. */
export async function countUse(tx: Tx, chatId: string): Promise<void> {
  await tx
    .updateTable('messenger.chat_link')
    .set((eb) => ({ uses: eb('uses', '+', 1) }))
    .where('chat_id', '=', chatId)
    .execute()
}

/** What a chat knows of somebody who was in it once: whether whoever leads it has removed him. */
export async function wasRemoved(reader: Reader, chatId: string, profileId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('messenger.chat_member')
    .select('removed')
    .where('chat_id', '=', chatId)
    .where('profile_id', '=', profileId)
    .where('left_seq', 'is not', null)
    .executeTakeFirst()
  return row?.removed === true
}
