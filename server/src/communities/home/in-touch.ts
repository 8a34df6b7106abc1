import { SUPPORT_DAYS } from '#contract/communities/communities.limits.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { ActivityHook } from './home.service.ts'
import { isSomeMember } from './home.store.ts'

/**
 * Whether some of these people have written within the last {@link SUPPORT_DAYS} days in a chat of the community, or alone
 * to somebody of it.
 */
export async function keepsInTouch(
  reader: Reader,
  activity: readonly ActivityHook[],
  { communityId, who, now }: { communityId: string; who: readonly string[]; now: number },
): Promise<boolean> {
  const from = new Date(now - SUPPORT_DAYS * 24 * 3_600_000)
  for (const hook of activity) {
    const { inChats, withIds } = await hook.writtenSince(reader, { senderIds: who, communityId, from })
    if (inChats || (await isSomeMember(reader, communityId, withIds))) return true
  }
  return false
}
