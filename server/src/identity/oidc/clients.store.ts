import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** An outside system. `secret_hash` is the SHA-256 of its secret. */
export interface ClientRow {
  id: string
  name: string
  redirect_uris: string[]
  post_logout_redirect_uris: string[]
  backchannel_logout_uri: string | null
  scopes: string[]
  /** What it may do in its own name. */
  system_scopes: string[]
  /** Where it hears notices. */
  notice_uri: string | null
  secret_hash: Buffer
  created_at: Date
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Null for whatever is no id of a client, also for what an outsider made up. */
export async function findClient(reader: Reader, id: string): Promise<ClientRow | null> {
  if (!UUID.test(id)) return null
  const row = await reader.selectFrom('identity.oidc_client').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Clients by id, whatever they may do in their own name. */
export async function systemScopesOf(reader: Reader, id: string): Promise<string[]> {
  if (!UUID.test(id)) return []
  const row = await reader
    .selectFrom('identity.oidc_client')
    .select('system_scopes')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.system_scopes ?? []
}

/** The number of the account of a profile; null where it has none. */
export async function phoneOf(reader: Reader, profileId: string): Promise<string | null> {
  const row = await reader
    .selectFrom('identity.profile as p')
    .innerJoin('identity.account as a', 'a.id', 'p.account_id')
    .select('a.phone')
    .where('p.id', '=', profileId)
    .executeTakeFirst()
  return row?.phone ?? null
}

/** Clients that may do this in their own name, by name. */
export async function clientsWith(reader: Reader, scope: string): Promise<{ id: string; name: string }[]> {
  return reader
    .selectFrom('identity.oidc_client')
    .select(['id', 'name'])
    .where(sql<boolean>`${scope}::text = any(system_scopes)`)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

export async function listClients(reader: Reader): Promise<ClientRow[]> {
  return reader.selectFrom('identity.oidc_client').selectAll().orderBy('name').orderBy('id').execute()
}

/** False when the id is taken. */
export async function insertClient(tx: Tx, row: ClientRow): Promise<boolean> {
  const inserted = await tx
    .insertInto('identity.oidc_client')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function setSecretHash(tx: Tx, id: string, hash: Buffer): Promise<boolean> {
  const row = await tx
    .updateTable('identity.oidc_client')
    .set({ secret_hash: hash })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteClient(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.deleteFrom('identity.oidc_client').where('id', '=', id).returning('id').executeTakeFirst()
  return row !== undefined
}
