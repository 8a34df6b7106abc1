import { sql } from 'kysely'
import type { BirthdayReach } from '#contract/communities/details.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface ChosenDetails {
  birthday: BirthdayReach
  phone: string
  email: string
}

/** What somebody has chosen to show of himself; null while he has chosen nothing. */
export async function readDetails(reader: Reader, profileId: string): Promise<ChosenDetails | null> {
  const row = await reader
    .selectFrom('communities.details')
    .select(['birthday_reach', 'phone', 'email'])
    .where('profile_id', '=', profileId)
    .executeTakeFirst()
  if (row === undefined) return null
  return { birthday: row.birthday_reach as BirthdayReach, phone: row.phone, email: row.email }
}

/** Writes what somebody shows from now on, and keeps what it was. */
export async function writeDetails(
  tx: Tx,
  change: { id: string; profileId: string; before: ChosenDetails; after: ChosenDetails; now: number },
): Promise<void> {
  const { id, profileId, before, after } = change
  const now = new Date(change.now)
  await tx
    .insertInto('communities.details_change')
    .values({ id, profile_id: profileId, ...columns(before), at: now })
    .execute()
  const row = { ...columns(after), changed_at: now }
  await tx
    .insertInto('communities.details')
    .values({ profile_id: profileId, ...row })
    .onConflict((conflict) => conflict.column('profile_id').doUpdateSet(row))
    .execute()
}

function columns({ birthday, phone, email }: ChosenDetails) {
  return { birthday_reach: birthday, phone, email }
}

/** When somebody has last changed what he shows, since then. */
export async function lastChange(reader: Reader, profileId: string, since: Date): Promise<Date | null> {
  const row = await reader
    .selectFrom('communities.details_change')
    .select('at')
    .where('profile_id', '=', profileId)
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}

/** Whether two people are in the same unit of some organisation. */
export async function shareUnit(reader: Reader, one: string, other: string): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (
    select from communities.member_role a join communities.member_role b on b.unit_id = a.unit_id
    where a.profile_id = ${one}::uuid and b.profile_id = ${other}::uuid) as found`.execute(reader)
  return result.rows[0]!.found
}

/** Whether somebody manages the members of an organisation to which a person belongs. */
export async function managesMember(reader: Reader, viewerId: string, profileId: string): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (
    select from communities.member m
    join communities.member_role v on v.community_id = m.community_id and v.profile_id = ${viewerId}::uuid
    join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
    where m.profile_id = ${profileId}::uuid and 'members.manage' = any(cr.grants)) as found`.execute(reader)
  return result.rows[0]!.found
}
