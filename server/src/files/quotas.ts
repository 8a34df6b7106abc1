import type { Reader, Tx } from '../platform/db/database.ts'
import type { Fail } from '../platform/dispatch/refusal.ts'
import { holdQuota, usedByCommunities, usedByOwner } from './files.store.ts'

/** Bytes that the files of one person and of one organisation may have together. */
export interface Quotas {
  person: number
  community(reader: Reader, communityId: string): Promise<number>
}

/** Whose quota something counts in. */
export interface Owner {
  ownerId: string
  /** Null for what belongs to no organisation. */
  communityId: string | null
}

/** Refuses what fits no more into the quota of its owner or of the organisation; nobody fills the rest meanwhile. */
export async function checkQuota(
  tx: Tx,
  quotas: Quotas,
  { ownerId, communityId }: Owner,
  bytes: number,
  fail: Fail<'file.quotaReached'>,
): Promise<void> {
  await holdQuota(tx, ownerId)
  if ((await usedByOwner(tx, ownerId)) + bytes > quotas.person) {
    fail('file.quotaReached', { whose: 'person', bytesMax: quotas.person })
  }
  if (communityId === null) return
  await holdQuota(tx, communityId)
  const bytesMax = await quotas.community(tx, communityId)
  const used = (await usedByCommunities(tx, [communityId])).get(communityId) ?? 0
  if (used + bytes > bytesMax) {
    fail('file.quotaReached', { whose: 'community', bytesMax, changedBy: 'operator' })
  }
}
