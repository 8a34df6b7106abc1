import { sql } from 'kysely'
import { isAppliedStaffRole, ROLES } from '#contract/communities/types.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

const APPLIED_ROLES = ROLES.filter(isAppliedStaffRole)

export interface TaskFacts {
  /** In the zone of the community the days of birthdays begin. */
  time_zone: string
  is_member: boolean
  /** Holds a role of the staff there, beside that of an administrator. */
  is_staff: boolean
  /** Has applied for one there and waits: whoever was refused, or is no member any more, is told nothing (GEN-01). */
  has_applied: boolean
  /** Has applied there by a link. */
  came_by_link: boolean
  /** Has applied for a role of the staff in any community. */
  has_begun: boolean
  has_pupils: boolean
  has_parents: boolean
  folded: boolean
}

/** What the tasks of somebody in a community stand on; null when there is no such community. */
export async function readTaskFacts(
  reader: Reader,
  { communityId, profileId }: { communityId: string; profileId: string },
): Promise<TaskFacts | null> {
  const here = sql`community_id = c.id and profile_id = ${profileId}::uuid`
  const applied = sql`from communities.application where profile_id = ${profileId}::uuid
    and role = any(${APPLIED_ROLES}) and state <> 'withdrawn'`
  const result = await sql<TaskFacts>`select c.time_zone,
    exists (select from communities.member where ${here}) as is_member,
    exists (select from communities.member_role where ${here} and role = any(${APPLIED_ROLES})) as is_staff,
    exists (select ${applied} and community_id = c.id and state = 'pending') as has_applied,
    exists (select ${applied} and community_id = c.id and link_id is not null) as came_by_link,
    exists (select ${applied}) as has_begun,
    exists (select from communities.member_role where community_id = c.id and role = 'pupil') as has_pupils,
    exists (select from communities.member_role where community_id = c.id and role = 'parent') as has_parents,
    exists (select from communities.task_fold where ${here}) as folded
    from communities.community c where c.id = ${communityId}::uuid`.execute(reader)
  return result.rows[0] ?? null
}

/** Those of these people who are pupils of a community, and whether some of them are parents there. */
export async function pupilsAndParentsAmong(
  reader: Reader,
  communityId: string,
  ids: readonly string[],
): Promise<{ pupilIds: string[]; hasParents: boolean }> {
  const result = await sql<{ profile_id: string; role: 'pupil' | 'parent' }>`
    select distinct profile_id, role from communities.member_role
    where community_id = ${communityId}::uuid and profile_id = any(${[...ids]}::uuid[])
      and role in ('pupil', 'parent')`.execute(reader)
  return {
    pupilIds: result.rows.flatMap(({ profile_id, role }) => (role === 'pupil' ? [profile_id] : [])),
    hasParents: result.rows.some(({ role }) => role === 'parent'),
  }
}

/** Notes that somebody has folded the list away, or that he has it back. */
export async function writeFold(
  tx: Tx,
  { communityId, profileId, folded, now }: { communityId: string; profileId: string; folded: boolean; now: number },
): Promise<void> {
  if (folded) {
    await tx
      .insertInto('communities.task_fold')
      .values({ community_id: communityId, profile_id: profileId, folded_at: new Date(now) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return
  }
  await tx
    .deleteFrom('communities.task_fold')
    .where('community_id', '=', communityId)
    .where('profile_id', '=', profileId)
    .execute()
}
