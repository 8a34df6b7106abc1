import { sql } from 'kysely'
import { REGISTER_PAGE_MAX } from '#contract/school/school.limits.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { likeLiteral } from '../../platform/db/like-literal.ts'
import type { RegisterAsk } from '../people/people.store.ts'

export interface SubjectRow {
  id: string
  name: string
}

export async function pageSubjects(
  reader: Reader,
  organisationId: string,
  { search, cursor }: RegisterAsk,
): Promise<{ rows: SubjectRow[]; next: string | null; total: number }> {
  const after = decodeCursor(cursor, ['text', 'id'])
  const pattern = `%${likeLiteral((search ?? '').trim().toLowerCase())}%`
  const fitting = reader
    .selectFrom('school.subject')
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .where(sql<boolean>`lower(name) like ${pattern}`)
  const found = await fitting
    .select(['id', 'name'])
    .$if(after !== null, (query) => query.where(sql<boolean>`(name, id) > (${after![0]}, ${after![1]}::uuid)`))
    .orderBy('name')
    .orderBy('id')
    .limit(REGISTER_PAGE_MAX + 1)
    .execute()
  const { total } = await fitting.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = found.slice(0, REGISTER_PAGE_MAX)
  const last = found.length > REGISTER_PAGE_MAX ? rows.at(-1)! : null
  return { rows, next: last === null ? null : encodeCursor([last.name, last.id]), total: Number(total) }
}

export function accessSubject(reader: Reader, organisationId: string, id: string): Promise<SubjectRow | undefined> {
  return reader
    .selectFrom('school.subject')
    .select(['id', 'name'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
}

export async function isSubjectThere(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.selectFrom('school.subject').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

export async function isSubjectNamed(
  reader: Reader,
  organisationId: string,
  { id, name }: SubjectRow,
): Promise<boolean> {
  const row = await reader
    .selectFrom('school.subject')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('name', '=', name)
    .where('removed_at', 'is', null)
    .where('id', '<>', id)
    .executeTakeFirst()
  return row !== undefined
}

export async function addSubject(tx: Tx, organisationId: string, subject: SubjectRow): Promise<void> {
  await tx
    .insertInto('school.subject')
    .values({ ...subject, organisation_id: organisationId })
    .execute()
}

export async function renameSubject(tx: Tx, { id, name }: SubjectRow): Promise<void> {
  await tx.updateTable('school.subject').set({ name }).where('id', '=', id).execute()
}

/** Groups that learn a subject. */
export async function groupsOfSubject(reader: Reader, subjectId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('school.unit')
    .select('id')
    .where('subject_id', '=', subjectId)
    .where('removed_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

export async function removeSubject(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('school.subject').set({ removed_at: now }).where('id', '=', id).execute()
}
