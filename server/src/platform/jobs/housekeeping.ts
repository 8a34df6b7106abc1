import { sql } from 'kysely'
import { forgetReads } from '../audit/audit.store.ts'
import type { Tx } from '../db/database.ts'
import { forgetResults } from '../dispatch/idempotency.ts'
import { forgetErasures } from '../erasures/erasures.store.ts'
import { forgetEvents } from '../events/audience-log.store.ts'
import type { Platform } from '../platform.ts'

export const HOUSEKEEPING = 'platform.housekeeping'

/** Counters of limits whose time is over; the limiter itself deletes none. */
async function forgetCounters(tx: Tx, now: number): Promise<number> {
  const result = await sql`delete from platform.rate_limit where key in (
    select key from platform.rate_limit where expire < ${now} limit 5000)`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

/** Results of commands, events of profiles and communities, the ledger of erasures, counters, and marks of readings are deleted when their time is over. */
export async function keepHouse({ transaction, clock }: Pick<Platform, 'transaction' | 'clock'>): Promise<void> {
  for (const forget of [forgetResults, forgetEvents, forgetErasures, forgetCounters, forgetReads]) {
    while ((await transaction((tx) => forget(tx, clock.now()))) > 0);
  }
}

/** Declares the hourly job. */
export function declareHousekeeping(platform: Platform): void {
  platform.jobs.declare({ name: HOUSEKEEPING, retries: 3, cron: '41 * * * *', handle: () => keepHouse(platform) })
}
