import { reaches } from './chat-permissions.ts'
import { type WriteRefusal, writeRefusal } from './chats.abilities.ts'
import type { Chat, ChatMine, Message } from './chats.ts'
import { OWN_CHANGE_MS } from './messenger.limits.ts'

/** What the viewer is in the chat, and whether others than its two see it. */
interface Place {
  mine: Pick<ChatMine, 'role' | 'writeRefusal'>
  chat: Pick<Chat, 'kind' | 'supervision' | 'permissions'>
}
type Changeable = Pick<Message, 'senderId' | 'at' | 'erased' | 'announcement'>
type Editable = Changeable & Pick<Message, 'origin' | 'poll' | 'sticker'>
type Passing = Pick<Message, 'erased' | 'expiresAt'>
type Forwardable = Passing & Pick<Message, 'poll'>

/** Who looks, and when, in milliseconds of the server's time. */
export interface Looking {
  profileId: string
  now: number
}

export type EraseRefusal = 'message.notOwn' | 'message.dayOver' | 'message.supervised' | 'announcement.wholeOnly'
export type EditRefusal =
  | EraseRefusal
  | 'message.erased'
  | 'message.forwarded'
  | 'poll.notEdited'
  | 'sticker.notEdited'
  | WriteRefusal

export type ForwardRefusal =
  | 'message.erased'
  | 'message.vanishing'
  | 'poll.notForwarded'
  | 'chat.observing'
  | 'chat.forwardForbidden'

/**
 * Why the viewer may not change the text of a message that he sees; null when he may. In a dialogue that somebody else
 * has to see, what was said stays as it was said: he may look hours later. Forwarded words are another one's, and those who
 * have voted have answered the question as it stood.
 */
export function editRefusal(message: Editable, { mine, chat }: Place, viewer: Looking): EditRefusal | null {
  if (message.senderId !== viewer.profileId) return 'message.notOwn'
  if (message.erased !== null) return 'message.erased'
  if (message.origin !== null) return 'message.forwarded'
  if (message.poll !== null) return 'poll.notEdited'
  // It says the same in every place.
  if (message.announcement !== null) return 'announcement.wholeOnly'
  if (message.sticker !== null) return 'sticker.notEdited'
  if (isDayOver(message, chat, viewer)) return 'message.dayOver'
  return writeRefusal(chat, mine) ?? (chat.supervision === null ? null : 'message.supervised')
}

/** Why the viewer may not erase a message that he sees for everybody; null when he may, also when it is erased already. */
export function eraseRefusal(message: Changeable, { mine, chat }: Place, viewer: Looking): EraseRefusal | null {
  if (message.erased !== null) return null
  const leads = mine.role === 'owner' || mine.role === 'administrator'
  if (!leads && message.senderId !== viewer.profileId) return 'message.notOwn'
  if (message.announcement !== null && message.senderId === viewer.profileId) return 'announcement.wholeOnly'
  if (chat.supervision !== null) return 'message.supervised'
  return !leads && isDayOver(message, chat, viewer) ? 'message.dayOver' : null
}

/** What somebody has written for himself alone has no end (reading A-38). */
function isDayOver({ at }: Changeable, { kind }: Place['chat'], { now }: Looking): boolean {
  return kind !== 'favourites' && now - Date.parse(at) >= OWN_CHANGE_MS
}

/** Why nobody may forward or pin a message: it is gone, or about to be. */
export function passingRefusal(message: Passing): 'message.erased' | 'message.vanishing' | null {
  if (message.erased !== null) return 'message.erased'
  return message.expiresAt === null ? null : 'message.vanishing'
}

/** Why the viewer may not forward a message that he sees; null when he may, as far as it and its chat go. */
export function forwardRefusal(
  message: Forwardable,
  { mine, chat }: { mine: Pick<ChatMine, 'role'>; chat: Pick<Chat, 'permissions'> },
): ForwardRefusal | null {
  const passing = passingRefusal(message)
  if (passing !== null) return passing
  // A copy would gather votes of its own, and the vote here would not count there.
  if (message.poll !== null) return 'poll.notForwarded'
  if (mine.role === 'observer') return 'chat.observing'
  return reaches(chat.permissions.forward, mine.role) ? null : 'chat.forwardForbidden'
}
