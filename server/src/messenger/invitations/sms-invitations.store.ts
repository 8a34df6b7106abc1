import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** How many SMS were sent since a moment with the link of a chat, and by one person in all his chats. */
export async function sentSince(
  reader: Reader,
  { chatId, senderId }: { chatId: string; senderId: string },
  since: Date,
): Promise<{ ofChat: number; own: number }> {
  const result = await sql<{ ofChat: number; own: number }>`select
    (select count(*)::integer from messenger.sms_invitation where chat_id = ${chatId}::uuid and sent_at > ${since}) as "ofChat",
    (select count(*)::integer from messenger.sms_invitation where sender_id = ${senderId}::uuid and sent_at > ${since}) as own`.execute(
    reader,
  )
  return result.rows[0]!
}

/** Has whoever sends in this name wait for what he sends elsewhere, so that both count. */
export async function lockSender(tx: Tx, senderId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sms-invitation ${senderId}`}, 0))`.execute(tx)
}

/** False when this one is noted already. What is older than a day is forgotten along. */
export async function noteSent(
  tx: Tx,
  sent: { id: string; chatId: string; senderId: string; at: Date },
  before: Date,
): Promise<boolean> {
  const { id, chatId: chat_id, senderId: sender_id, at: sent_at } = sent
  await tx
    .deleteFrom('messenger.sms_invitation')
    .where('sent_at', '<=', before)
    .where((eb) => eb.or([eb('chat_id', '=', chat_id), eb('sender_id', '=', sender_id)]))
    .execute()
  const row = await tx
    .insertInto('messenger.sms_invitation')
    .values({ id, chat_id, sender_id, sent_at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** It has not left. */
export async function forgetSent(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('messenger.sms_invitation').where('id', '=', id).execute()
}
