import type { Grant } from '#contract/communities/communities.ts'
import type { CommunityType, Role } from '#contract/communities/types.ts'
import type { Tx } from '../../platform/db/database.ts'

export async function insertCommunity(
  tx: Tx,
  row: {
    id: string
    type: CommunityType
    name: string
    short_name: string
    time_zone: string
    inn: string
    kpp: string
    created_at: Date
  },
): Promise<void> {
  await tx.insertInto('communities.community').values(row).execute()
}

export async function insertRoles(
  tx: Tx,
  communityId: string,
  roles: readonly { role: Role; grants: readonly Grant[] }[],
): Promise<void> {
  await tx
    .insertInto('communities.community_role')
    .values(
      roles.map(({ role, grants }, position) => ({ community_id: communityId, role, position, grants: [...grants] })),
    )
    .execute()
}

export async function insertPendingAdministrator(tx: Tx, communityId: string, phone: string, now: number) {
  await tx
    .insertInto('communities.pending_administrator')
    .values({ community_id: communityId, phone, created_at: new Date(now) })
    .execute()
}

/** Lets the right wait for another phone, in place of any that nobody has claimed yet. */
export async function replacePendingAdministrator(tx: Tx, communityId: string, phone: string, now: number) {
  await tx
    .deleteFrom('communities.pending_administrator')
    .where('community_id', '=', communityId)
    .where('claimed_at', 'is', null)
    .execute()
  const waiting = { created_at: new Date(now), claimed_at: null, claimed_by: null, replaces: true }
  await tx
    .insertInto('communities.pending_administrator')
    .values({ community_id: communityId, phone, ...waiting })
    .onConflict((conflict) => conflict.columns(['community_id', 'phone']).doUpdateSet(waiting))
    .execute()
}

/** Those who have claimed the right of a community by another phone. */
export async function earlierAdministrators(tx: Tx, communityId: string, phone: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('communities.pending_administrator')
    .select('claimed_by')
    .where('community_id', '=', communityId)
    .where('phone', '<>', phone)
    .where('claimed_by', 'is not', null)
    .orderBy('claimed_by')
    .execute()
  return rows.map((row) => row.claimed_by!)
}

/** Takes the waiting rights of a phone for a profile; returns the communities, and whether an earlier right ends there. */
export async function claimPending(
  tx: Tx,
  phone: string,
  profileId: string,
  now: number,
): Promise<{ communityId: string; replaces: boolean }[]> {
  const rows = await tx
    .updateTable('communities.pending_administrator')
    .set({ claimed_by: profileId, claimed_at: new Date(now) })
    .where('phone', '=', phone)
    .where('claimed_at', 'is', null)
    .returning(['community_id', 'replaces'])
    .execute()
  return rows.map((row) => ({ communityId: row.community_id, replaces: row.replaces }))
}
