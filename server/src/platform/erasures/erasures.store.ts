import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'

/** One entry of the ledger. */
export interface Erasure {
  id: string
  kind: string
  target: object
  /** Milliseconds since 1970. */
  at: number
}

const KEPT_MS = 30 * 24 * 3_600_000
const SHIPPED_AT_ONCE = 1_000

export async function keepErasure(tx: Tx, { id, kind, target, at }: Erasure): Promise<void> {
  await tx
    .insertInto('platform.erasure')
    .values({ id, kind, target: JSON.stringify(target), at: new Date(at) })
    .execute()
}

/** Takes entries over that the backups hold; those that the database knows stay as they are. */
export async function takeErasures(db: Database, erasures: readonly Erasure[]): Promise<void> {
  await sql`
    insert into platform.erasure (id, kind, target, at, shipped, done)
    select id, kind, target, to_timestamp(at / 1000.0), true, false
    from jsonb_to_recordset(${JSON.stringify(erasures)}::jsonb) as e (id uuid, kind text, target jsonb, at bigint)
    on conflict (id) do nothing`.execute(db)
}

/** The oldest entry that has not been carried out here, locked; null when there is none. */
export async function nextPending(tx: Tx): Promise<Erasure | null> {
  const row = await tx
    .selectFrom('platform.erasure')
    .selectAll()
    .where('done', '=', false)
    .orderBy('at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return null
  return { id: row.id, kind: row.kind, target: row.target as object, at: row.at.getTime() }
}

export async function afterErasing(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('platform.erasure').set({ done: true }).where('id', '=', id).execute()
}

/** Entries that the backups do not hold yet, the oldest first, locked against another process. */
export async function unshippedErasures(tx: Tx): Promise<Erasure[]> {
  const rows = await tx
    .selectFrom('platform.erasure')
    .select(['id', 'kind', 'target', 'at'])
    .where('shipped', '=', false)
    .orderBy('id')
    .limit(SHIPPED_AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => ({ ...row, target: row.target as object, at: row.at.getTime() }))
}

export async function afterShipping(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('platform.erasure')
    .set({ shipped: true })
    .where('id', 'in', [...ids])
    .execute()
}

/** Deletes entries older than 30 days, in portions; the backups keep theirs. Returns how many went. */
export async function forgetErasures(tx: Tx, now: number): Promise<number> {
  const result = await sql`delete from platform.erasure where id in (
    select id from platform.erasure where done and at < ${new Date(now - KEPT_MS)} limit 5000)`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}
