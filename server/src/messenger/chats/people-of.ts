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
      for (const profileId of namedIn(entry).slice(0, NAMED_MAX)) ids.add(profileId)
    }
  }
  return [...ids]
}

function namedIn(entry: Exclude<ChatEntry, { e: 'message.posted' }>): readonly string[] {
  if (entry.e === 'chat.changed' || entry.e === 'poll.ended') return []
  return entry.e === 'supervision.changed' ? (entry.p.chat.supervision?.observerIds ?? []) : entry.p.profileIds
}
