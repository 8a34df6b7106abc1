import { sql } from 'kysely'
import { GONE_NAME } from '#contract/identity/names.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Stands where a birth date was. A column without a date would have to be thought of wherever ages are counted. */
const NO_BIRTH_DATE = '1900-01-01'

/** Whose traces are erased. */
export interface ErasedPerson {
  accountId: string
  /** The account itself, and those that were united with it. */
  accountIds: string[]
  profileIds: string[]
  personIds: string[]
}

/**
 * All profiles of an account, those that are gone already too, and of every account that was united with it or is named
 * besides; null when there is no such account.
 */
export async function readErased(
  reader: Reader,
  accountId: string,
  besides: readonly string[] = [],
): Promise<ErasedPerson | null> {
  const account = await reader
    .selectFrom('identity.account')
    .select('id')
    .where('id', '=', accountId)
    .executeTakeFirst()
  if (account === undefined) return null
  const accounts = await sql<{ id: string }>`
    with recursive own (id) as (
      select unnest(${[accountId, ...besides]}::uuid[])
      union select m.other_account_id from identity.account_merge m join own on own.id = m.account_id
        where m.state = 'done')
    select id from own order by id`.execute(reader)
  const accountIds = accounts.rows.map((row) => row.id)
  const rows = await reader
    .selectFrom('identity.profile')
    .select(['id', 'person_id'])
    .where('account_id', 'in', accountIds)
    .orderBy('id')
    .execute()
  return {
    accountId,
    accountIds,
    profileIds: rows.map((row) => row.id),
    personIds: [...new Set(rows.map((row) => row.person_id))],
  }
}

/** The numbers and e-mail addresses of accounts; one that is closed already has none. */
export async function addressesOf(reader: Reader, accountIds: readonly string[]): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity.account')
    .select(['phone', 'email'])
    .where('id', 'in', [...accountIds])
    .execute()
  return rows.map(({ phone, email }) => phone ?? email).filter((address) => address !== null)
}

/** Takes the number or the address, the password and the operator's right: nobody enters the account any more. */
export async function closeAccounts(tx: Tx, accountIds: readonly string[], now: Date): Promise<void> {
  await sql`update identity.account
    set phone = null, email = null, phone_changed_at = null, password_hash = null, password_changed_at = null, operator = false,
      locked_at = coalesce(locked_at, ${now})
    where id = any(${[...accountIds]}::uuid[])`.execute(tx)
}

/** Takes the names of people and of their profiles, birth dates and photos; returns the cards as they are now. */
export async function takeNames(tx: Tx, { accountIds, personIds }: ErasedPerson): Promise<ProfileCard[]> {
  await sql`update identity.person
    set surname = '', name = ${GONE_NAME}, patronymic = '', birth_date = ${NO_BIRTH_DATE}, birth_date_locked_at = null,
      time_zone = default
    where id = any(${[...personIds]}::uuid[])`.execute(tx)
  await sql`delete from identity.photo p using identity.profile o
    where o.id = p.profile_id and o.account_id = any(${accountIds}::uuid[])`.execute(tx)
  return await tx
    .updateTable('identity.profile')
    .set((eb) => ({
      surname: '',
      name: GONE_NAME,
      patronymic: '',
      staff: false,
      gone: true,
      version: eb('version', '+', 1),
    }))
    .where('account_id', 'in', accountIds)
    .where('gone', '=', false)
    .returning(['id', 'version', 'surname', 'name', 'patronymic', 'staff', 'gone'])
    .execute()
}

export async function sessionsOf(reader: Reader, accountIds: readonly string[]): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity.session')
    .select('id')
    .where('account_id', 'in', [...accountIds])
    .execute()
  return rows.map((row) => row.id)
}

/** Former names, families, and who has signed for a child; returns how many rows went or were emptied. */
export async function eraseRecords(tx: Tx, { profileIds, personIds }: ErasedPerson): Promise<number> {
  const statements = [
    sql`delete from identity.photo_change where profile_id = any(${[...profileIds]}::uuid[])`,
    sql`delete from identity.name_change where profile_id = any(${[...profileIds]}::uuid[])`,
    sql`delete from identity.guardian
      where child_person_id = any(${[...personIds]}::uuid[]) or guardian_person_id = any(${[...personIds]}::uuid[])`,
    sql`update identity.consent set signed_by = '' where child_person_id = any(${[...personIds]}::uuid[]) and signed_by <> ''`,
  ]
  let count = 0
  for (const statement of statements) count += Number((await statement.execute(tx)).numAffectedRows ?? 0)
  return count
}

/** Everything by which somebody signed in, here and at outside systems; returns how many rows went. */
export async function eraseSignin(tx: Tx, { accountIds, profileIds }: ErasedPerson): Promise<number> {
  const own = sql`account_id = any(${accountIds}::uuid[])`
  const profiles = sql`profile_id = any(${[...profileIds]}::uuid[])`
  const statements = [
    sql`delete from identity.oidc_payload where ${own} or ${profiles}
      or session_id in (select id from identity.session where ${own})`,
    sql`delete from identity.oidc_choice where ${own}`,
    sql`delete from identity.signin_flow where ${own} or ${profiles}`,
    sql`delete from identity.account_merge where ${own} or other_account_id = any(${accountIds}::uuid[])`,
    sql`delete from identity.phone_move where ${own}`,
    sql`delete from identity.own_data_link where ${own}`,
    sql`delete from identity.account_code where ${own}`,
    sql`delete from identity.device where ${own}`,
    sql`delete from identity.recovery_code where ${own}`,
    sql`delete from identity.totp where ${own}`,
    sql`delete from identity.passkey_challenge where ${own}`,
    sql`delete from identity.passkey where ${own}`,
    sql`delete from identity.session where ${own}`,
  ]
  let count = 0
  for (const statement of statements) count += Number((await statement.execute(tx)).numAffectedRows ?? 0)
  return count
}
