import type { Grant } from '#contract/communities/communities.ts'
import type { CommunityType, Role } from '#contract/communities/types.ts'
import type { Tx } from '../../platform/db/database.ts'

export async function insertCommunity(
  tx: Tx,
  row: { id: string; type: CommunityType; name: string; short_name: string; time_zone: string; created_at: Date },
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

/** Takes the waiting rights of a phone for a profile; returns the communities. */
export async function claimPending(tx: Tx, phone: string, profileId: string, now: number): Promise<string[]> {
  const rows = await tx
    .updateTable('communities.pending_administrator')
    .set({ claimed_by: profileId, claimed_at: new Date(now) })
    .where('phone', '=', phone)
    .where('claimed_at', 'is', null)
    .returning('community_id')
    .execute()
  return rows.map((row) => row.community_id)
}
