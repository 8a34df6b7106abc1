import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'
import type { ErasedPerson } from '../deletion/erased-account.store.ts'

type Rows = Promise<readonly object[]>

const rowsOf = async (statement: ReturnType<typeof sql>, reader: Reader): Rows =>
  (await statement.execute(reader)).rows as object[]

export const account = (reader: Reader, { accountId }: ErasedPerson): Rows =>
  rowsOf(
    sql`select a.id, a.phone, a.email, a.phone_changed_at as "phoneChangedAt", a.password_hash is not null as "hasPassword",
        a.password_changed_at as "passwordChangedAt", a.operator, a.created_at as "createdAt",
        (select t.confirmed_at from identity.totp t where t.account_id = a.id) as "codeAppSince"
      from identity.account a where a.id = ${accountId}::uuid`,
    reader,
  )

export const profiles = (reader: Reader, { accountId }: ErasedPerson): Rows =>
  rowsOf(
    sql`select p.id, p.kind, p.surname, p.name, p.patronymic, p.staff, p.created_at as "createdAt",
        person.birth_date as "birthDate", person.birth_date_locked_at as "birthDateConfirmedAt"
      from identity.profile p join identity.person person on person.id = p.person_id
      where p.account_id = ${accountId}::uuid order by p.created_at, p.id`,
    reader,
  )

export const formerNames = (reader: Reader, { profileIds }: ErasedPerson): Rows =>
  rowsOf(
    sql`select profile_id as "profileId", surname, name, patronymic, at as "until" from identity.name_change
      where profile_id = any(${[...profileIds]}::uuid[]) order by at, id`,
    reader,
  )

export const photos = (reader: Reader, { profileIds }: ErasedPerson): Rows =>
  rowsOf(
    sql`select profile_id as "profileId", set_at as "setAt" from identity.photo
      where profile_id = any(${[...profileIds]}::uuid[])`,
    reader,
  )

export const photoChanges = (reader: Reader, { profileIds }: ErasedPerson): Rows =>
  rowsOf(
    sql`select profile_id as "profileId", what, reason, at from identity.photo_change
      where profile_id = any(${[...profileIds]}::uuid[]) order by at, id`,
    reader,
  )

export const sessions = (reader: Reader, { accountId }: ErasedPerson): Rows =>
  rowsOf(
    sql`select device, surface, started_at as "startedAt", seen_at as "seenAt", ended_at as "endedAt",
        ended_why as "endedWhy", expires_at as "expiresAt",
        recovery_code_at as "recoveryCodeAt"
      from identity.session where account_id = ${accountId}::uuid order by started_at, id`,
    reader,
  )

export const trustedBrowsers = (reader: Reader, { accountId }: ErasedPerson): Rows =>
  rowsOf(
    sql`select trusted_until as "trustedUntil" from identity.device where account_id = ${accountId}::uuid order by 1`,
    reader,
  )

export const passkeys = (reader: Reader, { accountId }: ErasedPerson): Rows =>
  rowsOf(
    sql`select name, surface, created_at as "createdAt", used_at as "usedAt" from identity.passkey
      where account_id = ${accountId}::uuid order by created_at, id`,
    reader,
  )

export const phoneMoves = (reader: Reader, { accountId }: ErasedPerson): Rows =>
  rowsOf(
    sql`select phone, state, at, due_at as "dueAt" from identity.phone_move where account_id = ${accountId}::uuid`,
    reader,
  )

export const outsideSystems = (reader: Reader, { accountId }: ErasedPerson): Rows =>
  rowsOf(
    sql`select c.name as system, o.profile_id as "profileId", o.scopes, o.confirmed_at as "confirmedAt"
      from identity.oidc_choice o join identity.oidc_client c on c.id = o.client_id
      where o.account_id = ${accountId}::uuid order by o.confirmed_at, c.id`,
    reader,
  )

/** Numbers of accounts that were united with this one. */
export const unitedAccounts = (reader: Reader, { accountIds }: ErasedPerson): Rows =>
  rowsOf(
    sql`select former_phone as "formerPhone", at from identity.account_merge
      where account_id = any(${accountIds}::uuid[]) and state = 'done' order by at, id`,
    reader,
  )

/** Whose guardian somebody is, and who are his. */
export const families = (reader: Reader, { personIds }: ErasedPerson): Rows =>
  rowsOf(
    sql`select case when g.guardian_person_id = any(${[...personIds]}::uuid[]) then 'child' else 'guardian' end as who,
        o.surname, o.name, o.patronymic, g.created_at as since
      from identity.guardian g join identity.person o
        on o.id = case when g.guardian_person_id = any(${[...personIds]}::uuid[]) then g.child_person_id else g.guardian_person_id end
      where g.guardian_person_id = any(${[...personIds]}::uuid[]) or g.child_person_id = any(${[...personIds]}::uuid[])
      order by g.created_at, o.id`,
    reader,
  )

/** Consents that somebody has given or recorded, and those that were given for him as a child. */
export const consents = (reader: Reader, { profileIds, personIds }: ErasedPerson): Rows =>
  rowsOf(
    sql`select case when c.child_person_id = any(${[...personIds]}::uuid[]) then 'forMe'
          when c.guardian_person_id is not null then 'given' else 'recorded' end as what,
        case when c.guardian_person_id is null and c.given_by = any(${[...profileIds]}::uuid[]) then null
          else child.name end as "childName",
        c.text_version as "textVersion", c.given_at as "givenAt", c.ended_at as "endedAt", c.ended_why as "endedWhy"
      from identity.consent c join identity.person child on child.id = c.child_person_id
      where c.child_person_id = any(${[...personIds]}::uuid[]) or c.guardian_person_id = any(${[...personIds]}::uuid[])
        or c.given_by = any(${[...profileIds]}::uuid[])
      order by c.given_at, c.id`,
    reader,
  )

export const deletion = (reader: Reader, { accountId }: ErasedPerson): Rows =>
  rowsOf(
    sql`select number, asked_at as "askedAt", due_at as "dueAt" from identity.deletion
      where account_id = ${accountId}::uuid`,
    reader,
  )
