import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** One consent as it stands. */
export interface ConsentRow {
  text_version: number
  given_at: Date
  given_by: string
  signed_by: string | null
  /** YYYY-MM-DD. */
  signed_on: string | null
  ended_at: Date | null
}

/** What a consent rests on: a guardian who gives it here, or a paper that somebody of the staff has seen. */
export interface NewConsent {
  childPersonId: string
  textVersion: number
  /** The profile of the guardian, or of whoever records the paper. */
  by: string
  basis: { guardianPersonId: string } | { signedBy: string; signedOn: string }
}

interface AgeRow {
  birth_date: string
  time_zone: string
}

/** Holds children until the transaction ends, in the order of their ids, so that of two who answer for one at once one comes first. */
export async function lockChildren(tx: Tx, personIds: readonly string[]): Promise<Map<string, AgeRow>> {
  const result = await sql<AgeRow & { id: string }>`
    select id, birth_date, time_zone from identity.person where id = any(${[...personIds]}::uuid[])
    order by id for no key update`.execute(tx)
  return new Map(result.rows.map(({ id, ...age }) => [id, age]))
}

/** Birth dates and zones by person. */
export async function readAges(reader: Reader, personIds: readonly string[]): Promise<Map<string, AgeRow>> {
  if (personIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('identity.person')
    .select(['id', 'birth_date', 'time_zone'])
    .where(sql<boolean>`id = any(${[...personIds]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, ...age }) => [id, age]))
}

export async function setTimeZone(tx: Tx, personId: string, timeZone: string): Promise<void> {
  await tx.updateTable('identity.person').set({ time_zone: timeZone }).where('id', '=', personId).execute()
}

/** The newest consent of each of these children, live or ended, by child. */
export async function lastConsents(reader: Reader, personIds: readonly string[]): Promise<Map<string, ConsentRow>> {
  if (personIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('identity.consent')
    .distinctOn('child_person_id')
    .select(['child_person_id', 'text_version', 'given_at', 'given_by', 'signed_by', 'signed_on', 'ended_at'])
    .where(sql<boolean>`child_person_id = any(${[...personIds]}::uuid[])`)
    .orderBy('child_person_id')
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(({ child_person_id, ...row }) => [child_person_id, row]))
}

export async function insertConsent(tx: Tx, id: string, consent: NewConsent, now: Date): Promise<void> {
  const { basis } = consent
  const isPaper = 'signedBy' in basis
  await tx
    .insertInto('identity.consent')
    .values({
      id,
      child_person_id: consent.childPersonId,
      text_version: consent.textVersion,
      given_at: now,
      given_by: consent.by,
      guardian_person_id: isPaper ? null : basis.guardianPersonId,
      signed_by: isPaper ? basis.signedBy : null,
      signed_on: isPaper ? basis.signedOn : null,
    })
    .execute()
}

export interface ConsentEnd {
  childPersonId: string
  /** Only a consent that this guardian gave. */
  guardianPersonId?: string
  by: string | null
  why: 'withdrawn' | 'guardianGone'
}

/** Ends the live consent of a child; false when there is none. */
export async function endLiveConsent(tx: Tx, end: ConsentEnd, now: Date): Promise<boolean> {
  let query = tx
    .updateTable('identity.consent')
    .set({ ended_at: now, ended_by: end.by, ended_why: end.why })
    .where('child_person_id', '=', end.childPersonId)
    .where('ended_at', 'is', null)
  if (end.guardianPersonId !== undefined) query = query.where('guardian_person_id', '=', end.guardianPersonId)
  return (await query.returning('id').execute()).length > 0
}
