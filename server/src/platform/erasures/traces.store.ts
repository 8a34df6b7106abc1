import { sql } from 'kysely'
import { forgetPeople } from '../audit/audit.store.ts'
import type { Tx } from '../db/database.ts'

/**
 * Deletes what the platform keeps for people who are erased: the events of their profiles, and what their commands were
 * answered; in the log of administrative acts nobody can tell any more who they were. Returns how many rows went.
 */
export async function forgetTraces(
  tx: Tx,
  of: { accountIds: readonly string[]; profileIds: readonly string[]; sessionIds: readonly string[] },
): Promise<number> {
  const actors = of.sessionIds.map((id) => `session:${id}`)
  const events = await sql`delete from platform.log_event
    where audience = 'profile' and audience_id = any(${[...of.profileIds]}::text[])`.execute(tx)
  const results = await sql`delete from platform.command_result
    where actor_key = any(${actors}::text[])`.execute(tx)
  const pseudonyms = await forgetPeople(tx, [...of.accountIds, ...of.profileIds])
  return pseudonyms + Number(events.numAffectedRows ?? 0) + Number(results.numAffectedRows ?? 0)
}
