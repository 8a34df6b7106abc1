import { sql } from 'kysely'
import { REGISTER_PAGE_MAX } from '#contract/school/school.limits.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { likeLiteral } from '../../platform/db/like-literal.ts'
import type { PersonRow, RegisterAsk } from '../people/people.store.ts'

export interface UnitRow {
  id: string
  version: number
  kind: 'class' | 'group'
  name: string
  grade: number
  class_id: string | null
  class_name: string | null
  subject_id: string | null
  subject_name: string | null
  teacher_id: string | null
  teacher_surname: string | null
  teacher_name: string | null
  teacher_patronymic: string | null
  whole_class: boolean
  pupils: number
}

const wholeUnit = sql`select u.id, u.version, u.kind, u.name, coalesce(u.grade, c.grade) as grade, u.class_id, c.name as class_name,
  u.subject_id, s.name as subject_name, u.teacher_id, t.surname as teacher_surname, t.name as teacher_name,
  t.patronymic as teacher_patronymic,
  u.whole_class, (select count(*)::int from school.enrolment e
    where e.unit_id = case when u.whole_class then u.class_id else u.id end and e.ended_at is null) as pupils
  from school.unit u
  left join school.unit c on c.id = u.class_id
  left join school.subject s on s.id = u.subject_id
  left join school.person t on t.id = u.teacher_id`

/** Each class by grade and name, and behind it its groups. */
export async function pageUnits(
  reader: Reader,
  organisationId: string,
  { search, cursor, kind }: RegisterAsk & { kind?: string },
): Promise<{ rows: UnitRow[]; next: string | null; total: number }> {
  const after = decodeCursor(cursor, ['count', 'text', 'count', 'text', 'id'])
  const pattern = `%${likeLiteral((search ?? '').trim().toLowerCase())}%`
  const key = sql`coalesce(u.grade, c.grade), coalesce(c.name, u.name), (u.class_id is not null)::int,
    case when u.class_id is null then '' else u.name end, u.id`
  const fits = sql<boolean>`u.organisation_id = ${organisationId} and u.removed_at is null
    and (${kind ?? null}::text is null or u.kind = ${kind ?? null})
    and lower(u.name || ' ' || coalesce(c.name, '') || ' ' || coalesce(s.name, '') || ' ' || coalesce(t.surname, '')) like ${pattern}`
  const beyond =
    after === null
      ? sql`true`
      : sql`(${key}) > (${after[0]}::smallint, ${after[1]}, ${after[2]}::int, ${after[3]}, ${after[4]}::uuid)`
  const found =
    await sql<UnitRow>`${wholeUnit} where ${fits} and ${beyond} order by ${key} limit ${REGISTER_PAGE_MAX + 1}`.execute(
      reader,
    )
  const counted = await sql<{ total: number }>`select count(*)::int as total from school.unit u
    left join school.unit c on c.id = u.class_id left join school.subject s on s.id = u.subject_id
    left join school.person t on t.id = u.teacher_id where ${fits}`.execute(reader)
  const rows = found.rows.slice(0, REGISTER_PAGE_MAX)
  const last = found.rows.length > REGISTER_PAGE_MAX ? rows.at(-1)! : null
  return { rows, next: last === null ? null : encodeCursor(placeOf(last)), total: counted.rows[0]!.total }
}

function placeOf(row: UnitRow): (string | number)[] {
  const isGroup = row.kind === 'group'
  return [row.grade, row.class_name ?? row.name, isGroup ? 1 : 0, isGroup ? row.name : '', row.id]
}

/** A class or group of the organisation that has not been removed. */
export async function accessUnit(reader: Reader, organisationId: string, id: string): Promise<UnitRow | undefined> {
  const found = await sql<UnitRow>`${wholeUnit}
    where u.organisation_id = ${organisationId} and u.id = ${id} and u.removed_at is null`.execute(reader)
  return found.rows[0]
}

export async function isUnitThere(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.selectFrom('school.unit').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

interface Place {
  id: string
  organisationId: string
  classId: string | null
  subjectId: string | null
  name: string
}

/** Whether another class of the organisation, or another group of the class in the same subject, has this name. */
export async function isNameTaken(
  reader: Reader,
  { id, organisationId, classId, subjectId, name }: Place,
): Promise<boolean> {
  const row = await reader
    .selectFrom('school.unit')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('class_id', 'is not distinct from', classId)
    .where('subject_id', 'is not distinct from', subjectId)
    .where('name', '=', name)
    .where('removed_at', 'is', null)
    .where('id', '<>', id)
    .executeTakeFirst()
  return row !== undefined
}

export interface NewUnit {
  id: string
  organisation_id: string
  kind: 'class' | 'group'
  name: string
  grade: number | null
  class_id: string | null
  subject_id: string | null
  teacher_id: string | null
  whole_class: boolean
}

export async function addUnit(tx: Tx, unit: NewUnit): Promise<void> {
  await tx.insertInto('school.unit').values(unit).execute()
}

export async function changeUnit(
  tx: Tx,
  { id, ...changes }: { id: string; name: string; grade: number | null; teacher_id: string | null },
): Promise<void> {
  await tx
    .updateTable('school.unit')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function setWholeClass(tx: Tx, id: string, whole: boolean): Promise<void> {
  await tx
    .updateTable('school.unit')
    .set((eb) => ({ whole_class: whole, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function removeUnit(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('school.unit').set({ removed_at: now, teacher_id: null }).where('id', '=', id).execute()
}

/** Groups that a class still has. */
export async function groupsOfClass(reader: Reader, classId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('school.unit')
    .select('id')
    .where('class_id', '=', classId)
    .where('removed_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** The pupils of a class or group by name. */
export function pupilsOfUnit(reader: Reader, unitId: string): Promise<PersonRow[]> {
  return reader
    .selectFrom('school.enrolment as e')
    .innerJoin('school.person as p', 'p.id', 'e.person_id')
    .select(['p.id', 'p.version', 'p.surname', 'p.name', 'p.patronymic', 'p.birth_date'])
    .where('e.unit_id', '=', unitId)
    .where('e.ended_at', 'is', null)
    .orderBy('p.surname')
    .orderBy('p.name')
    .orderBy('p.id')
    .execute()
}
