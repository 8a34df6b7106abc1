import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Leads decide nowhere until their organisation says so. */
export async function readDelegation(reader: Reader, communityId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('communities.delegation')
    .select('leads')
    .where('community_id', '=', communityId)
    .executeTakeFirst()
  return row?.leads ?? false
}

/** Writes the rule; false when it has been so already. Waits for decisions of leads that are under way. */
export async function writeDelegation(
  tx: Tx,
  { communityId, leads }: { communityId: string; leads: boolean },
  by: { profileId: string; now: number },
): Promise<boolean> {
  const result = await sql`
    insert into communities.delegation (community_id, leads, changed_by, changed_at)
    values (${communityId}, ${leads}, ${by.profileId}, ${new Date(by.now)})
    on conflict (community_id) do update set leads = excluded.leads, changed_by = excluded.changed_by,
      changed_at = excluded.changed_at
    where delegation.leads <> excluded.leads
    returning community_id`.execute(tx)
  return result.rows.length > 0
}

/** Everybody who leads a unit of a community, in the order of profiles. Their memberships move, so clients notice. */
export async function touchLeads(tx: Tx, communityId: string): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    update communities.member m set version = version + 1
    where m.community_id = ${communityId}::uuid and exists (
      select from communities.member_role r join communities.unit u on u.id = r.unit_id
      where r.community_id = m.community_id and r.profile_id = m.profile_id and r.role = 'lead' and not u.system)
    returning profile_id`.execute(tx)
  return result.rows.map((row) => row.profile_id).sort()
}

/**
 * Units whose pupils and parents somebody decides on: those that he leads now, without archived ones, where leads decide.
 * With `hold` the rule stays as it is until the transaction ends.
 */
export async function unitsToDecide(
  reader: Reader,
  { viewerId, communityId, hold }: { viewerId: string; communityId: string; hold: boolean },
): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select u.id from communities.delegation d
    join communities.member_role r on r.community_id = d.community_id and r.role = 'lead'
    join communities.unit u on u.id = r.unit_id and not u.system and not u.archived
    where d.community_id = ${communityId}::uuid and d.leads and r.profile_id = ${viewerId}::uuid
    order by u.id ${hold ? sql`for share of d` : sql``}`.execute(reader)
  return result.rows.map((row) => row.id)
}

/** Those who decide on the pupils and parents of these units without being administrators. */
export async function leadsWhoDecide(
  reader: Reader,
  communityId: string,
  unitIds: readonly string[],
): Promise<string[]> {
  if (unitIds.length === 0) return []
  const result = await sql<{ profile_id: string }>`
    select distinct r.profile_id from communities.delegation d
    join communities.member_role r on r.community_id = d.community_id and r.role = 'lead'
    join communities.unit u on u.id = r.unit_id and not u.system and not u.archived
    where d.community_id = ${communityId}::uuid and d.leads and u.id = any(${[...unitIds]}::uuid[])`.execute(reader)
  return result.rows.map((row) => row.profile_id)
}
