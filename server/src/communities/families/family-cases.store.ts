import { sql } from 'kysely'
import type { FamilyCase } from '#contract/communities/families.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface CaseRow {
  id: string
  community_id: string
  community_name: string
  child_profile_id: string
  child_person_id: string
  adult_profile_id: string
  adult_person_id: string
  state: FamilyCase['state']
  reason: string
  opened_by: string
  opened_at: Date
  decided_by: string | null
  decided_at: Date | null
  unit_names: string[]
}

const SELECTED = sql`k.id, k.community_id, c.name as community_name, k.child_profile_id, k.child_person_id,
  k.adult_profile_id, k.adult_person_id, k.state, k.reason, k.opened_by, k.opened_at, k.decided_by, k.decided_at,
  coalesce((select jsonb_agg(u.name order by u.name) from communities.family_case_role r
    join communities.unit u on u.id = r.unit_id where r.case_id = k.id), '[]') as unit_names`
const JOINED = sql`communities.family_case k join communities.community c on c.id = k.community_id`

/** A role by which an adult is a parent of a child. */
export interface ParentRole {
  id: string
  community_id: string
  profile_id: string
  unit_id: string
  basis: string
}

/** All roles by which a person is a parent of a child, in every organisation and under every profile. */
export async function parentRoles(reader: Reader, adultPersonId: string, childPersonId: string): Promise<ParentRole[]> {
  const result = await sql<ParentRole>`
    select r.id, r.community_id, r.profile_id, r.unit_id, r.basis from communities.member_role r
    join communities.member m on m.community_id = r.community_id and m.profile_id = r.profile_id
    where m.person_id = ${adultPersonId}::uuid and r.child_person_id = ${childPersonId}::uuid and r.unit_id is not null
    order by r.community_id, r.profile_id, r.unit_id`.execute(reader)
  return result.rows
}

export interface NewCase {
  id: string
  communityId: string
  child: { profileId: string; personId: string }
  adult: { profileId: string; personId: string }
  state: 'reported' | 'removed'
  reason: string
  by: string
  now: number
  roles: readonly ParentRole[]
}

/** Writes down whose access was taken, by whom and why, with the roles that it was. */
export async function insertCase(tx: Tx, made: NewCase): Promise<void> {
  const at = new Date(made.now)
  const decided = made.state === 'removed'
  await tx
    .insertInto('communities.family_case')
    .values({
      id: made.id,
      community_id: made.communityId,
      child_profile_id: made.child.profileId,
      child_person_id: made.child.personId,
      adult_profile_id: made.adult.profileId,
      adult_person_id: made.adult.personId,
      state: made.state,
      reason: made.reason,
      opened_by: made.by,
      opened_at: at,
      decided_by: decided ? made.by : null,
      decided_at: decided ? at : null,
    })
    .execute()
  await tx
    .insertInto('communities.family_case_role')
    .values(made.roles.map(({ unit_id, basis }) => ({ case_id: made.id, unit_id, basis })))
    .execute()
}

