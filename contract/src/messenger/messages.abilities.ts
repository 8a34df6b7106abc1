import type { ChatMine, Message } from './chats.ts'
import { OWN_CHANGE_MS } from './messenger.limits.ts'

type Mine = Pick<ChatMine, 'role' | 'writeRefusal'>
type Changeable = Pick<Message, 'senderId' | 'at' | 'erased'>

/** Who looks, and when, in milliseconds of the server's time. */
export interface Looking {
  profileId: string
  now: number
}

export type EraseRefusal = 'message.notOwn' | 'message.dayOver'
export type EditRefusal = EraseRefusal | 'message.erased' | NonNullable<ChatMine['writeRefusal']>

/** Why the viewer may not change the text of a message that he sees; null when he may. */
export function editRefusal(message: Changeable, mine: Mine, viewer: Looking): EditRefusal | null {
  if (message.senderId !== viewer.profileId) return 'message.notOwn'
  if (message.erased !== null) return 'message.erased'
  if (viewer.now - Date.parse(message.at) >= OWN_CHANGE_MS) return 'message.dayOver'
  return mine.writeRefusal
}

/** Why the viewer may not erase a message that he sees for everybody; null when he may, also when it is erased already. */
export function eraseRefusal(message: Changeable, mine: Mine, viewer: Looking): EraseRefusal | null {
  if (message.erased !== null || mine.role === 'owner' || mine.role === 'administrator') return null
  if (message.senderId !== viewer.profileId) return 'message.notOwn'
  return viewer.now - Date.parse(message.at) >= OWN_CHANGE_MS ? 'message.dayOver' : null
}
