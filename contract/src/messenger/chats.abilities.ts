import { reaches } from './chat-permissions.ts'
import type { Chat, ChatMine, Message, Reaction } from './chats.ts'
import { REACTIONS } from './messenger.limits.ts'

/** Why somebody may not write: what he is in the chat, or that only who leads it writes there. */
export type WriteRefusal = NonNullable<ChatMine['writeRefusal']> | 'message.leadersOnly'

export interface ChatAbilities {
  write: boolean
  addMembers: boolean
  removeMembers: boolean
  rename: boolean
  seeMembers: boolean
  setPermission: boolean
  /** By the link of the chat. */
  invite: boolean
  decideRequests: boolean
  setSlowMode: boolean
  setRole: boolean
  leave: boolean
  /** For everybody, with a week to take it back. */
  deleteChat: boolean
}

/**
 * What the holder of `mine` may do in `chat`. The server decides by it and the screen shows by it. Which people may be
 * added is a question of contacts and is decided for each of them.
 */
export function chatAbilities(
  chat: Pick<Chat, 'kind' | 'communityId' | 'unitId' | 'audience' | 'permissions'>,
  mine: Pick<ChatMine, 'role' | 'writeRefusal'>,
): ChatAbilities {
  // Who is in a chat for announcements follows from the unit, and what it is called does.
  const group = chat.kind === 'group' && chat.audience === null
  const leads = mine.role === 'owner' || mine.role === 'administrator'
  const { permissions } = chat
  return {
    write: writeRefusal(chat, mine) === null,
    addMembers: group && reaches(permissions.addMembers, mine.role),
    removeMembers: group && leads,
    rename: group && reaches(permissions.changeInfo, mine.role),
    seeMembers:
      (chat.kind === 'group' || chat.kind === 'direct') &&
      (mine.role === 'observer' || reaches(permissions.seeMembers, mine.role)),
    setPermission: group && leads,
    // Nobody answers for whom a link lets into a chat of several organisations.
    invite: group && chat.communityId !== null && reaches(permissions.invite, mine.role),
    decideRequests: group && leads,
    setSlowMode: group && leads,
    setRole: group && mine.role === 'owner',
    leave: group && mine.role !== 'observer',
    deleteChat: group && mine.role === 'owner' && chat.unitId === null,
  }
}

/** Why the holder of `mine` may not write in `chat`, or null when he may. */
export function writeRefusal(
  { permissions }: Pick<Chat, 'permissions'>,
  mine: Pick<ChatMine, 'role' | 'writeRefusal'>,
): WriteRefusal | null {
  return mine.writeRefusal ?? (reaches(permissions.write, mine.role) ? null : 'message.leadersOnly')
}

/**
 * When the holder of `mine` may write the next message in a chat that is slow, in milliseconds since 1970; 0 when he need not
 * wait. Whoever leads the chat never does.
 */
export function nextWriteAt(
  { slowModeMs }: Pick<Chat, 'slowModeMs'>,
  { role, pacedAt }: Pick<ChatMine, 'role' | 'pacedAt'>,
): number {
  return slowModeMs === null || pacedAt === null || role !== 'member' ? 0 : Date.parse(pacedAt) + slowModeMs
}

/**
 * Why the holder of `mine` may not pin messages in a dialogue or a group, or null when he may. In a channel whoever writes
 * there for its organisation pins.
 */
export function pinRefusal(
  { permissions }: Pick<Chat, 'permissions'>,
  mine: Pick<ChatMine, 'role' | 'writeRefusal'>,
): NonNullable<ChatMine['writeRefusal']> | 'chat.notAllowed' | null {
  return mine.writeRefusal ?? (reaches(permissions.pin, mine.role) ? null : 'chat.notAllowed')
}

/** Whether the reader has hidden a chat from his list, and nothing was written there since (CHT-09). */
export function isHidden(
  { hiddenSeq }: Pick<ChatMine, 'hiddenSeq'>,
  lastMessage: Pick<Message, 'seq'> | null,
): boolean {
  return hiddenSeq > 0 && (lastMessage?.seq ?? 0) <= hiddenSeq
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
