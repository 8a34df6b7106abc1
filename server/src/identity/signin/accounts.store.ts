import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { deleteOwnMove } from '../phone/phone-move.store.ts'
import { type Address, isEmail } from './address.ts'

export interface AccountRow {
  id: string
  phone: string | null
  phone_changed_at: Date | null
  email: string | null
  password_hash: string | null
  password_changed_at: Date | null
  operator: boolean
}

const COLUMNS = [
  'id',
  'phone',
  'phone_changed_at',
  'email',
  'password_hash',
  'password_changed_at',
  'operator',
] as const

/** Where the codes of an account go. */
export function addressOf({ phone, email }: Pick<AccountRow, 'phone' | 'email'>): Address {
  const address = phone ?? email
  if (address === null) throw new Error('An account has no address')
  return address
}

export async function findAccount(reader: Reader, address: Address): Promise<AccountRow | null> {
  const row = await reader
    .selectFrom('identity.account')
    .select(COLUMNS)
    .where(isEmail(address) ? 'email' : 'phone', '=', address)
    .executeTakeFirst()
  return row ?? null
}

/** An account that has an address; null for one whose number has passed on, and for a pupil who comes by a class card. */
export async function findOpenAccount(reader: Reader, id: string): Promise<AccountRow | null> {
  const row = await reader
    .selectFrom('identity.account')
    .select(COLUMNS)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('phone', 'is not', null), eb('email', 'is not', null)]))
    .executeTakeFirst()
  return row ?? null
}

/** The account of somebody who is signed in or signs in: it has an address. */
export async function readAccount(reader: Reader, id: string): Promise<AccountRow> {
  const account = await findOpenAccount(reader, id)
  if (account === null) throw new Error('The account has no address')
  return account
}

/** Takes the number from an account, which nobody enters any more, and the operator's right with it. */
export async function takePhone(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('identity.account')
    .set({ phone: null, email: null, locked_at: now, operator: false })
    .where('id', '=', accountId)
    .execute()
}

