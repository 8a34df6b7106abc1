import { sql } from 'kysely'
import type { DialogueMode } from '#contract/communities/dialogue-rules.ts'
import type { Reader } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'
import { DEFAULT_MODES } from './dialogue-rules.store.ts'

/** What an organisation has chosen, as far as a dialogue of two of its people needs it. */
export interface SharedRules {
  communityId: string
  timeZone: string
  under14: DialogueMode
  from14: DialogueMode
}

/** The rules of all organisations in which two people are members, each under one of his profiles. */
export async function sharedRules(
  reader: Reader,
  one: readonly string[],
  other: readonly string[],
): Promise<SharedRules[]> {
  const result = await sql<SharedRules>`
    select distinct c.id as "communityId", c.time_zone as "timeZone",
      coalesce(r.under_14, ${DEFAULT_MODES.under14}) as "under14", coalesce(r.from_14, ${DEFAULT_MODES.from14}) as "from14"
    from communities.member x
    join communities.member y on y.community_id = x.community_id and y.profile_id = any(${[...other]}::uuid[])
    join communities.community c on c.id = x.community_id
    left join communities.dialogue_rules r on r.community_id = c.id
    where x.profile_id = any(${[...one]}::uuid[]) order by c.id`.execute(reader)
  return result.rows
}

/** Second adults of an organisation in their order, as far as they hold a role of its staff. */
export async function secondAdultsOf(
  reader: Reader,
  communityId: string,
): Promise<{ profileId: string; personId: string }[]> {
  const result = await sql<{ profileId: string; personId: string }>`
    select s.profile_id as "profileId", m.person_id as "personId" from communities.second_adult s
    join communities.member m on m.community_id = s.community_id and m.profile_id = s.profile_id
    where s.community_id = ${communityId}::uuid and exists (
      select from communities.member_role r
      where r.community_id = m.community_id and r.profile_id = m.profile_id and r.role = any(${[...STAFF_ROLES]}))
    order by s.position`.execute(reader)
  return result.rows
}

/** Profiles that hold the role of a parent of this child in any organisation. */
export async function parentProfilesOf(reader: Reader, childPersonId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.member_role')
    .select('profile_id')
    .distinct()
    .where('child_person_id', '=', childPersonId)
    .orderBy('profile_id')
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Everybody of an organisation. */
export async function memberIds(reader: Reader, communityId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.member')
    .select('profile_id')
    .where('community_id', '=', communityId)
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Whether an organisation names one of these people as a second adult. */
export async function isAnyNamed(reader: Reader, communityId: string, profileIds: readonly string[]): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (select from communities.second_adult
    where community_id = ${communityId}::uuid and profile_id = any(${[...profileIds]}::uuid[])) as found`.execute(
    reader,
  )
  return result.rows[0]!.found
}

/** Members with these persons behind them. */
export async function profilesOfPersons(reader: Reader, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return []
  const rows = await reader
    .selectFrom('communities.member')
    .select('profile_id')
    .distinct()
    .where(sql<boolean>`person_id = any(${[...personIds]}::uuid[])`)
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Whether somebody holds the role of a pupil, and no other one, in each of these organisations; false for none of them. */
export async function isOnlyPupilIn(
  reader: Reader,
  profileIds: readonly string[],
  communities: readonly Pick<SharedRules, 'communityId'>[],
): Promise<boolean> {
  if (communities.length === 0) return false
  const ids = communities.map(({ communityId }) => communityId)
  const result = await sql<{ pupil: number; other: number }>`
    select count(distinct community_id) filter (where role = 'pupil')::integer as pupil,
      count(*) filter (where role <> 'pupil')::integer as other
    from communities.member_role
    where profile_id = any(${[...profileIds]}::uuid[]) and community_id = any(${ids}::uuid[])`.execute(reader)
  const { pupil, other } = result.rows[0]!
  return other === 0 && pupil === ids.length
}
