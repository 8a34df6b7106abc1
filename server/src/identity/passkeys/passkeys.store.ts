import type { Reader, Tx } from '../../platform/db/database.ts'

export interface PasskeyRow {
  id: string
  account_id: string
  credential_id: Buffer
  public_key: Buffer
  counter: string | number | bigint
  transports: string[]
}

export async function passkeysOf(reader: Reader, accountId: string) {
  return reader
    .selectFrom('identity.passkey')
    .select(['id', 'credential_id', 'name', 'created_at', 'used_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
}

export async function hasPasskey(reader: Reader, accountId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('identity.passkey')
    .select('id')
    .where('account_id', '=', accountId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The key that a device has named on this surface, locked, so that its counter moves on one by one. */
export async function lockPasskey(tx: Tx, credentialId: Buffer, surface: string): Promise<PasskeyRow | undefined> {
  return tx
    .selectFrom('identity.passkey')
    .select(['id', 'account_id', 'credential_id', 'public_key', 'counter', 'transports'])
    .where('credential_id', '=', credentialId)
    .where('surface', '=', surface)
    .forUpdate()
    .executeTakeFirst()
}

/** Keeps a new key; false when another account or this one has it already. */
export async function insertPasskey(
  tx: Tx,
  key: Omit<PasskeyRow, 'counter'> & { counter: number; surface: string; name: string; created_at: Date },
): Promise<boolean> {
  const made = await tx
    .insertInto('identity.passkey')
    .values(key)
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export async function notePasskeyUse(tx: Tx, id: string, counter: number, at: Date): Promise<void> {
  await tx.updateTable('identity.passkey').set({ counter, used_at: at }).where('id', '=', id).execute()
}

export async function renamePasskey(tx: Tx, accountId: string, id: string, name: string): Promise<boolean> {
  const changed = await tx
    .updateTable('identity.passkey')
    .set({ name })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

export async function deletePasskey(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('identity.passkey')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
}

/** `accountId` is null at a sign-in. Challenges that nobody has answered in time go with every new one. */
export async function insertChallenge(
  tx: Tx,
  challenge: {
    tokenHash: Buffer
    surface: string
    accountId: string | null
    challenge: string
    now: Date
    expiresAt: Date
  },
): Promise<void> {
  await tx.deleteFrom('identity.passkey_challenge').where('expires_at', '<', challenge.now).execute()
  await tx
    .insertInto('identity.passkey_challenge')
    .values({
      token_hash: challenge.tokenHash,
      surface: challenge.surface,
      account_id: challenge.accountId,
      challenge: challenge.challenge,
      expires_at: challenge.expiresAt,
    })
    .execute()
}

/** Takes a challenge away for good, whatever comes of it; null for one that is not of this surface and account, or late. */
export async function takeChallenge(
  tx: Tx,
  tokenHash: Buffer,
  bound: { surface: string; accountId: string | null },
  now: Date,
): Promise<string | null> {
  const row = await tx
    .deleteFrom('identity.passkey_challenge')
    .where('token_hash', '=', tokenHash)
    .where('surface', '=', bound.surface)
    .where('account_id', 'is not distinct from', bound.accountId)
    .returning(['challenge', 'expires_at'])
    .executeTakeFirst()
  return row === undefined || row.expires_at <= now ? null : row.challenge
}

/** Deletes all keys of an account. */
export async function deletePasskeys(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('identity.passkey').where('account_id', '=', accountId).execute()
}
