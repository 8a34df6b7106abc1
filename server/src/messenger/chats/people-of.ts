import type { Message } from '#contract/messenger/chats.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'

/** Of those who came or went together, so many are named with their cards. */
const NAMED_MAX = 50

/** Everybody who is named by entries. */
export function peopleOf(entries: readonly ChatEntry[], messages: readonly Message[] = []): string[] {
  const ids = new Set(messages.map((message) => message.senderId))
  for (const entry of entries) {
    if (entry.e === 'message.posted') ids.add(entry.p.message.senderId)
    else {
      if (entry.p.actorId !== null) ids.add(entry.p.actorId)
      if (entry.e !== 'chat.changed') for (const profileId of entry.p.profileIds.slice(0, NAMED_MAX)) ids.add(profileId)
    }
  }
  return [...ids]
}
