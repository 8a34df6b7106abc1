import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'

/** Writes a block; false when it stood there already. */
export async function insertBlock(tx: Tx, profileId: string, blockedId: string, now: number): Promise<boolean> {
  const result = await tx
    .insertInto('communities.block')
    .values({ profile_id: profileId, blocked_id: blockedId, blocked_at: new Date(now) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Takes a block back; false when there was none. */
export async function deleteBlock(tx: Tx, profileId: string, blockedId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('communities.block')
    .where('profile_id', '=', profileId)
    .where('blocked_id', '=', blockedId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function countBlocks(reader: Reader, profileId: string): Promise<number> {
  const { count } = await reader
    .selectFrom('communities.block')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('profile_id', '=', profileId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** A page of what one profile has blocked, the last one first. */
export async function pageBlocks(
  reader: Reader,
  profileId: string,
  before: { at: Date; id: string } | null,
  limit: number,
): Promise<{ blocked_id: string; blocked_at: Date }[]> {
  const beyond =
    before === null ? sql`` : sql`and (blocked_at, blocked_id) < (${before.at}::timestamptz, ${before.id}::uuid)`
  const result = await sql<{ blocked_id: string; blocked_at: Date }>`
    select blocked_id, blocked_at from communities.block where profile_id = ${profileId}::uuid ${beyond}
    order by blocked_at desc, blocked_id desc limit ${limit}`.execute(reader)
  return result.rows
}

/** Who of two people blocks the other. */
export async function blocksBetween(
  reader: Reader,
  one: string,
  other: string,
): Promise<{ one: boolean; other: boolean }> {
  const rows = await reader
    .selectFrom('communities.block')
    .select('profile_id')
    .where('profile_id', 'in', [one, other])
    .where('blocked_id', 'in', [one, other])
    .execute()
  const found = new Set(rows.map((row) => row.profile_id))
  return { one: found.has(one), other: found.has(other) }
}

/** Those of `others` who have blocked somebody. */
export async function blockersAmong(reader: Reader, blockedId: string, others: readonly string[]): Promise<string[]> {
  if (others.length === 0) return []
  const rows = await reader
    .selectFrom('communities.block')
    .select('profile_id')
    .where('blocked_id', '=', blockedId)
    .where('profile_id', 'in', [...others])
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Those of `others` in whose units of a community somebody holds a role of the staff. */
export async function taughtAmong(
  reader: Reader,
  staffId: string,
  others: readonly string[],
  communityId: string,
): Promise<Set<string>> {
  const result = await sql<{ profile_id: string }>`
    select distinct o.profile_id from communities.member_role s
    join communities.member_role o on o.community_id = s.community_id and o.unit_id = s.unit_id
    where s.community_id = ${communityId}::uuid and s.profile_id = ${staffId}::uuid
      and s.role = any(${[...STAFF_ROLES]}) and o.profile_id = any(${[...others]}::uuid[])`.execute(reader)
  return new Set(result.rows.map((row) => row.profile_id))
}
