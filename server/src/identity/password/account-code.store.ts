import type { Reader, Tx } from '../../platform/db/database.ts'

/** What a code is good for; one for something else is a wrong one. */
export type CodePurpose = 'password' | 'oldPhone' | 'newPhone' | 'deletion' | 'ownData'

interface Which {
  accountId: string
  purpose: CodePurpose
}

export async function putAccountCode(
  tx: Tx,
  { accountId, purpose }: Which,
  code: { codeHash: Buffer; expiresAt: Date },
): Promise<void> {
  const values = { code_hash: code.codeHash, tries: 0, expires_at: code.expiresAt, used_at: null }
  await tx
    .insertInto('identity.account_code')
    .values({ account_id: accountId, purpose, ...values })
    .onConflict((conflict) => conflict.columns(['account_id', 'purpose']).doUpdateSet(values))
    .execute()
}

export async function readAccountCode(reader: Reader, { accountId, purpose }: Which) {
  return reader
    .selectFrom('identity.account_code')
    .select(['code_hash', 'tries', 'expires_at', 'used_at'])
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .executeTakeFirst()
}

export async function countAccountTry(tx: Tx, { accountId, purpose }: Which): Promise<void> {
  await tx
    .updateTable('identity.account_code')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .execute()
}

export async function spendAccountCode(tx: Tx, { accountId, purpose }: Which, at: Date): Promise<void> {
  await tx
    .updateTable('identity.account_code')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .execute()
}

/** Whatever codes an account has been sent are worth nothing any more. */
export async function forgetAccountCodes(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('identity.account_code').where('account_id', '=', accountId).execute()
}
