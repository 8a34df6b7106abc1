import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** A deletion that was asked for, as far as it has come. */
export interface DeletionRow {
  number: string
  /** Null once everything is erased. */
  account_id: string | null
  asked_at: Date
  due_at: Date
  closed_at: Date | null
  done_at: Date | null
  /** How many of what were erased. */
  erased: Readonly<Record<string, number>>
}

const all = (reader: Reader) =>
  reader
    .selectFrom('identity.deletion')
    .select(['number', 'account_id', 'asked_at', 'due_at', 'closed_at', 'done_at', 'erased'])

/** What was asked for an account; null when nothing was. */
export async function readDeletion(reader: Reader, accountId: string): Promise<DeletionRow | null> {
  const row = await all(reader).where('account_id', '=', accountId).executeTakeFirst()
  return (row as DeletionRow | undefined) ?? null
}

/** The same, held until the transaction ends. */
export async function lockDeletion(tx: Tx, accountId: string): Promise<DeletionRow | null> {
  const row = await all(tx).where('account_id', '=', accountId).forUpdate().executeTakeFirst()
  return (row as DeletionRow | undefined) ?? null
}

export async function readCertificate(reader: Reader, number: string): Promise<DeletionRow | null> {
  const row = await all(reader).where('number', '=', number).executeTakeFirst()
  return (row as DeletionRow | undefined) ?? null
}

export async function insertDeletion(
  tx: Tx,
  deletion: { number: string; accountId: string; askedAt: Date; dueAt: Date },
): Promise<void> {
  await tx
    .insertInto('identity.deletion')
    .values({
      number: deletion.number,
      account_id: deletion.accountId,
      asked_at: deletion.askedAt,
      due_at: deletion.dueAt,
    })
    .execute()
}

/** Takes a wish back that has not been carried out; false when there is none any more. */
export async function takeBackDeletion(tx: Tx, accountId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('identity.deletion')
    .where('account_id', '=', accountId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Puts what a restored backup does not know, or knows otherwise, as it was asked for. */
export async function restoreDeletion(
  tx: Tx,
  deletion: { number: string; accountId: string; askedAt: Date; dueAt: Date },
): Promise<void> {
  await sql`delete from identity.deletion
    where account_id = ${deletion.accountId}::uuid and number <> ${deletion.number}`.execute(tx)
  await sql`insert into identity.deletion (number, account_id, asked_at, due_at)
    values (${deletion.number}, ${deletion.accountId}::uuid, ${deletion.askedAt}, ${deletion.dueAt})
    on conflict (number) do nothing`.execute(tx)
}

/** Accounts whose time is over and of which something is left to erase, the oldest wish first. */
export async function dueDeletions(reader: Reader, now: Date, limit: number): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity.deletion')
    .select('account_id')
    .where('due_at', '<=', now)
    .where('done_at', 'is', null)
    .orderBy('due_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.account_id!)
}

export async function markClosed(tx: Tx, number: string, now: Date): Promise<void> {
  await tx.updateTable('identity.deletion').set({ closed_at: now }).where('number', '=', number).execute()
}

/** Adds to what the certificate counts. */
export async function countErased(tx: Tx, number: string, what: string, count: number): Promise<void> {
  await sql`update identity.deletion
    set erased = jsonb_set(erased, array[${what}::text], to_jsonb(coalesce((erased ->> ${what}::text)::integer, 0) + ${count}::integer))
    where number = ${number}`.execute(tx)
}

/** Nothing is left, and nothing says any more whose account it was. */
export async function markDone(tx: Tx, number: string, now: Date): Promise<void> {
  await tx
    .updateTable('identity.deletion')
    .set({ done_at: now, account_id: null })
    .where('number', '=', number)
    .execute()
}

/** Those of these profiles whose accounts are to be deleted. */
export async function leavingAmong(reader: Reader, profileIds: readonly string[]): Promise<Set<string>> {
  if (profileIds.length === 0) return new Set()
  const rows = await reader
    .selectFrom('identity.profile as p')
    .innerJoin('identity.deletion as d', 'd.account_id', 'p.account_id')
    .select('p.id')
    .where(sql<boolean>`p.id = any(${[...profileIds]}::uuid[])`)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Where the notice of a deletion goes, while it can be taken back. */
export async function noticeOf(
  reader: Reader,
  number: string,
): Promise<{ account_id: string; phone: string | null; email: string | null; due_at: Date } | null> {
  const row = await reader
    .selectFrom('identity.deletion as d')
    .innerJoin('identity.account as a', 'a.id', 'd.account_id')
    .select(['a.id as account_id', 'a.phone', 'a.email', 'd.due_at'])
    .where('d.number', '=', number)
    .where('d.closed_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** Whether some other account is an operator and stays one. Operators who leave at once come one after the other. */
export async function hasOtherOperator(tx: Tx, accountId: string): Promise<boolean> {
  const result = await sql<{ id: string; leaves: boolean }>`
    select a.id, exists (select from identity.deletion d where d.account_id = a.id) as leaves
    from identity.account a where a.operator order by a.id for no key update of a`.execute(tx)
  return result.rows.some((row) => row.id !== accountId && !row.leaves)
}

/** Children for whom a guardian of these people has consented and nobody else has, with how many guardians are left. */
export async function consentedChildren(
  reader: Reader,
  personIds: readonly string[],
): Promise<{ person_id: string; profile_id: string; surname: string; name: string; others: number }[]> {
  const result = await sql<{ person_id: string; profile_id: string; surname: string; name: string; others: number }>`
    select c.child_person_id as person_id, p.id as profile_id, p.surname, p.name,
      (select count(*)::integer from identity.guardian g
        where g.child_person_id = c.child_person_id and g.guardian_person_id <> all(${[...personIds]}::uuid[])) as others
    from identity.consent c
    join identity.profile p on p.person_id = c.child_person_id and p.kind = 'learning' and not p.gone
    where c.ended_at is null and c.guardian_person_id = any(${[...personIds]}::uuid[])
    order by p.surname, p.name, p.id`.execute(reader)
  return result.rows
}
