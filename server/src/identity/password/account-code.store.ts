import type { Reader, Tx } from '../../platform/db/database.ts'

export async function putAccountCode(
  tx: Tx,
  code: { accountId: string; codeHash: Buffer; expiresAt: Date },
): Promise<void> {
  const values = { code_hash: code.codeHash, tries: 0, expires_at: code.expiresAt, used_at: null }
  await tx
    .insertInto('identity.account_code')
    .values({ account_id: code.accountId, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute()
}

export async function readAccountCode(reader: Reader, accountId: string) {
  return reader
    .selectFrom('identity.account_code')
    .select(['code_hash', 'tries', 'expires_at', 'used_at'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

export async function countAccountTry(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('identity.account_code')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('account_id', '=', accountId)
    .execute()
}

export async function spendAccountCode(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx.updateTable('identity.account_code').set({ used_at: at }).where('account_id', '=', accountId).execute()
}
