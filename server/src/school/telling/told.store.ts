import { sql } from 'kysely'
import type { SchoolFacts } from '#contract/connector/composition.ts'
import { FACT_TYPES, type FactType } from '#contract/connector/connector.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface FactKey {
  type: FactType
  id: string
  revision: number
}

/** What was answered to a fact in a revision; `refusal` is null of what was taken. */
export interface Answer extends FactKey {
  refusal: string | null
  places: readonly string[]
}

/** Facts whose newest state the messenger has not acknowledged, each with its revision now. */
export async function untoldFacts(reader: Reader, organisationId: string): Promise<FactKey[]> {
  const found = await sql<FactKey>`select type, id, revision from school.fact
    where organisation_id = ${organisationId} and told_revision < revision order by type, id`.execute(reader)
  return found.rows
}

/** Notes what was answered; a fact that has changed meanwhile is still to be told. */
export async function noteAnswers(
  tx: Tx,
  organisationId: string,
  answers: readonly Answer[],
  now: Date,
): Promise<void> {
  await sql`update school.fact f set told_revision = greatest(f.told_revision, a.revision), refusal = a.refusal,
      refusal_places = array(select jsonb_array_elements_text(a.places)), answered_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb)
      as a (type text, id text, revision bigint, refusal text, places jsonb)
    where f.organisation_id = ${organisationId} and f.type = a.type and f.id = a.id`.execute(tx)
}

/**
 * Counts on from far above of facts of which the messenger knows a later revision, or other words under the same one: registers that were restored from
 * a backup have forgotten how far they had counted. A few such leaps are above whatever was told before.
 */
export async function leapRevisions(tx: Tx, organisationId: string, facts: readonly FactKey[]): Promise<void> {
  await sql`update school.fact f set revision = f.revision * 2 + 16
    from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as a (type text, id text, revision bigint)
    where f.organisation_id = ${organisationId} and f.type = a.type and f.id = a.id and f.revision = a.revision`.execute(
    tx,
  )
}

/** Has everything told again, as to a messenger that knows nothing. */
export async function forgetTold(tx: Tx, organisationId: string): Promise<void> {
  await tx
    .updateTable('school.fact')
    .set({ told_revision: 0, refusal: null, refusal_places: sql`'{}'`, answered_at: null })
    .where('organisation_id', '=', organisationId)
    .execute()
}

/** Counts what stands in the registers and was never counted. */
export async function countMissing(tx: Tx, organisationId: string, facts: SchoolFacts): Promise<void> {
  for (const type of FACT_TYPES) {
    await sql`insert into school.fact (organisation_id, type, id)
      select ${organisationId}, ${type}, id from unnest(${[...facts[type].keys()]}::text[]) as there (id)
      on conflict do nothing`.execute(tx)
  }
}
