import { sql } from 'kysely'
import type { Reach } from '#contract/communities/privacy.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'

export interface ChosenPrivacy {
  write: Reach
  calls: Reach
  groups: Reach
  photo: Reach
  readMarks: boolean
}

/** What people have chosen, by profile; whoever has chosen nothing is left out. */
export async function readPrivacy(reader: Reader, ids: readonly string[]): Promise<Map<string, ChosenPrivacy>> {
  const rows = await reader
    .selectFrom('communities.privacy')
    .select(['profile_id', 'write_reach', 'calls_reach', 'groups_reach', 'photo_reach', 'read_marks'])
    .where(sql<boolean>`profile_id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.profile_id,
      {
        write: row.write_reach as Reach,
        calls: row.calls_reach as Reach,
        groups: row.groups_reach as Reach,
        photo: row.photo_reach as Reach,
        readMarks: row.read_marks,
      },
    ]),
  )
}

export async function writePrivacy(tx: Tx, profileId: string, chosen: ChosenPrivacy, now: number): Promise<void> {
  const row = {
    write_reach: chosen.write,
    calls_reach: chosen.calls,
    groups_reach: chosen.groups,
    photo_reach: chosen.photo,
    read_marks: chosen.readMarks,
    changed_at: new Date(now),
  }
  await tx
    .insertInto('communities.privacy')
    .values({ profile_id: profileId, ...row })
    .onConflict((conflict) => conflict.column('profile_id').doUpdateSet(row))
    .execute()
}

/**
 * Those of `others` to whom somebody is staff of a shared organisation, or of a shared unit, or who have agreed with him
 * to be contacts. Whom they may see besides, because they hold a right to see all, is not near to them by that.
 */
export async function nearTo(reader: Reader, comerId: string, others: readonly string[]): Promise<Set<string>> {
  const result = await sql<{ profile_id: string }>`
    select distinct o.profile_id from communities.member c
    join communities.member o on o.community_id = c.community_id
    where c.profile_id = ${comerId}::uuid and o.profile_id = any(${[...others]}::uuid[]) and (
      exists (select from communities.member_role r
        where r.community_id = c.community_id and r.profile_id = c.profile_id and r.role = any(${[...STAFF_ROLES]}))
      or exists (select from communities.member_role r
        join communities.member_role t on t.community_id = r.community_id and t.unit_id = r.unit_id
        where r.community_id = o.community_id and r.profile_id = o.profile_id and t.profile_id = c.profile_id))
    union select case when p.owner_id = ${comerId}::uuid then p.other_id else p.owner_id end from communities.personal_contact p
    where p.confirmed_at is not null and ((p.owner_id = ${comerId}::uuid and p.other_id = any(${[...others]}::uuid[]))
      or (p.other_id = ${comerId}::uuid and p.owner_id = any(${[...others]}::uuid[])))`.execute(reader)
  return new Set(result.rows.map((row) => row.profile_id))
}

/** Those of `others` with whom somebody shares a unit, or whose organisation lets him manage its members. */
export async function answeringFor(reader: Reader, viewerId: string, others: readonly string[]): Promise<Set<string>> {
  const result = await sql<{ profile_id: string }>`
    select distinct o.profile_id from communities.member_role o
    join communities.member_role v on v.community_id = o.community_id
    join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
    where o.profile_id = any(${[...others]}::uuid[]) and v.profile_id = ${viewerId}::uuid
      and (v.unit_id = o.unit_id or 'members.manage' = any(cr.grants))`.execute(reader)
  return new Set(result.rows.map((row) => row.profile_id))
}
