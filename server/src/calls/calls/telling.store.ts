import { sql } from 'kysely'
import type { CallStay } from '#contract/calls/calls.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** A call in which something may have to be told. */
export interface Turn {
  id: string
  chatId: string
  startedBy: string
  toldAt: Date | null
}

/** What has happened in a call since it was told last. */
export interface Changes {
  came: CallStay[]
  /** Sessions that are over. */
  left: string[]
  /** People of whom something has changed. */
  people: string[]
}

/** A call that runs, held until the transaction ends: one process tells what happens in it at a time. */
export async function lockForTelling(tx: Tx, callId: string): Promise<Turn | null> {
  const result = await sql<Turn>`
    select id, chat_id as "chatId", started_by as "startedBy", told_at as "toldAt" from calls.call
    where id = ${callId}::uuid and ended_at is null for no key update`.execute(tx)
  return result.rows[0] ?? null
}

/** Takes what was not told yet; the caller holds the call. */
export async function takeChanges(tx: Tx, callId: string): Promise<Changes> {
  const stays = await tx
    .updateTable('calls.stay')
    .set({ untold: false })
    .where('call_id', '=', callId)
    .where('untold', '=', true)
    .returning(['session_id', 'profile_id', 'joined_at', 'left_at'])
    .execute()
  const people = await tx
    .updateTable('calls.person')
    .set({ untold: false })
    .where('call_id', '=', callId)
    .where('untold', '=', true)
    .returning('profile_id')
    .execute()
  return {
    came: stays
      .filter((row) => row.left_at === null)
      .sort((a, b) => a.joined_at.getTime() - b.joined_at.getTime())
      .map((row) => ({
        sessionId: row.session_id,
        profileId: row.profile_id,
        joinedAt: toInstant(row.joined_at),
      })),
    left: stays.filter((row) => row.left_at !== null).map((row) => row.session_id),
    people: people.map((row) => row.profile_id),
  }
}

/** Notes that something is told now; under which number. The caller holds the call. */
export async function noteTold(tx: Tx, callId: string, now: Date): Promise<number> {
  const row = await tx
    .updateTable('calls.call')
    .set((eb) => ({ told_at: now, revision: eb('revision', '+', 1) }))
    .where('id', '=', callId)
    .returning('revision')
    .executeTakeFirstOrThrow()
  return row.revision
}

/** Number of what was told of a call last. */
export async function readRevision(reader: Reader, callId: string): Promise<number> {
  const row = await reader
    .selectFrom('calls.call')
    .select('revision')
    .where('id', '=', callId)
    .executeTakeFirstOrThrow()
  return row.revision
}

/** Calls that run and in which something was not told yet. */
export async function untoldCalls(reader: Reader, limit: number): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select c.id from calls.call c where c.ended_at is null and (
      exists (select from calls.person p where p.call_id = c.id and p.untold)
      or exists (select from calls.stay s where s.call_id = c.id and s.untold))
    limit ${limit}`.execute(reader)
  return result.rows.map(({ id }) => id)
}

/** Takes the turn to tell of reactions in a call, unless somebody has told since `before`; `ended` where none is any more. */
export async function takeApplauseTurn(
  reader: Reader,
  callId: string,
  { now, before }: { now: Date; before: Date },
): Promise<'now' | 'later' | 'ended'> {
  const taken = await sql`update calls.call set applauded_at = ${now}
    where id = ${callId}::uuid and ended_at is null and (applauded_at is null or applauded_at <= ${before})`.execute(
    reader,
  )
  if (taken.numAffectedRows === 1n) return 'now'
  const row = await reader.selectFrom('calls.call').select('ended_at').where('id', '=', callId).executeTakeFirst()
  return row?.ended_at === null ? 'later' : 'ended'
}
