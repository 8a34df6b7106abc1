import { sql } from 'kysely'
import type { EventFrame } from '#contract/kit/socket.ts'
import { toInstant } from '../clock/clock.ts'
import type { Reader, Tx } from '../db/database.ts'

/** Events of profiles and communities are kept for this long; an older position gets a snapshot. */
export const LOG_LIFE_MS = 30 * 24 * 3_600_000

/** Last numbers of the logs of one audience. */
export async function readHeads(
  reader: Reader,
  audience: 'profile' | 'community',
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await reader
    .selectFrom('platform.log_head')
    .select(['audience_id', 'last_seq'])
    .where('audience', '=', audience)
    .where(sql<boolean>`audience_id = any(${[...ids]})`)
    .execute()
  const heads = new Map(ids.map((id) => [id, 0]))
  for (const row of rows) heads.set(row.audience_id, row.last_seq)
  return heads
}

/** Events with `from <= seq <= to`, ascending. */
export async function readAudienceLog(
  reader: Reader,
  audience: 'profile' | 'community',
  id: string,
  from: number,
  to: number,
): Promise<EventFrame[]> {
  const rows = await reader
    .selectFrom('platform.log_event')
    .select(['seq', 'name', 'payload', 'at'])
    .where('audience', '=', audience)
    .where('audience_id', '=', id)
    .where('seq', '>=', from)
    .where('seq', '<=', to)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    t: 'event',
    e: row.name,
    a: audience,
    id,
    s: row.seq,
    at: toInstant(row.at),
    p: row.payload,
  }))
}

/** Takes the next number of a log under the lock of its head and writes the row; returns the number. */
export async function appendToLog(
  tx: Tx,
  audience: string,
  id: string,
  name: string,
  payload: unknown,
  at: Date,
): Promise<number> {
  const head = await sql<{ last_seq: number }>`
    insert into platform.log_head (audience, audience_id, last_seq) values (${audience}, ${id}, 1)
    on conflict (audience, audience_id) do update set last_seq = platform.log_head.last_seq + 1
    returning last_seq`.execute(tx)
  const seq = head.rows[0]!.last_seq
  await tx
    .insertInto('platform.log_event')
    .values({ audience, audience_id: id, seq, name, payload: JSON.stringify(payload), at })
    .execute()
  return seq
}

/** Deletes events that have outlived their log, in portions; returns how many went. */
export async function forgetEvents(tx: Tx, now: number): Promise<number> {
  const result = await sql`delete from platform.log_event where ctid in (
    select ctid from platform.log_event where at < ${new Date(now - LOG_LIFE_MS)} limit 5000)`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}