/** Adds roles to what waits in an organisation to be decided of this adult and child; false where nothing does. */
export async function addToReported(
  tx: Tx,
  of: Pick<NewCase, 'communityId' | 'child' | 'adult' | 'roles'>,
): Promise<boolean> {
  const open = await tx
    .selectFrom('communities.family_case')
    .select('id')
    .where('community_id', '=', of.communityId)
    .where('adult_person_id', '=', of.adult.personId)
    .where('adult_profile_id', '=', of.adult.profileId)
    .where('child_person_id', '=', of.child.personId)
    .where('state', '=', 'reported')
    .orderBy('opened_at')
    .executeTakeFirst()
  if (open === undefined) return false
  await tx
    .insertInto('communities.family_case_role')
    .values(of.roles.map(({ unit_id, basis }) => ({ case_id: open.id, unit_id, basis })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}

/** What waits somewhere to be decided of an adult, the oldest of each child. */
export async function reportedOf(
  reader: Reader,
  adultPersonId: string,
): Promise<Pick<CaseRow, 'child_profile_id' | 'opened_by' | 'reason'>[]> {
  const result = await sql<CaseRow>`select distinct on (child_person_id) child_profile_id, opened_by, reason
    from communities.family_case where adult_person_id = ${adultPersonId}::uuid and state = 'reported'
    order by child_person_id, opened_at, id`.execute(reader)
  return result.rows
}

/** The record of an organisation for those who manage its members; null for others. */
export async function accessCase(tx: Tx, viewerId: string, id: string): Promise<CaseRow | null> {
  const result = await sql<CaseRow>`select ${SELECTED} from ${JOINED} where k.id = ${id}::uuid and exists (
    select from communities.member_role v
    join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
    where v.community_id = k.community_id and v.profile_id = ${viewerId}::uuid and 'members.manage' = any(cr.grants))
    for update of k`.execute(tx)
  return result.rows[0] ?? null
}

export async function caseById(reader: Reader, id: string): Promise<CaseRow> {
  const result = await sql<CaseRow>`select ${SELECTED} from ${JOINED} where k.id = ${id}::uuid`.execute(reader)
  return result.rows[0]!
}

export async function caseRoles(reader: Reader, id: string): Promise<{ unit_id: string; basis: string }[]> {
  return await reader
    .selectFrom('communities.family_case_role')
    .select(['unit_id', 'basis'])
    .where('case_id', '=', id)
    .execute()
}

/** What a page begins behind. */
export interface BehindCase {
  decided: boolean
  at: Date
  id: string
}

/** A page of the cases of an organisation, those that wait first, then the newest; at most `limit`. */
export async function pageCases(
  reader: Reader,
  communityId: string,
  behind: BehindCase | null,
  limit: number,
): Promise<CaseRow[]> {
  const decided = sql`(k.state <> 'reported')`
  const further =
    behind === null
      ? sql`true`
      : sql`(${decided} > ${behind.decided} or ${decided} = ${behind.decided} and k.opened_at <= ${behind.at}
          and (k.opened_at < ${behind.at} or k.id > ${behind.id}::uuid))`
  const result = await sql<CaseRow>`select ${SELECTED} from ${JOINED}
    where k.community_id = ${communityId}::uuid and ${further}
    order by ${decided}, k.opened_at desc, k.id limit ${limit}`.execute(reader)
  return result.rows
}

/** The newest cases of a profile whose access rests or was taken, one for each organisation and child. */
export async function casesAgainst(reader: Reader, profileId: string): Promise<CaseRow[]> {
  const result = await sql<CaseRow>`select * from (
    select distinct on (k.community_id, k.child_person_id) ${SELECTED} from ${JOINED}
    where k.adult_profile_id = ${profileId}::uuid
    order by k.community_id, k.child_person_id, k.opened_at desc, k.id) newest
    where newest.state <> 'restored' order by newest.opened_at desc`.execute(reader)
  return result.rows
}

/** Whether it is still to be decided somewhere if this adult is the child's. */
export async function isSuspended(reader: Reader, adultPersonId: string, childPersonId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('communities.family_case')
    .select('id')
    .where('adult_person_id', '=', adultPersonId)
    .where('child_person_id', '=', childPersonId)
    .where('state', '=', 'reported')
    .executeTakeFirst()
  return row !== undefined
}

export async function setCaseState(
  tx: Tx,
  id: string,
  decision: { state: 'removed' | 'restored'; by: string; now: number },
): Promise<void> {
  await tx
    .updateTable('communities.family_case')
    .set({ state: decision.state, decided_by: decision.by, decided_at: new Date(decision.now) })
    .where('id', '=', id)
    .execute()
}

/** Whom a change of this family concerns: the child, its parents, and whoever manages members of the organisation. */
export async function concernedBy(reader: Reader, communityId: string, childPersonId: string): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    select m.profile_id from communities.member m where m.person_id = ${childPersonId}::uuid
    union select r.profile_id from communities.member_role r where r.child_person_id = ${childPersonId}::uuid
    union select v.profile_id from communities.member_role v
      join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
      where v.community_id = ${communityId}::uuid and 'members.manage' = any(cr.grants)`.execute(reader)
  return result.rows.map((row) => row.profile_id)
}
