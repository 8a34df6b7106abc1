import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatRow } from '../chats/chat-views.ts'

/** What a chat says of itself; empty when it says nothing. */
export async function readDescription(reader: Reader, chatId: string): Promise<string> {
  const row = await reader
    .selectFrom('messenger.chat')
    .select('description')
    .where('id', '=', chatId)
    .executeTakeFirstOrThrow()
  return row.description
}

/** Has a chat say something else of itself; null when it says that already. */
export async function setDescription(tx: Tx, chatId: string, description: string): Promise<ChatRow | null> {
  const row = await tx
    .updateTable('messenger.chat')
    .set((eb) => ({ description, version: eb('version', '+', 1) }))
    .where('id', '=', chatId)
    .where('description', '<>', description)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}
