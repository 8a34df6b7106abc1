import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

/** An account that a ticket is about. */
export interface RecoverableAccount {
  accountId: string
  operator: boolean
  /** It has a number or an e-mail address, or had a number that has passed on; nobody gives one to an account that never had any. */
  hadAddress: boolean
  /** All profiles of it. */
  profileIds: string[]
}

export async function recoverableAccount(reader: Reader, profileId: string): Promise<RecoverableAccount | null> {
  const row = await reader
    .selectFrom('identity.profile as p')
    .innerJoin('identity.account as a', 'a.id', 'p.account_id')
    .select(['a.id', 'a.operator', 'a.phone', 'a.email', 'a.locked_at'])
    .where('p.id', '=', profileId)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    accountId: row.id,
    operator: row.operator,
    hadAddress: row.phone !== null || row.email !== null || row.locked_at !== null,
    profileIds: await profileIdsOf(reader, row.id),
  }
}

/**
 * Whether two accounts are one human's as far as anybody can tell: they are one, share a person, or have people of one name
 * and birth date.
 */
export async function isSameHuman(reader: Reader, one: string, other: string): Promise<boolean> {
  if (one === other) return true
  const result = await sql<{ found: boolean }>`select exists (
    select 1 from identity.profile p join identity.person x on x.id = p.person_id
    join identity.profile q on q.account_id = ${other}::uuid join identity.person y on y.id = q.person_id
    where p.account_id = ${one}::uuid and (x.id = y.id
      or (lower(x.surname), lower(x.name), lower(x.patronymic), x.birth_date)
        = (lower(y.surname), lower(y.name), lower(y.patronymic), y.birth_date))) as found`.execute(reader)
  return result.rows[0]!.found
}

export async function holdsPhone(reader: Reader, accountId: string, phone: string): Promise<boolean> {
  const row = await reader
    .selectFrom('identity.account')
    .select('id')
    .where('id', '=', accountId)
    .where('phone', '=', phone)
    .executeTakeFirst()
  return row !== undefined
}

/** Those of these numbers that are an account's. */
export async function heldAmong(
  reader: Reader,
  accountId: string,
  phones: readonly string[],
): Promise<ReadonlySet<string>> {
  if (phones.length === 0) return new Set()
  const rows = await reader
    .selectFrom('identity.account')
    .select('phone')
    .where('id', '=', accountId)
    .where(sql<boolean>`phone = any(${[...phones]}::text[])`)
    .execute()
  return new Set(rows.flatMap(({ phone }) => phone ?? []))
}

/** The operator whose number this is; null when it is nobody's, or somebody else's. */
export async function recoverableOperator(reader: Reader, phone: string): Promise<RecoverableAccount | null> {
  const row = await reader
    .selectFrom('identity.account')
    .select('id')
    .where('phone', '=', phone)
    .where('operator', '=', true)
    .executeTakeFirst()
  if (row === undefined) return null
  return { accountId: row.id, operator: true, hadAddress: true, profileIds: await profileIdsOf(reader, row.id) }
}

async function profileIdsOf(reader: Reader, accountId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity.profile')
    .select('id')
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Whether the number of one of these profiles ends with these digits. */
export async function numberEndsWith(reader: Reader, profileIds: readonly string[], digits: string): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (
    select 1 from identity.profile p join identity.account a on a.id = p.account_id
    where p.id = any(${[...profileIds]}::uuid[]) and right(a.phone, ${digits.length}) = ${digits}) as found`.execute(
    reader,
  )
  return result.rows[0]!.found
}
