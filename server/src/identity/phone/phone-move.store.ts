import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

export type MoveState = 'begun' | 'proven' | 'waiting' | 'moved' | 'taken'

/** A change of the number of an account, finished or not. */
export interface PhoneMove {
  id: string
  sessionId: string
  /** E.164: the new number; once moved, the old one until its owner has been told. */
  phone: string | null
  state: MoveState
  /** When it came to its state. */
  at: Date
  /** When a waiting one happens. */
  dueAt: Date | null
}

export async function readMove(reader: Reader, accountId: string): Promise<PhoneMove | null> {
  const row = await reader
    .selectFrom('identity.phone_move')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { id, phone, at } = row
  return { id, sessionId: row.session_id, phone, state: row.state as MoveState, at, dueAt: row.due_at }
}

/** Begins a change in place of any other of the account. */
export async function putMove(
  tx: Tx,
  move: { id: string; accountId: string; sessionId: string; phone: string; now: Date },
): Promise<void> {
  const values = { id: move.id, session_id: move.sessionId, phone: move.phone, at: move.now }
  const begun = { ...values, state: 'begun', due_at: null }
  await tx
    .insertInto('identity.phone_move')
    .values({ account_id: move.accountId, ...begun })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(begun))
    .execute()
}

/** Brings a change to its next state. `phone` is kept as it is when left out. */
export async function setMoveState(
  tx: Tx,
  id: string,
  change: { state: MoveState; at: Date; dueAt?: Date; phone?: string },
): Promise<void> {
  await tx
    .updateTable('identity.phone_move')
    .set({
      state: change.state,
      at: change.at,
      due_at: change.dueAt ?? null,
      ...(change.phone === undefined ? {} : { phone: change.phone }),
    })
    .where('id', '=', id)
    .execute()
}

export async function deleteMove(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('identity.phone_move').where('account_id', '=', accountId).execute()
}

/** Whom the number of a change belongs to that its notice goes to: of a waiting one the account's, of a done one the old. */
export async function noticePhone(reader: Reader, id: string) {
  return reader
    .selectFrom('identity.phone_move as m')
    .innerJoin('identity.account as a', 'a.id', 'm.account_id')
    .select(['m.state', 'm.due_at as dueAt', 'm.phone as oldPhone', 'a.phone', 'a.email'])
    .where('m.id', '=', id)
    .executeTakeFirst()
}

/** Forgets the old number, whose owner has been told. */
export async function forgetOldPhone(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('identity.phone_move')
    .set({ phone: null })
    .where('id', '=', id)
    .where('state', '=', 'moved')
    .execute()
}

/** Accounts whose wait is over. */
export async function dueMoves(reader: Reader, now: Date): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity.phone_move')
    .select('account_id')
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(100)
    .execute()
  return rows.map((row) => row.account_id)
}

/** Deletes changes that nobody has gone on with, and those that are long over. */
export async function forgetMoves(tx: Tx, before: { unfinished: Date; over: Date }): Promise<void> {
  await sql`delete from identity.phone_move
    where state in ('begun', 'proven') and at < ${before.unfinished}
      or state in ('moved', 'taken') and at < ${before.over}`.execute(tx)
}
