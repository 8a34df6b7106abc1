import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface SigningKeyRow {
  kid: string
  /** RSA, PKCS #8 in DER. */
  private_key: Buffer
  signs_from: Date
}

/** All kept keys, the newest first. */
export async function readKeys(reader: Reader): Promise<SigningKeyRow[]> {
  return reader.selectFrom('identity.oidc_key').selectAll().orderBy('signs_from', 'desc').orderBy('kid').execute()
}

/** Makes other processes wait that want to make a key too. */
export async function lockKeys(tx: Tx): Promise<void> {
  await sql`lock table identity.oidc_key in share row exclusive mode`.execute(tx)
}

export async function insertKey(tx: Tx, key: SigningKeyRow): Promise<void> {
  await tx.insertInto('identity.oidc_key').values(key).execute()
}

export async function deleteKeys(tx: Tx, kids: readonly string[]): Promise<void> {
  if (kids.length > 0)
    await tx
      .deleteFrom('identity.oidc_key')
      .where('kid', 'in', [...kids])
      .execute()
}
