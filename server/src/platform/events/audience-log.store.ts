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

/** An event of one log, as it is kept there. */
export interface LogEntry {
  id: string
  payload: unknown
}

/**
 * Takes the next numbers of logs under the locks of their heads, in the order of their ids, and writes the rows; returns the
 * numbers in the order of the entries. Several entries of one log follow each other.
 */
export async function appendToLogs(
  tx: Tx,
  audience: string,
  name: string,
  entries: readonly LogEntry[],
  at: Date,
): Promise<number[]> {
  if (entries.length === 0) return []
  const result = await sql<{ seq: number }>`
    with given as materialized (
      select g.id, g.payload, g.n, row_number() over (partition by g.id order by g.n) as k, count(*) over (partition by g.id) as all_of_it
      from unnest(${entries.map(({ id }) => id)}::text[], ${entries.map(({ payload }) => JSON.stringify(payload))}::text[])
        with ordinality as g (id, payload, n)),
    head as (
      insert into platform.log_head (audience, audience_id, last_seq)
      select ${audience}, id, count(*) from given group by id order by id
      on conflict (audience, audience_id) do update set last_seq = platform.log_head.last_seq + excluded.last_seq
      returning audience_id, last_seq),
    numbered as materialized (
      select g.id, g.payload, g.n, h.last_seq - g.all_of_it + g.k as seq from given g join head h on h.audience_id = g.id),
    kept as (
      insert into platform.log_event (audience, audience_id, seq, name, payload, at)
      select ${audience}, id, seq, ${name}, payload::jsonb, ${at} from numbered)
    select seq from numbered order by n`.execute(tx)
  return result.rows.map(({ seq }) => seq)
}

/** Deletes events that have outlived their log, in portions; returns how many went. */
export async function forgetEvents(tx: Tx, now: number): Promise<number> {
  const result = await sql`delete from platform.log_event where ctid in (
    select ctid from platform.log_event where at < ${new Date(now - LOG_LIFE_MS)} limit 5000)`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}
