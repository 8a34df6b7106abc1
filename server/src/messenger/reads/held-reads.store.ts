import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Somebody whose reading others see now. */
export interface Released {
  chatId: string
  profileId: string
  /** Whether people of the chat learn of each other how far they read. */
  isTold: boolean
}

/** Shows what was read in quiet times that are over, at most `limit` of it; as read when they ended. */
export async function releaseHeld(tx: Tx, now: number, limit: number): Promise<Released[]> {
  const result = await sql<Released>`
    with due as (
      select chat_id, profile_id, held_until from messenger.read_position
      where held_until <= ${new Date(now)}::timestamptz
      order by held_until, chat_id, profile_id limit ${limit} for update skip locked
    ), shown as (
      update messenger.read_position r set shown_seq = r.seq, held_until = null from due
      where r.chat_id = due.chat_id and r.profile_id = due.profile_id
      returning r.chat_id, r.profile_id, r.seq, due.held_until as at
    ), step as (
      insert into messenger.read_step (chat_id, profile_id, seq, at)
      select chat_id, profile_id, seq, at from shown on conflict do nothing
    )
    select shown.chat_id as "chatId", shown.profile_id as "profileId", c.kind <> 'channel' as "isTold"
    from shown join messenger.chat c on c.id = shown.chat_id order by 1, 2`.execute(tx)
  return result.rows
}
