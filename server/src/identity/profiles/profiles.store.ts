import { type RawBuilder, sql } from 'kysely'
import { type NameParts, shownNames } from '#contract/identity/names.ts'
import type { OwnProfile, ProfileCard } from '#contract/identity/profiles.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { likeLiteral } from '../../platform/db/like-literal.ts'

/** What domains to the right know of a person behind a profile; they check access themselves. */
export interface PersonFacts {
  profileId: string
  personId: string
  accountId: string
  surname: string
  name: string
  patronymic: string
  birthDate: string
  staff: boolean
  version: number
}

/** A profile as others hold it; the one place that says what they are given of its name. */
function cardOf(row: ProfileCard): ProfileCard {
  return { ...row, ...shownNames(row) }
}

/** Cards by id, without any check of access. */
export async function readCards(reader: Reader, ids: readonly string[]): Promise<ProfileCard[]> {
  if (ids.length === 0) return []
  const rows = await reader
    .selectFrom('identity.profile')
    .select(['id', 'version', 'surname', 'name', 'patronymic', 'staff', 'gone'])
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
  return rows.map(cardOf)
}

export async function readPeople(reader: Reader, ids: readonly string[]): Promise<Map<string, PersonFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await reader
    .selectFrom('identity.profile as p')
    .innerJoin('identity.person as person', 'person.id', 'p.person_id')
    .select(['p.id', 'p.person_id', 'p.account_id', 'p.surname', 'p.name', 'p.patronymic', 'p.staff', 'p.version'])
    .select('person.birth_date')
    .where(sql<boolean>`p.id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        profileId: row.id,
        personId: row.person_id,
        accountId: row.account_id,
        surname: row.surname,
        name: row.name,
        patronymic: row.patronymic,
        birthDate: row.birth_date,
        staff: row.staff,
        version: row.version,
      },
    ]),
  )
}

const folded = (text: RawBuilder<unknown>) => sql`replace(lower(${text}), 'ё', 'е')`

/** Those among these profiles of whose names every word of the search begins some part. */
export async function searchNames(reader: Reader, search: string, among: readonly string[]): Promise<string[]> {
  const words = search
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/\s+/u)
    .filter((word) => word !== '')
  if (words.length === 0 || among.length === 0) return [...among]
  const name = folded(sql`' ' || surname || ' ' || name || ' ' || patronymic`)
  const matches = words.map((word) => sql`${name} like ${`% ${likeLiteral(word)}%`}`)
  const result = await sql<{ id: string }>`select id from identity.profile
    where id = any(${[...among]}::uuid[]) and ${sql.join(matches, sql` and `)}`.execute(reader)
  return result.rows.map((row) => row.id)
}

/** Sets the projected marks of profiles that are held; returns the new cards of those that had another one, without deleted ones. */
export async function writeStaff(tx: Tx, staff: ReadonlyMap<string, boolean>): Promise<ProfileCard[]> {
  const result = await sql<ProfileCard>`
    update identity.profile p set staff = w.staff, version = p.version + 1
    from unnest(${[...staff.keys()]}::uuid[], ${[...staff.values()]}::boolean[]) as w (id, staff)
    where p.id = w.id and p.staff <> w.staff and not p.gone
    returning p.id, p.version, p.surname, p.name, p.patronymic, p.staff, p.gone`.execute(tx)
  return result.rows.map(cardOf).sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** Gives a card a newer version, because something that is asked for beside it has changed; returns it. */
export async function moveCard(tx: Tx, profileId: string): Promise<ProfileCard> {
  const row = await tx
    .updateTable('identity.profile')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', profileId)
    .returning(['id', 'version', 'surname', 'name', 'patronymic', 'staff', 'gone'])
    .executeTakeFirstOrThrow()
  return cardOf(row)
}

/** Locks profiles in the order of their ids, against changes or for one. */
export async function holdProfiles(tx: Tx, ids: readonly string[], why: 'change' | 'keep'): Promise<void> {
  const strength = why === 'change' ? sql`for no key update` : sql`for share`
  await sql`select id from identity.profile where id = any(${[...ids]}::uuid[]) order by id ${strength}`.execute(tx)
}

/** Confirms the birth dates of people, in the order of their ids, where they are not confirmed yet. */
export async function lockBirthDates(tx: Tx, personIds: readonly string[], now: number): Promise<void> {
  await sql`with open as (
      select id from identity.person where id = any(${[...personIds]}::uuid[]) and birth_date_locked_at is null
      order by id for no key update)
    update identity.person p set birth_date_locked_at = ${new Date(now)} from open where p.id = open.id`.execute(tx)
}

/** A child, and somebody who answers for it; both are people. */
export interface GuardianPair {
  childId: string
  guardianId: string
}

export async function addGuardians(tx: Tx, pairs: readonly GuardianPair[], now: number): Promise<void> {
  if (pairs.length === 0) return
  await sql`insert into identity.guardian (child_person_id, guardian_person_id, created_at)
    select child_id, guardian_id, ${new Date(now)} from unnest(${pairs.map(({ childId }) => childId)}::uuid[],
      ${pairs.map(({ guardianId }) => guardianId)}::uuid[]) as w (child_id, guardian_id)
    order by child_id, guardian_id on conflict do nothing`.execute(tx)
}

export async function removeGuardian(tx: Tx, childPersonId: string, guardianPersonId: string): Promise<void> {
  await tx
    .deleteFrom('identity.guardian')
    .where('child_person_id', '=', childPersonId)
    .where('guardian_person_id', '=', guardianPersonId)
    .execute()
}

/** The guardians of a child, by person. */
export async function guardiansOf(reader: Reader, childPersonId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity.guardian')
    .select('guardian_person_id')
    .where('child_person_id', '=', childPersonId)
    .orderBy('guardian_person_id')
    .execute()
  return rows.map((row) => row.guardian_person_id)
}

/** Whether one of two profiles belongs to a guardian of the other's person. */
export async function isGuardianPair(reader: Reader, a: string, b: string): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (
    select 1 from identity.profile x join identity.profile y on y.id = ${b}
    join identity.guardian g on (g.child_person_id = x.person_id and g.guardian_person_id = y.person_id)
      or (g.child_person_id = y.person_id and g.guardian_person_id = x.person_id)
    where x.id = ${a}) as found`.execute(reader)
  return result.rows[0]!.found
}

