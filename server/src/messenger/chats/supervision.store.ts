import { sql } from 'kysely'
import type { Supervision } from '#contract/messenger/chats.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatRow } from './chat-views.ts'
import { DIALOGUE_PROFILES_MAX } from './dialogue-rule.ts'

/** Writes who sees a dialogue and why, or that nobody does; returns the chat in its new version. */
export async function setSupervision(tx: Tx, chatId: string, supervision: Supervision | null): Promise<ChatRow> {
  return tx
    .updateTable('messenger.chat')
    .set((eb) => ({
      supervision: supervision?.mode ?? null,
      observer_ids: supervision?.observerIds ?? [],
      version: eb('version', '+', 1),
    }))
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Those of these numbers of a chat that were taken while somebody had to see it. */
export async function takenSupervised(tx: Tx, chatId: string, seqs: readonly number[]): Promise<number[]> {
  const rows = await sql<{ seq: number }>`select s.seq from unnest(${[...seqs]}::bigint[]) as s (seq)
    cross join lateral (
      select e.payload->'chat'->>'supervision' is not null as supervised from messenger.chat_event e
      where e.chat_id = ${chatId} and e.kind = 'supervision.changed' and e.seq < s.seq
      order by e.seq desc limit 1) last
    where last.supervised`.execute(tx)
  return rows.rows.map(({ seq }) => seq)
}

/** Whether anything was ever said in a chat that somebody had to see. */
export async function everSupervised(reader: Reader, chatId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('messenger.chat_event')
    .select('seq')
    .where('chat_id', '=', chatId)
    .where('kind', '=', 'supervision.changed')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Has the rule of a chat looked at again at a time; once is enough for one time. */
export async function addDue(tx: Tx, chatId: string, at: number): Promise<void> {
  const due = new Date(at)
  await sql`insert into messenger.supervision_due (chat_id, due_at)
    select ${chatId}::uuid, ${due}::timestamptz where not exists (
      select from messenger.supervision_due d where d.chat_id = ${chatId}::uuid and d.due_at = ${due}::timestamptz)`.execute(
    tx,
  )
}

/** Has the rule looked at again in all chats of so few that one of these people may be alone with somebody. */
export async function addDueOf(tx: Tx, profileIds: readonly string[], at: number): Promise<void> {
  if (profileIds.length === 0) return
  await sql`insert into messenger.supervision_due (chat_id, due_at)
    select distinct m.chat_id, ${new Date(at)}::timestamptz from messenger.chat_member m
    join messenger.chat c on c.id = m.chat_id
    where m.profile_id = any(${[...profileIds]}::uuid[]) and m.left_seq is null and m.role <> 'observer'
      and c.kind <> 'channel' and c.members_count between 2 and ${DIALOGUE_PROFILES_MAX}`.execute(tx)
}

/** What is due, the longest-standing first. */
export async function readDue(reader: Reader, now: number, limit: number): Promise<{ id: number; chatId: string }[]> {
  const rows = await reader
    .selectFrom('messenger.supervision_due')
    .select(['id', 'chat_id'])
    .where('due_at', '<=', new Date(now))
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, chatId: row.chat_id }))
}

/** Takes what has been looked at out of the queue. */
export async function takeDue(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx
    .deleteFrom('messenger.supervision_due')
    .where('id', 'in', [...ids])
    .execute()
}
