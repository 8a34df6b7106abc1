import type { Chat, ChatMine, Reaction } from './chats.ts'
import { REACTIONS } from './messenger.limits.ts'

export interface ChatAbilities {
  write: boolean
  addMembers: boolean
  removeMembers: boolean
  rename: boolean
  setForwarding: boolean
  leave: boolean
}

/**
 * What the holder of `mine` may do in `chat`. The server decides by it and the screen shows by it. Which people may be
 * added is a question of contacts and is decided for each of them.
 */
export function chatAbilities(chat: Pick<Chat, 'kind'>, mine: Pick<ChatMine, 'role' | 'writeRefusal'>): ChatAbilities {
  const group = chat.kind === 'group'
  const leads = mine.role === 'owner' || mine.role === 'administrator'
  return {
    write: mine.writeRefusal === null,
    addMembers: group && leads,
    removeMembers: group && leads,
    rename: group && leads,
    setForwarding: group && leads,
    leave: group && mine.role !== 'observer',
  }
}

/** The same list each time, so that a screen sees that nothing has changed. */
const NONE: readonly Reaction[] = []

/** Which reactions the holder of `mine` may give to what is said in `chat`; in a channel its organisation decides (CHN-07). */
export function givableReactions(
  chat: Pick<Chat, 'kind' | 'reactions'>,
  mine: Pick<ChatMine, 'writeRefusal'>,
): readonly Reaction[] {
  if (chat.kind === 'channel') return chat.reactions ?? REACTIONS
  return mine.writeRefusal === null ? REACTIONS : NONE
}
