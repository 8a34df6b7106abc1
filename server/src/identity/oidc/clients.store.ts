import type { Reader, Tx } from '../../platform/db/database.ts'

/** An outside system. `secret_hash` is the SHA-256 of its secret. */
export interface ClientRow {
  id: string
  name: string
  redirect_uris: string[]
  post_logout_redirect_uris: string[]
  backchannel_logout_uri: string | null
  scopes: string[]
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
