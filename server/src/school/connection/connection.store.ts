import { type Selectable, sql } from 'kysely'
import type { FactType } from '#contract/connector/connector.limits.ts'
import type { Trouble } from '#contract/school/connection.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/rows.ts'

export type ConnectionRow = Selectable<Tables['school.connection']>

/** How an organisation reaches the messenger; undefined while nothing was entered. */
export function connectionOf(reader: Reader, organisationId: string): Promise<ConnectionRow | undefined> {
  return reader
    .selectFrom('school.connection')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
}

export interface Target {
  organisation_id: string
  api_url: string | null
  client_id: string
  community_id: string
  client_secret: Buffer
}

/** Enters how the messenger is reached; what was in the way before is forgotten. */
export async function setConnection(tx: Tx, target: Target): Promise<void> {
  await tx
    .insertInto('school.connection')
    .values(target)
    .onConflict((conflict) =>
      conflict.column('organisation_id').doUpdateSet((eb) => ({
        ...target,
        version: eb('school.connection.version', '+', 1),
        trouble: null,
        trouble_since: null,
        failures: 0,
        again_at: null,
        leased_until: null,
        whole_at: null,
        told_at: null,
      })),
    )
    .execute()
}

/** Forgets how the messenger is reached, with the secret. */
export async function clearConnection(tx: Tx, organisationId: string): Promise<void> {
  await tx.deleteFrom('school.connection').where('organisation_id', '=', organisationId).execute()
}

/** Takes an organisation for a while, so that of several processes one tells its facts; undefined when another one does. */
export function lease(reader: Reader, organisationId: string, now: Date, until: Date) {
  return reader
    .updateTable('school.connection')
    .set({ leased_until: until })
    .where('organisation_id', '=', organisationId)
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst()
}

/** Organisations with something to tell, or that were not told whole since `before`, and whose pause is over. */
export async function dueOrganisations(
  reader: Reader,
  { now, before }: { now: Date; before: Date },
  limit: number,
): Promise<string[]> {
  const found = await sql<{ organisation_id: string }>`select c.organisation_id from school.connection c
    where (c.again_at is null or c.again_at <= ${now}) and (c.leased_until is null or c.leased_until <= ${now})
      and (c.whole_at is null or c.whole_at <= ${before} or exists (
        select from school.fact f where f.organisation_id = c.organisation_id and f.told_revision < f.revision))
    order by coalesce(c.again_at, c.told_at) nulls first, c.organisation_id limit ${limit}`.execute(reader)
  return found.rows.map((row) => row.organisation_id)
}

type Leased = Pick<ConnectionRow, 'organisation_id' | 'version'>

/** Everything was told; nothing is noted where somebody has entered another messenger meanwhile. */
export async function noteTold(tx: Tx, { organisation_id, version }: Leased, now: Date): Promise<void> {
  await tx
    .updateTable('school.connection')
    .set({ told_at: now, trouble: null, trouble_since: null, failures: 0, again_at: null, leased_until: null })
    .where('organisation_id', '=', organisation_id)
    .where('version', '=', version)
    .execute()
}

/** Telling has failed, and is tried again after a pause. */
export async function noteTrouble(
  tx: Tx,
  { organisation_id, version }: Leased,
  { trouble, now, againAt }: { trouble: Trouble; now: Date; againAt: Date },
): Promise<void> {
  await sql`update school.connection set failures = failures + 1, again_at = ${againAt}, leased_until = null,
      trouble_since = case when trouble = ${trouble} then trouble_since else ${now} end, trouble = ${trouble}
    where organisation_id = ${organisation_id} and version = ${version}`.execute(tx)
}

/** Whether this is still the messenger that is told; it stays so until the transaction ends. */
export async function isCurrent(tx: Tx, { organisation_id, ...told }: ConnectionRow): Promise<boolean> {
  const row = await tx
    .selectFrom('school.connection')
    .select(['version', 'client_id', 'community_id', 'api_url'])
    .where('organisation_id', '=', organisation_id)
    .forShare()
    .executeTakeFirst()
  // One that was ended and made anew counts its versions from the beginning.
  return row !== undefined && (Object.keys(row) as (keyof typeof row)[]).every((name) => row[name] === told[name])
}

/** Keeps the organisation for longer. */
export async function lengthen(tx: Tx, organisationId: string, until: Date): Promise<void> {
  await tx
    .updateTable('school.connection')
    .set({ leased_until: until })
    .where('organisation_id', '=', organisationId)
    .execute()
}

export async function noteWhole(tx: Tx, organisationId: string, now: Date): Promise<void> {
  await tx
    .updateTable('school.connection')
    .set({ whole_at: now })
    .where('organisation_id', '=', organisationId)
    .execute()
}

/** How many facts there are, of how many the newest state was not told, and how many were refused. */
export async function countFacts(
  reader: Reader,
  organisationId: string,
): Promise<{ facts: number; untold: number; refused: number }> {
  const found = await sql<{ facts: number; untold: number; refused: number }>`select count(*)::int as facts,
      (count(*) filter (where told_revision < revision))::int as untold,
      (count(*) filter (where refusal is not null))::int as refused
    from school.fact where organisation_id = ${organisationId}`.execute(reader)
  return found.rows[0]!
}

export interface RefusedRow {
  type: FactType
  id: string
  refusal: string
  refusal_places: string[]
  answered_at: Date
}

/** A page of what was refused, by type and id. */
export async function pageRefused(
  reader: Reader,
  organisationId: string,
  after: readonly [string, string] | null,
  limit: number,
): Promise<RefusedRow[]> {
  const beyond = after === null ? sql`true` : sql`(type, id) > (${after[0]}, ${after[1]})`
  const found = await sql<RefusedRow>`select type, id, refusal, refusal_places, answered_at from school.fact
    where organisation_id = ${organisationId} and refusal is not null and ${beyond}
    order by type, id limit ${limit}`.execute(reader)
  return found.rows
}
