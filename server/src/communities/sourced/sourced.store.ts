import { sql } from 'kysely'
import type { CommunityType } from '#contract/communities/types.ts'
import type { Reader } from '../../platform/db/database.ts'
import { setDigest } from '../../platform/db/set-digest.ts'

/** What is generally known of an organisation. */
export interface AboutOrganisation {
  id: string
  name: string
  type: CommunityType
  timeZone: string
}

/** Organisations by id. */
export async function about(reader: Reader, ids: readonly string[]): Promise<Map<string, AboutOrganisation>> {
  const result = await sql<AboutOrganisation>`
    select id, name, type, time_zone as "timeZone" from communities.community
    where id = any(${[...ids]}::uuid[])`.execute(reader)
  return new Map(result.rows.map((row) => [row.id, row]))
}

/** Whether an organisation rests: nothing begins there, and people may go (ORG-19). */
export async function isSuspended(reader: Reader, communityId: string): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (select from communities.suspension
    where community_id = ${communityId}::uuid and resumed_at is null) as found`.execute(reader)
  return result.rows[0]!.found
}

interface HeldRow {
  profile_id: string
  role: string
  unit_id: string
  child_person_id: string | null
}

/** Every role in a unit that somebody of an organisation has. */
export async function rolesIn(
  reader: Reader,
  communityId: string,
): Promise<
  { profileId: string; role: 'staff' | 'lead' | 'pupil' | 'parent'; unitId: string; childPersonId: string | null }[]
> {
  const result = await sql<HeldRow>`
    select profile_id, role, unit_id, child_person_id from communities.member_role
    where community_id = ${communityId}::uuid and unit_id is not null`.execute(reader)
  return result.rows.map((row) => ({
    profileId: row.profile_id,
    role: row.role as 'staff',
    unitId: row.unit_id,
    childPersonId: row.child_person_id,
  }))
}

/** Units of these names that are not archived, by the name in the list. */
export async function unitsNamed(
  reader: Reader,
  communityId: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  const result = await sql<{ name: string; id: string }>`
    select w.name, u.id from unnest(${[...names]}::text[]) as w (name)
    join communities.unit u on u.community_id = ${communityId}::uuid and lower(u.name) = lower(w.name)
      and not u.archived and not u.system`.execute(reader)
  return new Map(result.rows.map(({ name, id }) => [name, id]))
}

/** A digest of an organisation as far as roles that follow from facts depend on it: its people, their roles in units, and whether it rests. */
export async function digestOf(reader: Reader, communityId: string): Promise<string> {
  const id = sql`${communityId}::uuid`
  const rows = [
    sql`select concat_ws('|', 'community', type) from communities.community where id = ${id}`,
    sql`select 'rests' from communities.suspension where community_id = ${id} and resumed_at is null`,
    sql`select concat_ws('|', 'member', profile_id, person_id) from communities.member where community_id = ${id}`,
    sql`select concat_ws('|', 'role', profile_id, role, unit_id, child_person_id) from communities.member_role
      where community_id = ${id} and unit_id is not null`,
  ]
  const result = await setDigest(sql.join(rows, sql` union all `)).execute(reader)
  return result.rows[0]!.digest
}
