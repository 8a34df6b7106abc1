import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Holds units until the transaction ends, so that meanwhile nobody becomes their lead or ceases to be, and no chat of theirs is made. */
export async function holdUnits(tx: Tx, unitIds: readonly string[]): Promise<void> {
  if (unitIds.length === 0) return
  await sql`select id from communities.unit where id = any(${[...unitIds]}::uuid[]) order by id
    for no key update`.execute(tx)
}

/** What units are called, by id. */
export async function unitNames(reader: Reader, unitIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await reader
    .selectFrom('communities.unit')
    .select(['id', 'name'])
    .where('id', 'in', [...unitIds])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Who leads a unit, in the order of their ids. */
export async function leadsOf(reader: Reader, unitId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.member_role')
    .select('profile_id')
    .distinct()
    .where('unit_id', '=', unitId)
    .where('role', '=', 'lead')
    .orderBy('profile_id')
    .execute()
  return rows.map((row) => row.profile_id)
}
