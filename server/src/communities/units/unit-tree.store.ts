import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Holds all departments of a community, so that two moves at once make no ring of them. */
export async function holdTree(tx: Tx, communityId: string): Promise<void> {
  await sql`select id from communities.unit where community_id = ${communityId}::uuid order by id
    for no key update`.execute(tx)
}

/** A department and everything of which it is a part, from itself to the top. */
export async function chainOf(reader: Reader, unitId: string): Promise<string[]> {
  const result = await sql<{ id: string }>`
    with recursive chain as (
      select id, parent_id, 1 as level from communities.unit where id = ${unitId}::uuid
      union all
      select u.id, u.parent_id, c.level + 1 from communities.unit u join chain c on u.id = c.parent_id)
    select id from chain order by level`.execute(reader)
  return result.rows.map((row) => row.id)
}

/** How many levels a department has with everything under it; 1 when nothing is. */
export async function levelsUnder(reader: Reader, unitId: string): Promise<number> {
  const result = await sql<{ levels: number }>`
    with recursive parts as (
      select id, 1 as level from communities.unit where id = ${unitId}::uuid
      union all
      select u.id, p.level + 1 from communities.unit u join parts p on u.parent_id = p.id)
    select max(level)::integer as levels from parts`.execute(reader)
  return result.rows[0]!.levels
}

/** How many departments that are not archived are parts of this one. */
export async function livingPartsOf(reader: Reader, unitId: string): Promise<number> {
  const result = await sql<{ count: number }>`select count(*)::integer as count from communities.unit
    where parent_id = ${unitId}::uuid and not archived`.execute(reader)
  return result.rows[0]!.count
}

export async function isParentArchived(reader: Reader, unitId: string): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (select 1 from communities.unit u
    join communities.unit p on p.id = u.parent_id where u.id = ${unitId}::uuid and p.archived) as found`.execute(reader)
  return result.rows[0]!.found
}
