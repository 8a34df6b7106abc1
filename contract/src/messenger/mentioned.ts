import type { Mention } from './mention.ts'

/** Whether a message names a reader; nobody names himself. */
export function isMentioned(
  { senderId, mentions }: { readonly senderId: string; readonly mentions: readonly Mention[] },
  profileId: string,
): boolean {
  return senderId !== profileId && mentions.some((each) => each.profileId === null || each.profileId === profileId)
}

/** Whether two lists name the same people at the same places. */
export function isSameMentions(one: readonly Mention[], other: readonly Mention[]): boolean {
  if (one.length !== other.length) return false
  return one.every(({ profileId, from, length }, n) => {
    const { [n]: same } = other
    return same?.profileId === profileId && same.from === from && same.length === length
  })
}
