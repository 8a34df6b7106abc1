import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface EnrolmentRow {
  id: string
  unit_id: string
  person_id: string
  kind: 'class' | 'group'
}

/** Enrolments that hold now, of a unit or of people. */
export async function enrolmentsOf(
  reader: Reader,
  { unitId, personIds }: { unitId?: string; personIds?: readonly string[] },
): Promise<EnrolmentRow[]> {
  const rows = await reader
    .selectFrom('school.enrolment')
    .select(['id', 'unit_id', 'person_id', 'kind'])
    .where('ended_at', 'is', null)
    .$if(unitId !== undefined, (query) => query.where('unit_id', '=', unitId!))
    .$if(personIds !== undefined, (query) => query.where(sql<boolean>`person_id = any(${[...personIds!]}::uuid[])`))
    .orderBy('id')
    .execute()
  return rows as EnrolmentRow[]
}

export async function isEnrolmentThere(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.selectFrom('school.enrolment').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

export async function addEnrolments(
  tx: Tx,
  organisationId: string,
  enrolments: readonly EnrolmentRow[],
  now: Date,
): Promise<void> {
  if (enrolments.length === 0) return
  await tx
    .insertInto('school.enrolment')
    .values(enrolments.map((each) => ({ ...each, organisation_id: organisationId, since: now })))
    .execute()
}

export async function endEnrolments(tx: Tx, enrolments: readonly Pick<EnrolmentRow, 'id'>[], now: Date): Promise<void> {
  await tx
    .updateTable('school.enrolment')
    .set({ ended_at: now })
    .where(sql<boolean>`id = any(${enrolments.map(({ id }) => id)}::uuid[])`)
    .execute()
}

/** Names of these units. */
export async function unitNames(reader: Reader, unitIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await reader
    .selectFrom('school.unit')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${[...unitIds]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export interface FamilyRow {
  id: string
  parent_id: string
  pupil_id: string
  surname: string
  name: string
  patronymic: string
}

/** Families in which these people are children, with the name of the parent. */
export function parentsOf(reader: Reader, pupilIds: readonly string[]): Promise<FamilyRow[]> {
  return reader
    .selectFrom('school.family as f')
    .innerJoin('school.person as p', 'p.id', 'f.parent_id')
    .select(['f.id', 'f.parent_id', 'f.pupil_id', 'p.surname', 'p.name', 'p.patronymic'])
    .where(sql<boolean>`f.pupil_id = any(${[...pupilIds]}::uuid[])`)
    .where('f.removed_at', 'is', null)
    .orderBy('p.surname')
    .orderBy('p.id')
    .execute()
}

/** Families in which these people are parents, with the name of the child. */
export function childrenOf(reader: Reader, parentIds: readonly string[]): Promise<FamilyRow[]> {
  return reader
    .selectFrom('school.family as f')
    .innerJoin('school.person as p', 'p.id', 'f.pupil_id')
    .select(['f.id', 'f.parent_id', 'f.pupil_id', 'p.surname', 'p.name', 'p.patronymic'])
    .where(sql<boolean>`f.parent_id = any(${[...parentIds]}::uuid[])`)
    .where('f.removed_at', 'is', null)
    .orderBy('p.surname')
    .orderBy('p.name')
    .orderBy('p.id')
    .execute()
}

export async function addFamilies(
  tx: Tx,
  organisationId: string,
  families: readonly Pick<FamilyRow, 'id' | 'parent_id' | 'pupil_id'>[],
): Promise<void> {
  if (families.length === 0) return
  await tx
    .insertInto('school.family')
    .values(families.map((each) => ({ ...each, organisation_id: organisationId })))
    .execute()
}

export async function removeFamilies(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx
    .updateTable('school.family')
    .set({ removed_at: now })
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
}