/** When a ticket has last given an account back to its owner; null for almost all. */
export async function reopenedAt(reader: Reader, id: string): Promise<Date | null> {
  const row = await reader
    .selectFrom('identity.account')
    .select('reopened_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.reopened_at
}

export async function setReopened(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('identity.account').set({ reopened_at: now }).where('id', '=', id).execute()
}

export async function accountSince(reader: Reader, id: string): Promise<Date> {
  const row = await reader
    .selectFrom('identity.account')
    .select('created_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.created_at
}

/** The account of this address, made when there is none. */
export async function ensureAccount(tx: Tx, id: string, address: Address, now: number): Promise<AccountRow> {
  const column = isEmail(address) ? 'email' : 'phone'
  await tx
    .insertInto('identity.account')
    .values({ id, [column]: address, created_at: new Date(now) })
    .onConflict((conflict) => conflict.column(column).doNothing())
    .execute()
  return (await findAccount(tx, address))!
}

/** Locks an account, so that two sign-ins of one person end one after the other. */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.selectFrom('identity.account').select('id').where('id', '=', accountId).forNoKeyUpdate().execute()
}

/** Moves the account to another number; fails where that is another account's. A closed one is open again. */
export async function setPhone(tx: Tx, accountId: string, phone: string, now: Date): Promise<void> {
  await tx
    .updateTable('identity.account')
    .set({ phone, email: null, phone_changed_at: now, locked_at: null })
    .where('id', '=', accountId)
    .execute()
}

/** A new password; a change of the number that rests on the earlier one is over with it. */
export async function setPasswordHash(tx: Tx, accountId: string, hash: string, now: number): Promise<void> {
  await deleteOwnMove(tx, accountId)
  await tx
    .updateTable('identity.account')
    .set({ password_hash: hash, password_changed_at: new Date(now) })
    .where('id', '=', accountId)
    .execute()
}

export async function setOperator(tx: Tx, accountId: string): Promise<void> {
  await tx.updateTable('identity.account').set({ operator: true }).where('id', '=', accountId).execute()
}

export async function hasOperator(reader: Reader): Promise<boolean> {
  const row = await reader.selectFrom('identity.account').select('id').where('operator', '=', true).limit(1).execute()
  return row.length > 0
}

export async function profilesOf(reader: Reader, accountId: string) {
  return reader
    .selectFrom('identity.profile')
    .select(['id', 'kind', 'surname', 'name', 'patronymic'])
    .where('account_id', '=', accountId)
    .where('gone', '=', false)
    .orderBy('created_at')
    .execute()
}

/** The first profile of each of these accounts, and the address of those that have one. */
export async function signersOf(reader: Reader, accountIds: readonly string[]): Promise<SignerRow[]> {
  const result = await sql<SignerRow>`
    select a.id, a.phone, a.email, p.surname, p.name, p.patronymic from identity.account a
    left join lateral (select surname, name, patronymic from identity.profile
      where account_id = a.id and not gone order by created_at limit 1) p on true
    where a.id = any(${[...accountIds]}::uuid[])`.execute(reader)
  return result.rows
}

export interface SignerRow extends Pick<AccountRow, 'id' | 'phone' | 'email'> {
  /** Null without a profile, as the other names. */
  surname: string | null
  name: string
  patronymic: string
}

export async function insertPersonAndProfile(
  tx: Tx,
  profile: {
    personId: string
    profileId: string
    accountId: string
    names: { surname: string; name: string; patronymic: string; birthDate: string }
    now: number
  },
): Promise<void> {
  const { surname, name, patronymic, birthDate } = profile.names
  const created = new Date(profile.now)
  await tx
    .insertInto('identity.person')
    .values({ id: profile.personId, surname, name, patronymic, birth_date: birthDate, created_at: created })
    .execute()
  await tx
    .insertInto('identity.profile')
    .values({
      id: profile.profileId,
      account_id: profile.accountId,
      person_id: profile.personId,
      kind: 'learning',
      surname,
      name,
      patronymic,
      created_at: created,
    })
    .execute()
}

/** Whether this browser has shown the second factor for this account and is still trusted. */
export async function isTrustedDevice(
  reader: Reader,
  accountId: string,
  tokenHash: Buffer,
  now: number,
): Promise<boolean> {
  const row = await reader
    .selectFrom('identity.device')
    .select('id')
    .where('account_id', '=', accountId)
    .where('token_hash', '=', tokenHash)
    .where('trusted_until', '>', new Date(now))
    .executeTakeFirst()
  return row !== undefined
}

export async function trustDevice(
  tx: Tx,
  device: { id: string; accountId: string; tokenHash: Buffer; until: Date },
): Promise<void> {
  await tx
    .insertInto('identity.device')
    .values({
      id: device.id,
      account_id: device.accountId,
      token_hash: device.tokenHash,
      trusted_until: device.until,
    })
    .onConflict((conflict) =>
      conflict.columns(['token_hash', 'account_id']).doUpdateSet({ trusted_until: device.until }),
    )
    .execute()
}

/** Ends the trust in all browsers of an account, but in the one with this token. */
export async function forgetDevices(tx: Tx, accountId: string, kept: Buffer | null): Promise<void> {
  const all = tx.deleteFrom('identity.device').where('account_id', '=', accountId)
  await (kept === null ? all : all.where('token_hash', '!=', kept)).execute()
}

/** Ends the trust in one browser. */
export async function forgetDevice(tx: Tx, accountId: string, tokenHash: Buffer): Promise<void> {
  await tx
    .deleteFrom('identity.device')
    .where('account_id', '=', accountId)
    .where('token_hash', '=', tokenHash)
    .execute()
}

/** An account that nobody reaches by phone. */
export async function insertAccountWithoutPhone(tx: Tx, id: string, now: number): Promise<void> {
  await tx
    .insertInto('identity.account')
    .values({ id, created_at: new Date(now) })
    .execute()
}

/** The e-mail address by which the account of a profile signs in; null where it signs in otherwise. */
export async function emailOf(reader: Reader, profileId: string): Promise<string | null> {
  const row = await reader
    .selectFrom('identity.profile as p')
    .innerJoin('identity.account as a', 'a.id', 'p.account_id')
    .select('a.email')
    .where('p.id', '=', profileId)
    .executeTakeFirst()
  return row?.email ?? null
}

/** Those of these profiles whose accounts have never had a phone. */
export async function withoutPhone(reader: Reader, profileIds: readonly string[]): Promise<Set<string>> {
  const rows = await reader
    .selectFrom('identity.profile as p')
    .innerJoin('identity.account as a', 'a.id', 'p.account_id')
    .select('p.id')
    .where(sql<boolean>`p.id = any(${[...profileIds]}::uuid[])`)
    .where('a.phone', 'is', null)
    .where('a.locked_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}
