import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ConnectorOrganisationRow } from '../../platform/db/rows.ts'

export type OrganisationRow = Selectable<ConnectorOrganisationRow>

/** Holds an organisation for the system that tells its facts; false when that is another one, or none. */
export async function lockFor(tx: Tx, clientId: string, communityId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('connector.organisation')
    .select('community_id')
    .where('community_id', '=', communityId)
    .where('client_id', '=', clientId)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** What is kept of an organisation for the system that tells its facts; null when that is another one, or none. */
export async function accessFor(
  reader: Reader,
  clientId: string,
  communityId: string,
): Promise<OrganisationRow | null> {
  const row = await organisation(reader, communityId)
  return row?.client_id === clientId ? row : null
}

export async function organisation(reader: Reader, communityId: string): Promise<OrganisationRow | null> {
  const row = await reader
    .selectFrom('connector.organisation')
    .selectAll()
    .where('community_id', '=', communityId)
    .executeTakeFirst()
  return row ?? null
}

/** Holds an organisation while something of it takes effect. */
export async function lockOrganisation(tx: Tx, communityId: string): Promise<OrganisationRow | null> {
  const row = await tx
    .selectFrom('connector.organisation')
    .selectAll()
    .where('community_id', '=', communityId)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Lets a system tell the facts of an organisation, or none. */
export async function setClient(
  tx: Tx,
  row: { communityId: string; clientId: string | null; by: string; now: Date },
): Promise<void> {
  const values = { client_id: row.clientId, granted_by: row.by, since: row.now }
  await tx
    .insertInto('connector.organisation')
    .values({ community_id: row.communityId, ...values })
    .onConflict((conflict) => conflict.column('community_id').doUpdateSet(values))
    .execute()
}

/** Which system has told what is kept; null of what is kept of none. */
export async function lastTeller(reader: Reader, communityId: string): Promise<string | null> {
  return (await organisation(reader, communityId))?.told_by ?? null
}

export async function setLastTeller(tx: Tx, communityId: string, clientId: string): Promise<void> {
  await tx
    .updateTable('connector.organisation')
    .set({ told_by: clientId })
    .where('community_id', '=', communityId)
    .execute()
}

/** Something from which chats and roles follow has changed. */
export async function moveFacts(tx: Tx, communityId: string): Promise<void> {
  await tx
    .updateTable('connector.organisation')
    .set((eb) => ({ facts_version: eb('facts_version', '+', 1), tries: 0, looked_at: null }))
    .where('community_id', '=', communityId)
    .execute()
}

/** Organisations of a system after this one, by id. */
export async function pageOrganisations(
  reader: Reader,
  clientId: string,
  after: string | null,
  limit: number,
): Promise<OrganisationRow[]> {
  let query = reader.selectFrom('connector.organisation').selectAll().where('client_id', '=', clientId)
  if (after !== null) query = query.where('community_id', '>', after)
  return query.orderBy('community_id').limit(limit).execute()
}

/** Organisations of which something is still to take effect, or which were not looked at since `before`, at most `limit`. */
export async function dueOrganisations(
  reader: Reader,
  at: { now: Date; before: Date },
  limit: number,
): Promise<string[]> {
  const result = await sql<{ community_id: string }>`
    (select community_id from connector.organisation
      where client_id is not null and facts_version > done_version and (looked_at is null or looked_at <= ${at.now})
      order by looked_at nulls first limit ${limit})
    union
    (select community_id from connector.organisation
      where client_id is not null and done_at < ${at.before} and (looked_at is null or looked_at <= ${at.now})
      order by done_at limit ${limit})`.execute(reader)
  return result.rows.map((row) => row.community_id)
}

/** Nobody else looks at an organisation before then. */
export async function lookAgainAt(tx: Tx, communityId: string, at: Date, tries: number): Promise<void> {
  await tx
    .updateTable('connector.organisation')
    .set({ looked_at: at, tries })
    .where('community_id', '=', communityId)
    .execute()
}

/** Everything up to this version has taken effect; `settled` is how it stands then, when somebody has seen that nothing is left. */
export async function setDone(
  tx: Tx,
  communityId: string,
  done: { version: number; settled: string | null; now: Date },
): Promise<void> {
  await tx
    .updateTable('connector.organisation')
    .set({
      done_version: done.version,
      done_at: done.now,
      looked_at: null,
      tries: 0,
      ...(done.settled === null ? {} : { settled_digest: done.settled }),
    })
    .where('community_id', '=', communityId)
    .execute()
}

/** Removals wait for a person, or none do. */
export async function setWaiting(
  tx: Tx,
  communityId: string,
  waiting: { people: number; among: number; digest: Buffer; now: Date } | null,
): Promise<void> {
  await tx
    .updateTable('connector.organisation')
    .set((eb) => ({
      waiting_people: waiting?.people ?? null,
      waiting_among: waiting?.among ?? null,
      waiting_since: waiting?.now ?? null,
      waiting_digest: waiting?.digest ?? null,
      waiting_version: eb('waiting_version', '+', 1),
    }))
    .where('community_id', '=', communityId)
    .execute()
}

/** Lets the removals of this digest happen. */
export async function letRemovals(tx: Tx, communityId: string, digest: Buffer | null): Promise<void> {
  await tx
    .updateTable('connector.organisation')
    .set({ let_digest: digest })
    .where('community_id', '=', communityId)
    .execute()
}
