import { sql } from 'kysely'
import type { UrgentReason } from '#contract/communities/urgent.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'

/** Holds what somebody may send this week until the transaction ends: two at once are counted one after the other. */
export async function holdUrgent(tx: Tx, profileId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`communities.urgent/${profileId}`}, 0))`.execute(tx)
}

/** Organisations in which somebody is staff: this one, or those that he shares with the other one of a dialogue. */
export async function urgentPlaces(
  reader: Reader,
  profileId: string,
  { communityId, otherId }: { communityId: string | null; otherId: string | null },
): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select distinct r.community_id as id from communities.member_role r
    where r.profile_id = ${profileId}::uuid and r.role = any(${[...STAFF_ROLES]})
      and (r.community_id = ${communityId}::uuid or (${communityId}::uuid is null and exists (
        select from communities.member_role o
        where o.community_id = r.community_id and o.profile_id = ${otherId}::uuid)))
    order by 1`.execute(reader)
  return result.rows.map(({ id }) => id)
}

/** How many urgent messages somebody has sent since a time. */
export async function urgentSince(reader: Reader, profileId: string, since: number): Promise<number> {
  const result = await sql<{ sent: number }>`
    select count(distinct message_id)::integer as sent from communities.urgent_message
    where profile_id = ${profileId}::uuid and at > ${new Date(since)}::timestamptz`.execute(reader)
  return result.rows[0]!.sent
}

export interface UrgentUse {
  messageId: string
  profileId: string
  reason: UrgentReason
  now: number
}

export async function insertUrgent(tx: Tx, communityIds: readonly string[], use: UrgentUse): Promise<void> {
  await tx
    .insertInto('communities.urgent_message')
    .values(
      communityIds.map((communityId) => ({
        community_id: communityId,
        message_id: use.messageId,
        profile_id: use.profileId,
        reason: use.reason,
        at: new Date(use.now),
      })),
    )
    .execute()
}

/** People of an organisation by how often they have sent urgent messages since a time. */
export async function urgentByPerson(
  reader: Reader,
  communityId: string,
  { month, week, limit }: { month: number; week: number; limit: number },
): Promise<{ profileId: string; week: number; month: number; lastAt: Date; lastReason: UrgentReason }[]> {
  const result = await sql<Awaited<ReturnType<typeof urgentByPerson>>[number]>`
    select profile_id as "profileId", count(*)::integer as month,
      (count(*) filter (where at > ${new Date(week)}::timestamptz))::integer as week,
      max(at) as "lastAt", (array_agg(reason order by at desc))[1] as "lastReason"
    from communities.urgent_message
    where community_id = ${communityId}::uuid and at > ${new Date(month)}::timestamptz
    group by profile_id order by month desc, profile_id limit ${limit}`.execute(reader)
  return result.rows
}
