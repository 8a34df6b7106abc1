import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Puts a new address in the place of earlier ones of the account. */
export async function putLink(
  tx: Tx,
  link: { tokenHash: Buffer; accountId: string; sessionId: string; expiresAt: Date },
): Promise<void> {
  await tx.deleteFrom('identity.own_data_link').where('account_id', '=', link.accountId).execute()
  await tx
    .insertInto('identity.own_data_link')
    .values({
      token_hash: link.tokenHash,
      account_id: link.accountId,
      session_id: link.sessionId,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** Counts a use of an address by the session that has opened it; false when it is not good any more. */
export async function spendLink(
  reader: Reader,
  link: { tokenHash: Buffer; sessionId: string; now: Date; usesMax: number },
): Promise<boolean> {
  const result = await sql`update identity.own_data_link set uses = uses + 1
    where token_hash = ${link.tokenHash} and session_id = ${link.sessionId}::uuid and expires_at > ${link.now}
      and uses < ${link.usesMax}`.execute(reader)
  return (result.numAffectedRows ?? 0n) > 0n
}

export async function forgetLinks(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('identity.own_data_link').where('expires_at', '<=', now).execute()
}
