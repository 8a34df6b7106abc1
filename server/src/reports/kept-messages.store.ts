import { sql } from 'kysely'
import type { Message } from '#contract/messenger/chats.ts'
import type { Reader, Tx } from '../platform/db/database.ts'

/** Which message something is kept of; its own id tells it from another one that stands under its number after a restore. */
export type KeptKey = Pick<Message, 'chatId' | 'seq' | 'id'>

export async function insertKept(
  tx: Tx,
  { chatId, seq, id }: KeptKey,
  kept: { senderId: string; sealed: Buffer; at: Date },
): Promise<void> {
  await tx
    .insertInto('reports.kept_message')
    .values({ chat_id: chatId, seq, message_id: id, sender_id: kept.senderId, sealed: kept.sealed, erased_at: kept.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What is kept of a message; null when nothing is, or not any more. */
export async function keptOf(reader: Reader, { chatId, seq, id }: KeptKey): Promise<Buffer | null> {
  const row = await reader
    .selectFrom('reports.kept_message')
    .select('sealed')
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .where('message_id', '=', id)
    .executeTakeFirst()
  return row?.sealed ?? null
}

/** Forgets what was erased before a moment. */
export async function forgetKept(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('reports.kept_message').where('erased_at', '<', before).execute()
}

/** Forgets what is kept of a chat that is erased. */
export async function forgetKeptOfChat(tx: Tx, chatId: string): Promise<void> {
  await tx.deleteFrom('reports.kept_message').where('chat_id', '=', chatId).execute()
}

/** Forgets what is kept of these profiles, and returns how much that was. */
export async function eraseKeptOf(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const result = await sql`delete from reports.kept_message where sender_id = any(${[...profileIds]}::uuid[])`.execute(
    tx,
  )
  return Number(result.numAffectedRows ?? 0)
}

/** What is kept of a profile becomes another one's. */
export async function uniteKept(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.updateTable('reports.kept_message').set({ sender_id: to }).where('sender_id', '=', from).execute()
}
