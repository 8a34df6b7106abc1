import { sql } from 'kysely'
import type { AbsenceReason } from '#contract/communities/absences.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Days } from './absence-days.ts'

export interface AbsenceRow {
  id: string
  community_id: string
  unit_id: string
  child_profile_id: string
  first_day: string
  last_day: string
  reason: AbsenceReason
  note: string
  paper_id: string | null
  paper_name: string | null
  paper_bytes: number | null
  paper_by: string | null
  told_by: string
  told_at: Date
  changed_at: Date | null
  withdrawn_at: Date | null
  accepted_by: string | null
  accepted_at: Date | null
  known: boolean
  version: number
}

/** The file that lies with an absence. */
export type PaperColumns = Pick<AbsenceRow, 'paper_id' | 'paper_name' | 'paper_bytes' | 'paper_by'>
export const NO_PAPER: PaperColumns = { paper_id: null, paper_name: null, paper_bytes: null, paper_by: null }

/** A pupil in a class; where children have no accounts, a parent in it. */
export interface ChildPlace {
  unitId: string
  childProfileId: string
}

/** Holds a child in its organisation: of two who tell about it at once, one comes after the other. */
export async function holdChild(tx: Tx, communityId: string, childProfileId: string): Promise<void> {
  await sql`select from communities.member
    where community_id = ${communityId}::uuid and profile_id = ${childProfileId}::uuid for no key update`.execute(tx)
}

/** What was told of a child in a class; null when there is no such absence of it. */
export async function absenceOf(reader: Reader, id: string, place: ChildPlace): Promise<AbsenceRow | null> {
  const row = await reader
    .selectFrom('communities.absence')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', '=', place.unitId)
    .where('child_profile_id', '=', place.childProfileId)
    .executeTakeFirst()
  return (row as AbsenceRow | undefined) ?? null
}

/** Whether something else is told of a child for one of these days. */
export async function isTold(
  reader: Reader,
  place: ChildPlace,
  { from, to }: Days,
  exceptId: string,
): Promise<boolean> {
  const row = await reader
    .selectFrom('communities.absence')
    .select('id')
    .where('unit_id', '=', place.unitId)
    .where('child_profile_id', '=', place.childProfileId)
    .where('withdrawn_at', 'is', null)
    .where('first_day', '<=', to)
    .where('last_day', '>=', from)
    .where('id', '<>', exceptId)
    .executeTakeFirst()
  return row !== undefined
}

