import type { Message } from '#contract/messenger/chats.ts'
import type { Reader } from '../../platform/db/database.ts'
import { messageView } from '../chats/chat-views.ts'

/** Messages of one chat by number, above the number from which the reader may see. */
export async function messagesBySeq(
  reader: Reader,
  chatId: string,
  seqs: readonly number[],
  startSeq: number,
): Promise<Message[]> {
  if (seqs.length === 0) return []
  const rows = await reader
    .selectFrom('messenger.message')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where('seq', 'in', [...seqs])
    .where('seq', '>', startSeq)
    .where('erased_at', 'is', null)
    .orderBy('seq')
    .execute()
  return rows.map(messageView)
}

/** Number of the last message that counts, at or below a number of the log. */
export async function ordinalAt(reader: Reader, chatId: string, seq: number): Promise<number> {
  const row = await reader
    .selectFrom('messenger.message')
    .select('ordinal')
    .where('chat_id', '=', chatId)
    .where('seq', '<=', seq)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.ordinal ?? 0
}
