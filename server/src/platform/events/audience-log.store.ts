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
    .where('audience_id', 'in', [...ids])
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

/** Deletes events that have outlived their log, in portions; returns how many went. */
export async function forgetEvents(tx: Tx, now: number): Promise<number> {
  const result = await sql`delete from platform.log_event where ctid in (
    select ctid from platform.log_event where at < ${new Date(now - LOG_LIFE_MS)} limit 5000)`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}
