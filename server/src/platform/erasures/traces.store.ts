import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/**
 * Deletes what the platform keeps for people who are erased: the events of their profiles, and what their commands were
 * answered. Returns how many rows went.
 */
export async function forgetTraces(
  tx: Tx,
  of: { profileIds: readonly string[]; sessionIds: readonly string[] },
): Promise<number> {
  const actors = of.sessionIds.map((id) => `session:${id}`)
  const events = await sql`delete from platform.log_event
    where audience = 'profile' and audience_id = any(${[...of.profileIds]}::text[])`.execute(tx)
  const results = await sql`delete from platform.command_result
    where actor_key = any(${actors}::text[])`.execute(tx)
  return Number(events.numAffectedRows ?? 0) + Number(results.numAffectedRows ?? 0)
}
