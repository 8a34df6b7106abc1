import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** A merge as far as it has come. */
export interface MergeRow {
  id: string
  otherAccountId: string
  state: 'proven' | 'done'
  at: Date
}

/** The newest merge that was begun in this session. */
export async function readMerge(reader: Reader, accountId: string, sessionId: string): Promise<MergeRow | null> {
  const row = await reader
    .selectFrom('identity.account_merge')
    .select(['id', 'other_account_id', 'state', 'at'])
    .where('account_id', '=', accountId)
    .where('session_id', '=', sessionId)
    .orderBy('at', 'desc')
    .executeTakeFirst()
  if (row === undefined) return null
  return { id: row.id, otherAccountId: row.other_account_id, state: row.state as MergeRow['state'], at: row.at }
}

/** Writes down that the other account is the own too, in place of any earlier proof. */
export async function putProvenMerge(
  tx: Tx,
  merge: { id: string; accountId: string; otherAccountId: string; sessionId: string; now: Date },
): Promise<void> {
  await tx
    .deleteFrom('identity.account_merge')
    .where('account_id', '=', merge.accountId)
    .where('state', '=', 'proven')
    .execute()
  await tx
    .insertInto('identity.account_merge')
    .values({
      id: merge.id,
      account_id: merge.accountId,
      other_account_id: merge.otherAccountId,
      session_id: merge.sessionId,
      state: 'proven',
      at: merge.now,
    })
    .execute()
}

export async function setMergeDone(tx: Tx, id: string, formerPhone: string, now: Date): Promise<void> {
  await tx
    .updateTable('identity.account_merge')
    .set({ state: 'done', former_phone: formerPhone, at: now })
    .where('id', '=', id)
    .execute()
}

/** Deletes proofs that nobody has gone on with. */
export async function forgetProvenMerges(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('identity.account_merge').where('state', '=', 'proven').where('at', '<', before).execute()
}

/** Locks two accounts in the order of their ids. */
export async function lockBoth(tx: Tx, one: string, other: string): Promise<void> {
  await sql`select id from identity.account where id = any(${[one, other]}::uuid[]) order by id
    for no key update`.execute(tx)
}

/**
 * Children and guardians of one person become another's: nobody is his own guardian, and no pair stands twice. A consent that
 * holds for a child of the two stays the one that the person who remains has.
 */
export async function moveFamily(tx: Tx, from: string, to: string): Promise<void> {
  await sql`insert into identity.guardian (child_person_id, guardian_person_id, created_at)
    select case child_person_id when ${from}::uuid then ${to}::uuid else child_person_id end,
      case guardian_person_id when ${from}::uuid then ${to}::uuid else guardian_person_id end, created_at
    from identity.guardian
    where (child_person_id = ${from}::uuid and guardian_person_id <> ${to}::uuid)
      or (guardian_person_id = ${from}::uuid and child_person_id <> ${to}::uuid)
    on conflict do nothing`.execute(tx)
  await sql`delete from identity.guardian
    where child_person_id = ${from}::uuid or guardian_person_id = ${from}::uuid`.execute(tx)
  await sql`update identity.consent set guardian_person_id = ${to}::uuid
    where guardian_person_id = ${from}::uuid`.execute(tx)
  await sql`update identity.consent c set child_person_id = ${to}::uuid
    where c.child_person_id = ${from}::uuid and (c.ended_at is not null or not exists (
      select from identity.consent o where o.child_person_id = ${to}::uuid and o.ended_at is null))`.execute(tx)
}

/** Writes down what a ticket has led to. */
export async function insertTicketMerge(
  tx: Tx,
  merge: {
    id: string
    accountId: string
    otherAccountId: string
    ticketId: string
    formerPhone: string | null
    now: Date
  },
): Promise<void> {
  await tx
    .insertInto('identity.account_merge')
    .values({
      id: merge.id,
      account_id: merge.accountId,
      other_account_id: merge.otherAccountId,
      ticket_id: merge.ticketId,
      state: 'done',
      former_phone: merge.formerPhone,
      at: merge.now,
    })
    .execute()
}