/** Writes down an absence; false when there is one with this id. */
export async function insertAbsence(
  tx: Tx,
  row: Omit<AbsenceRow, 'changed_at' | 'withdrawn_at' | 'accepted_by' | 'accepted_at' | 'known' | 'version'>,
): Promise<boolean> {
  const made = await tx
    .insertInto('communities.absence')
    .values({ ...row, known: false, version: 1 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** Nobody has accepted what is changed. */
export async function changeAbsence(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<AbsenceRow, 'first_day' | 'last_day' | 'reason' | 'note' | 'changed_at' | 'withdrawn_at'> & PaperColumns
  >,
): Promise<void> {
  await tx
    .updateTable('communities.absence')
    .set((eb) => ({ ...change, accepted_by: null, accepted_at: null, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function deleteAbsence(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('communities.absence').where('id', '=', id).execute()
}

/** What was told of these children in their classes with a day from `since` on, the latest first. */
export async function absencesOf(reader: Reader, places: readonly ChildPlace[], since: string): Promise<AbsenceRow[]> {
  const result = await sql<AbsenceRow>`select a.* from communities.absence a
    join unnest(${places.map(({ unitId }) => unitId)}::uuid[], ${places.map(({ childProfileId }) => childProfileId)}::uuid[])
      as p (unit_id, child_profile_id) using (unit_id, child_profile_id)
    where a.last_day >= ${since}::date order by a.first_day desc, a.told_at desc, a.id`.execute(reader)
  return result.rows
}

/** The child is a pupil of the class, or where children have no accounts, its parent is a parent there. */
const stillThere = sql`exists (select from communities.member_role r
  where r.unit_id = a.unit_id and r.profile_id = a.child_profile_id
    and (r.role = 'pupil' or (r.role = 'parent' and r.child_person_id is null)))`

const stillPupil = sql`exists (select from communities.member_role r
  where r.unit_id = a.unit_id and r.profile_id = a.child_profile_id and r.role = 'pupil')`

/** What stands for a day in these classes, of children who are in them. */
export async function absencesOn(reader: Reader, unitIds: readonly string[], day: string): Promise<AbsenceRow[]> {
  const result = await sql<AbsenceRow>`select a.* from communities.absence a
    where a.unit_id = any(${[...unitIds]}::uuid[]) and ${day}::date between a.first_day and a.last_day
      and ${stillThere}`.execute(reader)
  return result.rows
}

/** What stands for a day in an organisation of these children, by id from `after` on. */
export async function absencesAmong(
  reader: Reader,
  of: { communityId: string; profileIds: readonly string[]; day: string; after: string | null; limit: number },
): Promise<AbsenceRow[]> {
  const result = await sql<AbsenceRow>`select a.* from communities.absence a
    where a.unit_id in (select id from communities.unit where community_id = ${of.communityId}::uuid)
      and a.last_day >= ${of.day}::date and a.first_day <= ${of.day}::date and a.withdrawn_at is null
      and a.child_profile_id = any(${[...of.profileIds]}::uuid[]) and ${stillPupil}
      ${of.after === null ? sql`` : sql`and a.id > ${of.after}::uuid`}
    order by a.id limit ${of.limit}`.execute(reader)
  return result.rows
}

/** What nobody has accepted in these classes, with a day from `since` on, the first day first. */
export async function freshAbsences(reader: Reader, unitIds: readonly string[], since: string): Promise<AbsenceRow[]> {
  const result = await sql<AbsenceRow>`select a.* from communities.absence a
    where a.unit_id = any(${[...unitIds]}::uuid[]) and a.accepted_at is null and a.last_day >= ${since}::date
      and ${stillThere} order by a.first_day, a.told_at, a.id`.execute(reader)
  return result.rows
}

/** Accepts absences of these classes, each in the version that was read; returns those that were new. */
export async function acceptAbsences(
  tx: Tx,
  unitIds: readonly string[],
  read: readonly { id: string; version: number }[],
  accepted: { by: string; at: Date },
): Promise<ChildPlace[]> {
  const result = await sql<ChildPlace>`update communities.absence a
    set accepted_by = ${accepted.by}::uuid, accepted_at = ${accepted.at}, known = true
    from unnest(${read.map(({ id }) => id)}::uuid[], ${read.map(({ version }) => version)}::integer[]) as p (id, version)
    where a.id = p.id and a.version = p.version and a.accepted_at is null and a.unit_id = any(${[...unitIds]}::uuid[])
    returning a.unit_id as "unitId", a.child_profile_id as "childProfileId"`.execute(tx)
  return result.rows
}

/** Whom an absence concerns: the leaders of the class, and the parents of the child there. */
export async function concernedBy(reader: Reader, place: ChildPlace): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    select r.profile_id from communities.member_role r where r.unit_id = ${place.unitId}::uuid and r.role = 'lead'
    union select r.profile_id from communities.member_role r
      join communities.member c on c.community_id = r.community_id and c.person_id = r.child_person_id
      where r.unit_id = ${place.unitId}::uuid and c.profile_id = ${place.childProfileId}::uuid
    union select r.profile_id from communities.member_role r
      where r.unit_id = ${place.unitId}::uuid and r.profile_id = ${place.childProfileId}::uuid
        and r.role = 'parent' and r.child_person_id is null
    order by 1`.execute(reader)
  return result.rows.map((row) => row.profile_id)
}

/** Whether somebody reads the absence with which a paper lies: as a leader of the class, or as a parent of the child there. */
export async function readsPaper(reader: Reader, viewerId: string, paperId: string): Promise<boolean> {
  const result = await sql`select from communities.absence a
    join communities.member_role r on r.unit_id = a.unit_id and r.profile_id = ${viewerId}::uuid
    where a.paper_id = ${paperId}::uuid and (r.role = 'lead'
      or (r.role = 'parent' and r.child_person_id is null and r.profile_id = a.child_profile_id) or exists (
      select from communities.member c where c.community_id = r.community_id and c.person_id = r.child_person_id
        and c.profile_id = a.child_profile_id))`.execute(reader)
  return result.rows.length > 0
}

/** Forgets absences that ended before a day; returns the papers that lay with them. */
export async function forgetBefore(tx: Tx, day: string): Promise<string[]> {
  const rows = await tx.deleteFrom('communities.absence').where('last_day', '<', day).returning('paper_id').execute()
  return rows.flatMap(({ paper_id }) => paper_id ?? [])
}

/** Papers that lie with absences of these profiles. */
export async function papersAbout(reader: Reader, profileIds: readonly string[]): Promise<string[]> {
  const result = await sql<{ id: string }>`select paper_id as id from communities.absence
    where child_profile_id = any(${[...profileIds]}::uuid[]) and paper_id is not null`.execute(reader)
  return result.rows.map(({ id }) => id)
}
