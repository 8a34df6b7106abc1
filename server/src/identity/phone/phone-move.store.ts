import { type NotNull, sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

export type MoveState = 'begun' | 'proven' | 'waiting' | 'moved' | 'taken'

/** A change of the number of an account, finished or not. */
export interface PhoneMove {
  id: string
  /** Null where people have confirmed a ticket. */
  sessionId: string | null
  ticketId: string | null
  resetsFactors: boolean
  /** The account becomes one with that which has the number. */
  merges: boolean
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
  const { session_id: sessionId, ticket_id: ticketId, resets_factors: resetsFactors, merges, due_at: dueAt } = row
  return { id, sessionId, ticketId, resetsFactors, merges, phone, state: row.state as MoveState, at, dueAt }
}

/** Begins a change in place of any other of the account. */
export async function putMove(
  tx: Tx,
  move: { id: string; accountId: string; sessionId: string; phone: string; now: Date },
): Promise<void> {
  const values = { id: move.id, session_id: move.sessionId, phone: move.phone, at: move.now }
  const begun = { ...values, ticket_id: null, resets_factors: false, merges: false, state: 'begun', due_at: null }
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
  change: { state: MoveState; at: Date; dueAt?: Date; phone?: string | null },
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

/** Deletes what rests on the password or a session of an account, and not what people have confirmed. */
export async function deleteOwnMove(tx: Tx, accountId: string): Promise<void> {
  await tx
    .deleteFrom('identity.phone_move')
    .where('account_id', '=', accountId)
    .where('ticket_id', 'is', null)
    .execute()
}

/** Puts the change that a ticket leads to in place of any other of the account; it waits already. */
export async function putTicketMove(
  tx: Tx,
  move: {
    id: string
    ticketId: string
    accountId: string
    phone: string
    resetsFactors: boolean
    merges: boolean
    now: Date
    dueAt: Date
  },
): Promise<void> {
  const waiting = {
    id: move.id,
    session_id: null,
    ticket_id: move.ticketId,
    resets_factors: move.resetsFactors,
    merges: move.merges,
    phone: move.phone,
    state: 'waiting',
    at: move.now,
    due_at: move.dueAt,
  }
  await tx
    .insertInto('identity.phone_move')
    .values({ account_id: move.accountId, ...waiting })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(waiting))
    .execute()
}

/** Deletes the waiting change that a ticket has led to. */
export async function deleteTicketMove(tx: Tx, ticketId: string): Promise<void> {
  await tx.deleteFrom('identity.phone_move').where('ticket_id', '=', ticketId).where('state', '=', 'waiting').execute()
}

/** Whom a notice of a change goes to: of a waiting one the number that the account has, of a done one the old number. */
export async function noticeFacts(reader: Reader, id: string) {
  return reader
    .selectFrom('identity.phone_move as m')
    .innerJoin('identity.account as a', 'a.id', 'm.account_id')
    .select([
      'm.account_id as accountId',
      'm.state',
      'm.due_at as dueAt',
      'm.phone as movePhone',
      'a.phone',
      'a.email',
      'm.ticket_id as ticketId',
      'm.merges',
    ])
    .where('m.id', '=', id)
    .executeTakeFirst()
}

/** Numbers of the guardians of those under 18 whose account it is. */
export async function guardianPhones(reader: Reader, moveId: string, now: Date): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity.phone_move as m')
    .innerJoin('identity.profile as p', 'p.account_id', 'm.account_id')
    .innerJoin('identity.person as child', 'child.id', 'p.person_id')
    .innerJoin('identity.guardian as g', 'g.child_person_id', 'p.person_id')
    .innerJoin('identity.profile as gp', 'gp.person_id', 'g.guardian_person_id')
    .innerJoin('identity.account as a', 'a.id', 'gp.account_id')
    .select('a.phone')
    .distinct()
    .where(
      sql<boolean>`child.birth_date > (${now}::timestamptz at time zone 'Europe/Moscow')::date - interval '18 years'`,
    )
    .where('m.id', '=', moveId)
    .where('a.phone', 'is not', null)
    .$narrowType<{ phone: NotNull }>()
    .execute()
  return rows.map((row) => row.phone)
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
