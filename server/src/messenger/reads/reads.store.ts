import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Steps of reading that lie closer together than this are one step. */
export const READ_STEP_MS = 5_000

/** Moves a read position forward; false when it stood there or beyond. */
export async function advanceReadPosition(
  tx: Tx,
  position: { chatId: string; profileId: string; seq: number; ordinal: number; now: number },
): Promise<boolean> {
  const at = new Date(position.now)
  const moved = await sql`
    insert into messenger.read_position (chat_id, profile_id, seq, ordinal, at)
    values (${position.chatId}, ${position.profileId}, ${position.seq}, ${position.ordinal}, ${at})
    on conflict (chat_id, profile_id) do update
    set seq = excluded.seq, ordinal = excluded.ordinal, reached_by_reading = true, at = excluded.at, version = messenger.read_position.version + 1
    where messenger.read_position.seq < excluded.seq
    returning seq`.execute(tx)
  if (moved.rows.length === 0) return false
  const before = new Date(position.now - READ_STEP_MS)
  const merged = await sql`
    update messenger.read_step set seq = ${position.seq}
    where (chat_id, profile_id, seq) = (
      select chat_id, profile_id, seq from messenger.read_step
      where chat_id = ${position.chatId} and profile_id = ${position.profileId} and at > ${before}
      order by seq desc limit 1)
    returning seq`.execute(tx)
  if (merged.rows.length > 0) return true
  await tx
    .insertInto('messenger.read_step')
    .values({ chat_id: position.chatId, profile_id: position.profileId, seq: position.seq, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}

/** The two farthest positions to which people have read in a chat. */
export async function readTop(reader: Reader, chatId: string): Promise<{ profileId: string; seq: number }[]> {
  const rows = await reader
    .selectFrom('messenger.read_position')
    .select(['profile_id', 'seq'])
    .where('chat_id', '=', chatId)
    .where('reached_by_reading', '=', true)
    .orderBy('seq', 'desc')
    .orderBy('profile_id')
    .limit(2)
    .execute()
  return rows.map((row) => ({ profileId: row.profile_id, seq: row.seq }))
}
