import { sql } from 'kysely'
import type { FactType } from '#contract/connector/connector.limits.ts'
import type { Tx } from '../../platform/db/database.ts'

/** Notes in the transaction of a change that these things are not any more what was told of them. */
export async function touchFacts(
  tx: Tx,
  organisationId: string,
  type: FactType,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await sql`insert into school.fact (organisation_id, type, id)
    select ${organisationId}, ${type}, id from unnest(${[...new Set(ids)]}::text[]) as changed (id)
    on conflict (organisation_id, type, id) do update set revision = school.fact.revision + 1`.execute(tx)
  const people = await peopleOf(tx, type, ids)
  await touchFacts(tx, organisationId, 'person', people)
}

/** Whose kinds of person follow from these facts: an employee, a pupil or a parent is told to be one. */
async function peopleOf(tx: Tx, type: FactType, ids: readonly string[]): Promise<string[]> {
  const list = [...ids]
  const asked = {
    position: sql`select person_id as id from school.position where id = any(${list}::uuid[])`,
    enrolment: sql`select person_id as id from school.enrolment where id = any(${list}::uuid[])`,
    family: sql`select unnest(array[parent_id, pupil_id]) as id from school.family where id = any(${list}::uuid[])`,
  }
  if (type !== 'position' && type !== 'enrolment' && type !== 'family') return []
  const found = await sql<{ id: string }>`${asked[type]}`.execute(tx)
  return found.rows.map(({ id }) => id)
}
