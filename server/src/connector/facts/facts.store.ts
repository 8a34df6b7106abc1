import { sql } from 'kysely'
import type { SchoolFacts } from '#contract/connector/composition.ts'
import { FACT_TYPES, type FactType } from '#contract/connector/connector.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface FactKey {
  type: FactType
  id: string
}

export interface StoredFact extends FactKey {
  revision: number
  /** Null of a fact that is removed. */
  data: object | null
}

const keysOf = (keys: readonly FactKey[]) => sql`unnest(
  ${keys.map(({ type }) => type)}::text[], ${keys.map(({ id }) => id)}::text[]) as k (type, id)`

/** What is known of these facts. */
export async function readFacts(reader: Reader, communityId: string, keys: readonly FactKey[]): Promise<StoredFact[]> {
  if (keys.length === 0) return []
  const result = await sql<StoredFact>`
    select f.type, f.id, f.revision, f.data from connector.fact f join ${keysOf(keys)} on f.type = k.type and f.id = k.id
    where f.community_id = ${communityId}::uuid`.execute(reader)
  return result.rows.map((row) => ({ ...row, revision: Number(row.revision) }))
}

/** Writes facts that are new or newer; whoever calls holds the organisation. */
export async function writeFacts(tx: Tx, communityId: string, facts: readonly StoredFact[]): Promise<void> {
  if (facts.length === 0) return
  const rows = JSON.stringify(facts)
  await sql`insert into connector.fact (community_id, type, id, revision, data)
    select ${communityId}::uuid, r.type, r.id, r.revision, r.data
    from jsonb_to_recordset(${rows}::jsonb) as r (type text, id text, revision bigint, data jsonb)
    on conflict (community_id, type, id) do update set revision = excluded.revision, data = excluded.data
    where excluded.revision > connector.fact.revision`.execute(tx)
}

/** Everything that holds, by type. */
export async function readSchool(reader: Reader, communityId: string): Promise<SchoolFacts> {
  const result = await sql<{ type: FactType; id: string; data: object }>`
    select type, id, data from connector.fact where community_id = ${communityId}::uuid and data is not null`.execute(
    reader,
  )
  const facts = Object.fromEntries(FACT_TYPES.map((type) => [type, new Map<string, object>()])) as Record<
    FactType,
    Map<string, object>
  >
  for (const { type, id, data } of result.rows) facts[type].set(id, data)
  return facts as unknown as SchoolFacts
}

/** How many facts hold. */
export async function countFacts(reader: Reader, communityId: string): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::integer as count from connector.fact
    where community_id = ${communityId}::uuid and data is not null`.execute(reader)
  return result.rows[0]!.count
}

export async function deleteFacts(tx: Tx, communityId: string): Promise<void> {
  await tx.deleteFrom('connector.fact').where('community_id', '=', communityId).execute()
}