/** Those of `others` who are parents or children of somebody, each behind one of his profiles. */
export async function familyAmong(reader: Reader, profileId: string, others: readonly string[]): Promise<Set<string>> {
  if (others.length === 0) return new Set()
  const result = await sql<{ id: string }>`select distinct y.id from identity.profile x
    join identity.guardian g on x.person_id in (g.child_person_id, g.guardian_person_id)
    join identity.profile y on y.person_id in (g.child_person_id, g.guardian_person_id) and y.person_id <> x.person_id
    where x.id = ${profileId}::uuid and y.id = any(${[...others]}::uuid[])`.execute(reader)
  return new Set(result.rows.map((row) => row.id))
}

/** The own profile with the birth date of its person. */
export async function readOwn(reader: Reader, profileId: string): Promise<OwnProfile> {
  const row = await reader
    .selectFrom('identity.profile as p')
    .innerJoin('identity.person as person', 'person.id', 'p.person_id')
    .select(['p.id', 'p.version', 'p.surname', 'p.name', 'p.patronymic', 'person.birth_date'])
    .select('person.birth_date_locked_at')
    .where('p.id', '=', profileId)
    .executeTakeFirstOrThrow()
  const { birth_date, birth_date_locked_at, ...names } = row
  return { ...names, birthDate: birth_date, birthDateLocked: birth_date_locked_at !== null }
}

/**
 * Changes the names of a profile and keeps what they were; returns the new card. The person, as organisations know him,
 * is called like his learning profile, whatever he calls a personal one.
 */
export async function writeNames(
  tx: Tx,
  change: { id: string; profileId: string; names: NameParts; now: number },
): Promise<ProfileCard> {
  const { id, profileId, names, now } = change
  await sql`insert into identity.name_change (id, profile_id, surname, name, patronymic, at)
    select ${id}, id, surname, name, patronymic, ${new Date(now)} from identity.profile where id = ${profileId}`.execute(
    tx,
  )
  const { person_id, kind, ...card } = await tx
    .updateTable('identity.profile')
    .set((eb) => ({ ...names, version: eb('version', '+', 1) }))
    .where('id', '=', profileId)
    .returning(['id', 'version', 'surname', 'name', 'patronymic', 'staff', 'gone', 'person_id', 'kind'])
    .executeTakeFirstOrThrow()
  if (kind === 'learning') await tx.updateTable('identity.person').set(names).where('id', '=', person_id).execute()
  return cardOf(card)
}

export interface Rename extends NameParts {
  at: Date
}

/** What names were before their last change since `since`, by profile. */
export async function readRenames(reader: Reader, ids: readonly string[], since: Date): Promise<Map<string, Rename>> {
  if (ids.length === 0) return new Map()
  const rows = await reader
    .selectFrom('identity.name_change')
    .distinctOn('profile_id')
    .select(['profile_id', 'surname', 'name', 'patronymic', 'at'])
    .where('profile_id', 'in', [...ids])
    .where('at', '>', since)
    .orderBy('profile_id')
    .orderBy('at', 'desc')
    .execute()
  return new Map(rows.map(({ profile_id, ...rename }) => [profile_id, rename]))
}
