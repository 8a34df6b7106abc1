import { type RawBuilder, sql } from 'kysely'
import { REGISTER_PAGE_MAX } from '#contract/school/school.limits.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { likeLiteral } from '../../platform/db/like-literal.ts'

export interface PersonRow {
  id: string
  version: number
  surname: string
  name: string
  patronymic: string
  birth_date: string | null
}

export interface RegisterAsk {
  search?: string
  cursor?: string
}

/** Changes of the registers of one organisation happen one after the other: they look at each other's rows. */
export async function lockOrganisation(tx: Tx, organisationId: string): Promise<void> {
  await tx
    .selectFrom('school.organisation')
    .select('id')
    .where('id', '=', organisationId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Conditions on `school.person as p` that say in which register somebody stands. */
export const standsIn = {
  employees: (kind?: string) =>
    sql<boolean>`exists (select from school.position x where x.person_id = p.id and x.dismissed_at is null
      and (${kind ?? null}::text is null or x.kind = ${kind ?? null}))`,
  pupils: (unitId?: string) =>
    sql<boolean>`exists (select from school.enrolment x where x.person_id = p.id and x.ended_at is null
      and (case when ${unitId ?? null}::uuid is null then x.kind = 'class' else x.unit_id = ${unitId ?? null} end))`,
  parents: () => sql<boolean>`exists (select from school.family x where x.parent_id = p.id and x.removed_at is null)`,
}

/** A page of those people of an organisation who meet a condition, by name, and how many there are. */
export async function pagePeople(
  reader: Reader,
  organisationId: string,
  ask: RegisterAsk,
  which: RawBuilder<boolean>,
): Promise<{ rows: PersonRow[]; next: string | null; total: number }> {
  const after = decodeCursor(ask.cursor, ['text', 'text', 'text', 'id'])
  const pattern = `%${likeLiteral((ask.search ?? '').trim().toLowerCase())}%`
  const fits = sql<boolean>`p.organisation_id = ${organisationId}
    and lower(p.surname || ' ' || p.name || ' ' || p.patronymic) like ${pattern} and ${which}`
  const beyond =
    after === null
      ? sql<boolean>`true`
      : sql<boolean>`(p.surname, p.name, p.patronymic, p.id) > (${after[0]}, ${after[1]}, ${after[2]}, ${after[3]}::uuid)`
  const found = await sql<PersonRow>`select p.id, p.version, p.surname, p.name, p.patronymic, p.birth_date
    from school.person p where ${fits} and ${beyond}
    order by p.surname, p.name, p.patronymic, p.id limit ${REGISTER_PAGE_MAX + 1}`.execute(reader)
  const counted = await sql<{
    total: number
  }>`select count(*)::int as total from school.person p where ${fits}`.execute(reader)
  const rows = found.rows.slice(0, REGISTER_PAGE_MAX)
  const last = found.rows.length > REGISTER_PAGE_MAX ? rows.at(-1)! : null
  const next = last === null ? null : encodeCursor([last.surname, last.name, last.patronymic, last.id])
  return { rows, next, total: counted.rows[0]!.total }
}

/** Those of these people who belong to the organisation. */
export async function accessPeople(
  reader: Reader,
  organisationId: string,
  ids: readonly string[],
): Promise<PersonRow[]> {
  if (ids.length === 0) return []
  return reader
    .selectFrom('school.person')
    .select(['id', 'version', 'surname', 'name', 'patronymic', 'birth_date'])
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
}

/** In which registers somebody stands now. */
export async function facetsOf(
  reader: Reader,
  personIds: readonly string[],
): Promise<Map<string, { isEmployee: boolean; isPupil: boolean; isParent: boolean }>> {
  const found = await sql<{ id: string; isEmployee: boolean; isPupil: boolean; isParent: boolean }>`
    select p.id, ${standsIn.employees()} as "isEmployee", ${standsIn.pupils()} as "isPupil", ${standsIn.parents()} as "isParent"
    from school.person p where p.id = any(${[...personIds]}::uuid[])`.execute(reader)
  return new Map(found.rows.map(({ id, ...facets }) => [id, facets]))
}

/** Whether any organisation has a person with this id. */
export async function isPersonThere(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.selectFrom('school.person').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

export async function addPerson(
  tx: Tx,
  organisationId: string,
  person: Omit<PersonRow, 'version'>,
  now: Date,
): Promise<PersonRow> {
  return tx
    .insertInto('school.person')
    .values({ ...person, organisation_id: organisationId, created_at: now })
    .returning(['id', 'version', 'surname', 'name', 'patronymic', 'birth_date'])
    .executeTakeFirstOrThrow()
}

export async function changePerson(tx: Tx, { id, ...names }: Omit<PersonRow, 'version'>): Promise<PersonRow> {
  return tx
    .updateTable('school.person')
    .set((eb) => ({ ...names, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning(['id', 'version', 'surname', 'name', 'patronymic', 'birth_date'])
    .executeTakeFirstOrThrow()
}

/** Logins of people who have an open account. */
export async function loginsOf(reader: Reader, personIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await reader
    .selectFrom('school.account')
    .select(['person_id', 'login'])
    .where(sql<boolean>`person_id = any(${[...personIds]}::uuid[])`)
    .where('closed_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.login]))
}
