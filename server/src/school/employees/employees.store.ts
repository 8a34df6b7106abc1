import { sql } from 'kysely'
import type { PositionKind } from '#contract/school/employees.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface PositionRow {
  id: string
  person_id: string
  title: string
  kind: PositionKind
}

/** Positions that these people hold now. */
export async function positionsOf(
  reader: Reader,
  organisationId: string,
  personIds: readonly string[],
): Promise<PositionRow[]> {
  const rows = await reader
    .selectFrom('school.position')
    .select(['id', 'person_id', 'title', 'kind'])
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`person_id = any(${[...personIds]}::uuid[])`)
    .where('dismissed_at', 'is', null)
    .orderBy('hired_at')
    .orderBy('id')
    .execute()
  return rows as PositionRow[]
}

/** A position of the organisation that somebody holds now. */
export async function accessPosition(
  reader: Reader,
  organisationId: string,
  id: string,
): Promise<PositionRow | undefined> {
  const row = await reader
    .selectFrom('school.position')
    .select(['id', 'person_id', 'title', 'kind'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('dismissed_at', 'is', null)
    .executeTakeFirst()
  return row as PositionRow | undefined
}

export async function isPositionThere(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.selectFrom('school.position').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

export async function addPosition(tx: Tx, organisationId: string, position: PositionRow, now: Date): Promise<void> {
  await tx
    .insertInto('school.position')
    .values({ ...position, organisation_id: organisationId, hired_at: now })
    .execute()
}

export async function changePosition(tx: Tx, { id, title, kind }: Omit<PositionRow, 'person_id'>): Promise<void> {
  await tx.updateTable('school.position').set({ title, kind }).where('id', '=', id).execute()
}

export async function endPosition(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('school.position').set({ dismissed_at: now }).where('id', '=', id).execute()
}

/** Classes and groups that these people lead, with the class first. */
export function unitsLedBy(reader: Reader, personIds: readonly string[]) {
  return reader
    .selectFrom('school.unit')
    .select(['id', 'kind', 'name', 'teacher_id'])
    .where(sql<boolean>`teacher_id = any(${[...personIds]}::uuid[])`)
    .where('removed_at', 'is', null)
    .orderBy('grade')
    .orderBy('name')
    .execute()
}

/** Leaves the classes and groups of somebody without a teacher; tells which they were. */
export async function leaveUnits(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .updateTable('school.unit')
    .set((eb) => ({ teacher_id: null, version: eb('version', '+', 1) }))
    .where('teacher_id', '=', personId)
    .where('removed_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Empties the field «Администратор чатов» when it names this person; whether it did. */
export async function leaveChats(tx: Tx, organisationId: string, personId: string): Promise<boolean> {
  const rows = await tx
    .updateTable('school.organisation')
    .set((eb) => ({ chats_administrator_id: null, version: eb('version', '+', 1) }))
    .where('id', '=', organisationId)
    .where('chats_administrator_id', '=', personId)
    .returning('id')
    .execute()
  return rows.length > 0
}
