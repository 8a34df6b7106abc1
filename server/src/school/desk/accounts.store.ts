import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** The open account of a login, in whatever letters that is written. */
export function findByLogin(reader: Reader, login: string) {
  return reader
    .selectFrom('school.account')
    .select(['id', 'password_hash'])
    .where(sql<boolean>`lower(login) = lower(${login})`)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
}

/** The hash of the password of an open account. */
export async function passwordHash(reader: Reader, accountId: string): Promise<string | null> {
  const row = await reader
    .selectFrom('school.account')
    .select('password_hash')
    .where('id', '=', accountId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row?.password_hash ?? null
}

export async function setPassword(tx: Tx, accountId: string, hash: string, stale: boolean): Promise<void> {
  await tx
    .updateTable('school.account')
    .set({ password_hash: hash, password_stale: stale })
    .where('id', '=', accountId)
    .execute()
}

export async function addSession(
  tx: Tx,
  session: { id: string; accountId: string; tokenHash: Buffer; now: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('school.session')
    .values({
      id: session.id,
      account_id: session.accountId,
      token_hash: session.tokenHash,
      seen_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** The live session of a token: it has not ended, and somebody has done something in it of late. */
export function findSession(reader: Reader, tokenHash: Buffer, { now, seenAfter }: { now: Date; seenAfter: Date }) {
  return reader
    .selectFrom('school.session as s')
    .innerJoin('school.account as a', 'a.id', 's.account_id')
    .select(['s.id', 's.account_id', 's.seen_at'])
    .where('s.token_hash', '=', tokenHash)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('s.seen_at', '>', seenAfter)
    .where('a.closed_at', 'is', null)
    .executeTakeFirst()
}

export async function touchSession(reader: Reader, id: string, now: Date): Promise<void> {
  await reader.updateTable('school.session').set({ seen_at: now }).where('id', '=', id).execute()
}

export async function endSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('school.session').set({ ended_at: now }).where('id', '=', id).execute()
}

/** Ends the sessions of an account, all but one when that is named. */
export async function endSessions(tx: Tx, accountId: string, now: Date, but: string | null): Promise<void> {
  await tx
    .updateTable('school.session')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .$if(but !== null, (query) => query.where('id', '<>', but!))
    .execute()
}

/** Sessions that are over by themselves, in portions; returns how many went. */
export async function forgetSessions(tx: Tx, before: Date): Promise<number> {
  const gone = await sql`delete from school.session where id in (
    select id from school.session where expires_at < ${before} limit 5000)`.execute(tx)
  return Number(gone.numAffectedRows ?? 0)
}
