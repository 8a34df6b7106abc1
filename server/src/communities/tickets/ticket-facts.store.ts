import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'
import { searchWords } from '../memberships/visible-members.store.ts'

/** Organisations in which one of these profiles holds a role of the staff. */
export async function staffPlaces(reader: Reader, profileIds: readonly string[]): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.member_role')
    .select('community_id')
    .distinct()
    .where('profile_id', 'in', [...profileIds])
    .where('role', 'in', [...STAFF_ROLES])
    .execute()
  return rows.map((row) => row.community_id)
}

/** Those who may decide about tickets of an organisation. */
export async function confirmersOf(reader: Reader, communityId: string): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`select distinct v.profile_id from communities.member_role v
    join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
    where v.community_id = ${communityId}::uuid and 'members.manage' = any(cr.grants)
    order by v.profile_id`.execute(reader)
  return result.rows.map((row) => row.profile_id)
}

export async function isMember(reader: Reader, communityId: string, profileId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('communities.member')
    .select('profile_id')
    .where('community_id', '=', communityId)
    .where('profile_id', '=', profileId)
    .executeTakeFirst()
  return row !== undefined
}

export async function isCommunity(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.selectFrom('communities.community').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** Members of an organisation by words of their names. Whoever calls has checked that the viewer may look. */
export async function findMembers(
  reader: Reader,
  communityId: string,
  search: string,
  limit: number,
): Promise<{ profileId: string; position: string }[]> {
  const matches = searchWords(search).map((word) => sql`' ' || m.sort_name like ${`% ${word}%`}`)
  if (matches.length === 0) return []
  const result = await sql<{ profileId: string; position: string }>`
    select m.profile_id as "profileId", m.position from communities.member m
    where m.community_id = ${communityId}::uuid and ${sql.join(matches, sql` and `)}
    order by m.sort_name, m.profile_id limit ${limit}`.execute(reader)
  return result.rows
}

/** Whether one of these profiles is a member somewhere, waits to become one, or knows somebody by hand. */
export async function areInUse(reader: Reader, profileIds: readonly string[]): Promise<boolean> {
  const ids = sql`any(${[...profileIds]}::uuid[])`
  const result = await sql<{ found: boolean }>`select
    exists (select from communities.member where profile_id = ${ids})
    or exists (select from communities.application where profile_id = ${ids} and state = 'pending')
    or exists (select from communities.personal_contact where owner_id = ${ids} or other_id = ${ids})
    or exists (select from communities.phonebook_match where one_id = ${ids} or other_id = ${ids})
    as found`.execute(reader)
  return result.rows[0]!.found
}

const folded = (text: RawBuilder<unknown>) =>
  sql`trim(regexp_replace(replace(lower(${text}), 'ё', 'е'), '\\s+', ' ', 'g'))`

/** Organisations of just this name with those of their administrators who are called so. Both are folded. */
export async function administratorsNamed(
  reader: Reader,
  { organisationName, fullName }: { organisationName: string; fullName: string },
): Promise<{ communityId: string; profileIds: string[] }[]> {
  const result = await sql<{ communityId: string; profileIds: string[] }>`
    select c.id as "communityId", array_agg(distinct m.profile_id) as "profileIds"
    from communities.community c join communities.member m on m.community_id = c.id
    join communities.member_role r on r.community_id = m.community_id and r.profile_id = m.profile_id
    where ${folded(sql`c.name`)} = ${organisationName} and m.sort_name = ${fullName} and r.role = 'administrator'
    group by c.id order by c.id`.execute(reader)
  return result.rows
}

/** The organisation of just this name in whose request an administrator stands who is called so and has such a number. */
export async function requestNames(
  reader: Reader,
  told: { organisationName: string; fullName: string; lastDigits: string },
): Promise<string | null> {
  const name = sql`q.administrator_surname || ' ' || q.administrator_name || ' ' || q.administrator_patronymic`
  const result = await sql<{ id: string }>`select c.id from communities.organisation_request q
    join communities.community c on c.id = q.community_id
    where ${folded(sql`c.name`)} = ${told.organisationName} and ${folded(name)} = ${told.fullName}
      and right(q.administrator_phone, 4) = ${told.lastDigits}
    order by c.id limit 1`.execute(reader)
  return result.rows[0]?.id ?? null
}
