import { sql } from 'kysely'
import type { AgeStep } from '#contract/communities/age-notices.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** A pupil whose birthdays concern somebody, once for each organisation. */
export interface PupilPlace {
  profileId: string
  timeZone: string
  joinedAt: Date
}

/** The viewer's own places as a pupil, and those of the children whose parent he is. */
export async function accessPupilPlaces(reader: Reader, viewerProfileId: string): Promise<PupilPlace[]> {
  const result = await sql<PupilPlace>`
    select m.profile_id as "profileId", c.time_zone as "timeZone", m.joined_at as "joinedAt"
    from (select community_id, profile_id, joined_at from communities.member where profile_id = ${viewerProfileId}::uuid
      union select o.community_id, o.profile_id, o.joined_at from communities.member_role v
      join communities.member o on o.person_id = v.child_person_id
      where v.profile_id = ${viewerProfileId}::uuid and v.role = 'parent') m
    join communities.community c on c.id = m.community_id
    where exists (select 1 from communities.member_role r
        where r.community_id = m.community_id and r.profile_id = m.profile_id and r.role = 'pupil')
    order by m.profile_id`.execute(reader)
  return result.rows
}

/** What a reader has put aside, as `profile/age`. */
export async function dismissedBy(reader: Reader, readerProfileId: string): Promise<ReadonlySet<string>> {
  const rows = await reader
    .selectFrom('communities.age_notice_seen')
    .select(['profile_id', 'age'])
    .where('reader_profile_id', '=', readerProfileId)
    .execute()
  return new Set(rows.map(({ profile_id, age }) => `${profile_id}/${age}`))
}

export async function dismiss(
  tx: Tx,
  seen: { readerProfileId: string; profileId: string; age: AgeStep; at: Date },
): Promise<void> {
  await tx
    .insertInto('communities.age_notice_seen')
    .values({
      reader_profile_id: seen.readerProfileId,
      profile_id: seen.profileId,
      age: seen.age,
      seen_at: seen.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
