import { sql } from 'kysely'
import { isAppliedStaffRole, ROLES, type Role } from '#contract/communities/types.ts'
import type { UnitAudience } from '#contract/communities/unit-audiences.ts'
import type { Reader } from '../../platform/db/database.ts'

/** By which roles in a unit somebody belongs to an audience of it. */
const ROLES_OF: Readonly<Record<UnitAudience, readonly Role[]>> = {
  guardians: ['parent'],
  pupils: ['pupil'],
  staff: ROLES.filter(isAppliedStaffRole),
}

/** The people of a unit to whom something is said there, in the order of their ids. */
export async function peopleOf(reader: Reader, unitId: string, audience: UnitAudience): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.member_role')
    .select('profile_id')
    .distinct()
    .where('unit_id', '=', unitId)
    .where('role', 'in', [...ROLES_OF[audience]])
    .orderBy('profile_id')
    .execute()
  return rows.map((row) => row.profile_id)
}

/** A part of the people of a unit. */
export interface AudienceOfUnit {
  unitId: string
  audience: UnitAudience
}

/** To which audiences these people belong in a community, each once. */
export async function audiencesOf(
  reader: Reader,
  communityId: string,
  profileIds: readonly string[],
): Promise<(AudienceOfUnit & { profileId: string })[]> {
  const result = await sql<AudienceOfUnit & { profileId: string }>`
    select distinct r.profile_id as "profileId", r.unit_id as "unitId", a.audience
    from communities.member_role r join jsonb_each(${JSON.stringify(ROLES_OF)}::jsonb) as a (audience, roles) on a.roles ? r.role
    where r.community_id = ${communityId}::uuid and r.profile_id = any(${[...profileIds]}::uuid[]) and r.unit_id is not null`.execute(
    reader,
  )
  return result.rows
}

/** A unit with the sizes of its audiences. */
export interface AnnouncingUnit {
  unitId: string
  name: string
  people: Record<UnitAudience, number>
}

/**
 * The units of a community that are not archived, by grade and name: all, or those in whose staff the viewer is. What they may be
 * told is told by whoever makes chats of them, so «Коллектив», which has a channel, is not among them.
 */
export async function announcingIn(
  reader: Reader,
  viewerId: string,
  { communityId, all }: { communityId: string; all: boolean },
): Promise<AnnouncingUnit[]> {
  const people = (audience: UnitAudience) =>
    sql`count(distinct r.profile_id) filter (where r.role = any(${[...ROLES_OF[audience]]}::text[]))::integer`
  const only = all
    ? sql``
    : sql`and exists (select from communities.member_role own where own.unit_id = u.id
        and own.profile_id = ${viewerId}::uuid and own.role = any(${[...ROLES_OF.staff]}::text[]))`
  const result = await sql<AnnouncingUnit>`
    select u.id as "unitId", u.name, jsonb_build_object('guardians', ${people('guardians')}, 'pupils', ${people('pupils')},
      'staff', ${people('staff')}) as people
    from communities.unit u left join communities.member_role r on r.unit_id = u.id
    where u.community_id = ${communityId}::uuid and not u.archived and not u.system ${only}
    group by u.id, u.name, u.grade order by u.grade nulls last, lower(u.name), u.id`.execute(reader)
  return result.rows
}

/** What units are called. */
export async function namesOf(reader: Reader, unitIds: readonly string[]): Promise<Map<string, string>> {
  if (unitIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('communities.unit')
    .select(['id', 'name'])
    .where('id', 'in', [...unitIds])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
