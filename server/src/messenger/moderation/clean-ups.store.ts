import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** What one person has said in a chat between two numbers, without the first one. */
export interface Said {
  chatId: string
  senderId: string
  afterSeq: number
  toSeq: number
}

/** Numbers of what is there still and can be read, ascending. */
export async function saidBetween(reader: Reader, said: Said, now: Date, limit: number): Promise<number[]> {
  const rows = await reader
    .selectFrom('messenger.message')
    .select('seq')
    .where('chat_id', '=', said.chatId)
    .where('sender_id', '=', said.senderId)
    .where('seq', '>', said.afterSeq)
    .where('seq', '<=', said.toSeq)
    .where('erased_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(({ seq }) => seq)
}

/** Number of the first message of a chat that was sent then or later; null when there is none. */
export async function firstSince(reader: Reader, chatId: string, at: Date): Promise<number | null> {
  const result = await sql<{ seq: number | null }>`
    select messenger.seq_since(${chatId}::uuid, ${at}::timestamptz) as seq`.execute(reader)
  return result.rows[0]!.seq
}
