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

/** To which audiences somebody belongs in a community. */
export async function audiencesOf(reader: Reader, communityId: string, profileId: string): Promise<AudienceOfUnit[]> {
  const rows = await reader
    .selectFrom('communities.member_role')
    .select(['unit_id', 'role'])
    .distinct()
    .where('community_id', '=', communityId)
    .where('profile_id', '=', profileId)
    .where('unit_id', 'is not', null)
    .execute()
  const found = rows.flatMap(({ unit_id, role }) =>
    (Object.keys(ROLES_OF) as UnitAudience[]).flatMap((audience) =>
      ROLES_OF[audience].includes(role as Role) ? [{ unitId: unit_id!, audience }] : [],
    ),
  )
  return found.filter(
    ({ unitId, audience }, n) => found.findIndex((one) => one.unitId === unitId && one.audience === audience) === n,
  )
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
