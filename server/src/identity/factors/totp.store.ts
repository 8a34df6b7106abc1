import type { Reader, Tx } from '../../platform/db/database.ts'

export interface TotpRow {
  secret: string
  confirmed_at: Date | null
  /** Half minute of the newest code that was taken. */
  last_step: string | number | bigint
}

/** Makes the secret, or another one while no code has confirmed it. */
export async function putTotp(tx: Tx, accountId: string, secret: string, at: Date): Promise<void> {
  const values = { secret, confirmed_at: null, last_step: 0, created_at: at }
  await tx
    .insertInto('identity.totp')
    .values({ account_id: accountId, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute()
}

/** Locked, so that of two that name one code at once only one is let through. */
export async function lockTotp(tx: Tx, accountId: string): Promise<TotpRow | undefined> {
  return tx
    .selectFrom('identity.totp')
    .select(['secret', 'confirmed_at', 'last_step'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
}

export async function hasTotp(reader: Reader, accountId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('identity.totp')
    .select('account_id')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function confirmTotp(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx.updateTable('identity.totp').set({ confirmed_at: at }).where('account_id', '=', accountId).execute()
}

export async function spendStep(tx: Tx, accountId: string, step: number): Promise<void> {
  await tx.updateTable('identity.totp').set({ last_step: step }).where('account_id', '=', accountId).execute()
}

export async function deleteTotp(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('identity.recovery_code').where('account_id', '=', accountId).execute()
  await tx.deleteFrom('identity.totp').where('account_id', '=', accountId).execute()
}

/** These codes on paper instead of all earlier ones. */
export async function replaceRecoveryCodes(tx: Tx, accountId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('identity.recovery_code').where('account_id', '=', accountId).execute()
  const rows = hashes.map((hash) => ({ account_id: accountId, code_hash: hash }))
  await tx.insertInto('identity.recovery_code').values(rows).execute()
}

/** Whether the code is one of the account's that was not used yet; it is now. */
export async function spendRecoveryCode(tx: Tx, accountId: string, hash: Buffer, at: Date): Promise<boolean> {
  const spent = await tx
    .updateTable('identity.recovery_code')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('account_id')
    .executeTakeFirst()
  return spent !== undefined
}

export async function countRecoveryCodes(reader: Reader, accountId: string): Promise<number> {
  const row = await reader
    .selectFrom('identity.recovery_code')
    .select((eb) => eb.fn.countAll<string>().as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.left)
}
