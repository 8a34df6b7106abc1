import type { Membership } from '#contract/communities/communities.ts'
import type { Chat } from '#contract/messenger/chats.ts'

/** Whether the reader writes in a channel in the name of its organisation (CHN-03). */
export function speaksFor(
  memberships: Readonly<Record<string, Membership>>,
  { channelClass, communityId }: Pick<Chat, 'channelClass' | 'communityId'>,
): boolean {
  return channelClass !== null && (memberships[communityId ?? '']?.grants.includes('channels.post') ?? false)
}
