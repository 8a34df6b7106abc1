import type { Reader, Tx } from '../../platform/db/database.ts'

export interface PhoneProofRow {
  id: string
  /** E.164. */
  phone: string
  code_hash: Buffer
  tries: number
  expires_at: Date
  proven_at: Date | null
}

export async function insertProof(
  tx: Tx,
  proof: { id: string; tokenHash: Buffer; phone: string; codeHash: Buffer; expiresAt: Date; now: Date },
): Promise<void> {
  await tx
    .insertInto('identity.phone_proof')
    .values({
      id: proof.id,
      token_hash: proof.tokenHash,
      phone: proof.phone,
      code_hash: proof.codeHash,
      expires_at: proof.expiresAt,
      created_at: proof.now,
    })
    .execute()
}

export async function accessProof(reader: Reader, tokenHash: Buffer): Promise<PhoneProofRow | null> {
  const row = await reader
    .selectFrom('identity.phone_proof')
    .select(['id', 'phone', 'code_hash', 'tries', 'expires_at', 'proven_at'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ?? null
}

/** Waits for whoever tries a code of the same proof. */
export async function lockProof(tx: Tx, id: string): Promise<PhoneProofRow | null> {
  const row = await tx
    .selectFrom('identity.phone_proof')
    .select(['id', 'phone', 'code_hash', 'tries', 'expires_at', 'proven_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function countProofTry(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('identity.phone_proof')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function setProven(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('identity.phone_proof').set({ proven_at: now }).where('id', '=', id).execute()
}

/** Codes that went to a number before are worth nothing once a newer one is on its way. */
export async function spendEarlierProofs(tx: Tx, phone: string, now: Date): Promise<void> {
  await tx
    .updateTable('identity.phone_proof')
    .set({ expires_at: now })
    .where('phone', '=', phone)
    .where('proven_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
}

export async function forgetProofs(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('identity.phone_proof').where('created_at', '<', before).execute()
}
