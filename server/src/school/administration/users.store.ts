import { sql } from 'kysely'
import { REGISTER_PAGE_MAX } from '#contract/school/school.limits.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { likeLiteral } from '../../platform/db/like-literal.ts'
import type { RegisterAsk } from '../people/people.store.ts'

export interface UserRow {
  id: string
  person_id: string
  surname: string
  name: string
  patronymic: string
  login: string
}

const wholeUser = sql`select a.id, a.person_id, p.surname, p.name, p.patronymic, a.login
  from school.account a join school.person p on p.id = a.person_id`

export async function pageUsers(
  reader: Reader,
  organisationId: string,
  { search, cursor }: RegisterAsk,
): Promise<{ rows: UserRow[]; next: string | null; total: number }> {
  const after = decodeCursor(cursor, ['text', 'text', 'text', 'id'])
  const pattern = `%${likeLiteral((search ?? '').trim().toLowerCase())}%`
  const fits = sql<boolean>`a.organisation_id = ${organisationId} and a.closed_at is null
    and lower(p.surname || ' ' || p.name || ' ' || p.patronymic || ' ' || a.login) like ${pattern}`
  const beyond =
    after === null
      ? sql`true`
      : sql`(p.surname, p.name, p.patronymic, a.id) > (${after[0]}, ${after[1]}, ${after[2]}, ${after[3]}::uuid)`
  const found = await sql<UserRow>`${wholeUser} where ${fits} and ${beyond}
    order by p.surname, p.name, p.patronymic, a.id limit ${REGISTER_PAGE_MAX + 1}`.execute(reader)
  const counted = await sql<{ total: number }>`select count(*)::int as total
    from school.account a join school.person p on p.id = a.person_id where ${fits}`.execute(reader)
  const rows = found.rows.slice(0, REGISTER_PAGE_MAX)
  const last = found.rows.length > REGISTER_PAGE_MAX ? rows.at(-1)! : null
  const next = last === null ? null : encodeCursor([last.surname, last.name, last.patronymic, last.id])
  return { rows, next, total: counted.rows[0]!.total }
}

/** An open account of the organisation. */
export async function accessUser(reader: Reader, organisationId: string, id: string): Promise<UserRow | undefined> {
  const found = await sql<UserRow>`${wholeUser}
    where a.organisation_id = ${organisationId} and a.id = ${id} and a.closed_at is null`.execute(reader)
  return found.rows[0]
}

/** The account of a person, open or closed. */
export function accountOf(reader: Reader, personId: string) {
  return reader
    .selectFrom('school.account')
    .select(['id', 'closed_at'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

export async function isAccountThere(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.selectFrom('school.account').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** Whether somebody of any organisation has this login; a closed account keeps its own. */
export async function isLoginTaken(reader: Reader, login: string): Promise<boolean> {
  const row = await reader
    .selectFrom('school.account')
    .select('id')
    .where(sql<boolean>`lower(login) = lower(${login})`)
    .executeTakeFirst()
  return row !== undefined
}

export interface NewAccount {
  id: string
  organisation_id: string
  person_id: string
  login: string
  password_hash: string
  password_stale: boolean
}

export async function addAccount(tx: Tx, account: NewAccount, now: Date): Promise<void> {
  await tx
    .insertInto('school.account')
    .values({ ...account, created_at: now })
    .execute()
}

/** Deletes an account that was closed, so that its person may be given another one. */
export async function forgetAccount(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('school.account').where('id', '=', id).execute()
}

export async function closeAccount(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.deleteFrom('school.account_role').where('account_id', '=', id).execute()
  await tx.updateTable('school.account').set({ closed_at: now }).where('id', '=', id).execute()
}

export async function setRoles(tx: Tx, accountId: string, roleIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('school.account_role').where('account_id', '=', accountId).execute()
  if (roleIds.length === 0) return
  await tx
    .insertInto('school.account_role')
    .values(roleIds.map((roleId) => ({ account_id: accountId, role_id: roleId })))
    .execute()
}

/** Roles of these accounts by name. */
export function rolesOf(reader: Reader, accountIds: readonly string[]) {
  return reader
    .selectFrom('school.account_role as given')
    .innerJoin('school.role as r', 'r.id', 'given.role_id')
    .select(['given.account_id', 'r.id', 'r.name', 'r.metarole'])
    .where(sql<boolean>`given.account_id = any(${[...accountIds]}::uuid[])`)
    .orderBy('r.name')
    .execute()
}

/** Open accounts of an organisation that are super-administrators. */
export async function supersOf(reader: Reader, organisationId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('school.account_role as given')
    .innerJoin('school.role as r', 'r.id', 'given.role_id')
    .innerJoin('school.account as a', 'a.id', 'given.account_id')
    .select('a.id')
    .where('r.organisation_id', '=', organisationId)
    .where('r.metarole', '=', 'super')
    .where('a.closed_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}
