import { communityAbilities } from '../communities/communities.abilities.ts'
import type { Grant } from '../communities/communities.ts'
import type { CommunityType } from '../communities/types.ts'

/** What the channel that everybody reads is called in an organisation of a type (CHN-06). */
export function commonChannelTitle(type: CommunityType): string {
  return ['kindergarten', 'college', 'authority'].includes(type) ? 'Общий' : 'Общешкольный'
}

/** The right to speak in a channel in the name of its organisation; the page of it has one of its own (ORG-15). */
export function speakingRight(channelClass: string | null): 'channels.post' | 'page.post' {
  return channelClass === 'page' ? 'page.post' : 'channels.post'
}

/** Whether a member speaks in a channel in the name of its organisation (CHN-03); nobody does who is none. */
export function speaksIn(membership: { grants: readonly Grant[] } | null, channelClass: string | null): boolean {
  if (membership === null) return false
  const can = communityAbilities(membership)
  return speakingRight(channelClass) === 'page.post' ? can.publish : can.writeInChannels
}
