import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ConnectionRow } from '../connection/connection.store.ts'

export interface LinkRow {
  profile_name: string
  linked_at: Date
}

/** Connections that speak for an organisation of the messenger. */
export function connectionsOfCommunity(reader: Reader, communityId: string): Promise<ConnectionRow[]> {
  return reader.selectFrom('school.connection').selectAll().where('community_id', '=', communityId).execute()
}

/** The link of a person with a profile of the messenger. */
export function linkOf(reader: Reader, personId: string): Promise<LinkRow | undefined> {
  return reader
    .selectFrom('school.link')
    .select(['profile_name', 'linked_at'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

export async function putLink(
  tx: Tx,
  link: { personId: string; organisationId: string; profileName: string; linkedAt: Date },
): Promise<void> {
  const told = { profile_name: link.profileName, linked_at: link.linkedAt }
  await tx
    .insertInto('school.link')
    .values({ person_id: link.personId, organisation_id: link.organisationId, ...told })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(told))
    .execute()
}

export async function dropLink(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('school.link').where('person_id', '=', personId).execute()
}

/** Ends all links of an organisation, whose people are known to another one of the messenger from now on. */
export async function dropLinksOf(tx: Tx, organisationId: string): Promise<void> {
  await tx.deleteFrom('school.link').where('organisation_id', '=', organisationId).execute()
}

/** Ends a link that was there at a time; one that was made after it stays, however often and late this is told. */
export async function dropLinkOf(
  tx: Tx,
  { organisationId, personId, at }: { organisationId: string; personId: string; at: Date },
): Promise<void> {
  await tx
    .deleteFrom('school.link')
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', personId)
    .where('linked_at', '<=', at)
    .execute()
}

/** All links of an organisation. */
export async function linksOf(reader: Reader, organisationId: string): Promise<{ personId: string; linkedAt: Date }[]> {
  return reader
    .selectFrom('school.link')
    .select(['person_id as personId', 'linked_at as linkedAt'])
    .where('organisation_id', '=', organisationId)
    .execute()
}

/** Takes over a link that the messenger knows and the school has lost; a newer one stays. It is called as the registers call the person. */
export async function adoptLink(
  tx: Tx,
  { organisationId, personId, linkedAt }: { organisationId: string; personId: string; linkedAt: Date },
): Promise<void> {
  await sql`insert into school.link (person_id, organisation_id, profile_name, linked_at)
    select id, organisation_id, concat_ws(' ', surname, name, nullif(patronymic, '')), ${linkedAt} from school.person
    where organisation_id = ${organisationId} and id = ${personId}
    on conflict (person_id) do update set linked_at = excluded.linked_at
      where school.link.linked_at < excluded.linked_at`.execute(tx)
}

export interface Attempt {
  nonce: string
  verifier: string
}

/** Keeps what a sign-in is known by; a session has one at a time. */
export async function beginAttempt(
  tx: Tx,
  { sessionId, stateHash, nonce, verifier, now }: Attempt & { sessionId: string; stateHash: Buffer; now: Date },
): Promise<void> {
  const begun = { state_hash: stateHash, nonce, verifier, begun_at: now }
  await tx
    .insertInto('school.link_attempt')
    .values({ session_id: sessionId, ...begun })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(begun))
    .execute()
}

/** Takes the sign-in that this session has begun under this word, so that nobody takes it again. */
export function takeAttempt(
  tx: Tx,
  { sessionId, stateHash, begunAfter }: { sessionId: string; stateHash: Buffer; begunAfter: Date },
): Promise<Attempt | undefined> {
  return tx
    .deleteFrom('school.link_attempt')
    .where('session_id', '=', sessionId)
    .where('state_hash', '=', stateHash)
    .where('begun_at', '>', begunAfter)
    .returning(['nonce', 'verifier'])
    .executeTakeFirst()
}
