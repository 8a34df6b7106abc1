import type { Static } from 'typebox'
import { closed, oneOf } from '../kit/scalars.ts'
import type { Chat, ChatRole } from './chats.ts'

/** What people may be allowed to do in a chat, in the order in which it is shown (CHT-03). */
export const CHAT_PERMISSIONS = [
  'write',
  'vanish',
  'pin',
  'mentionAll',
  'startCalls',
  'forward',
  'addMembers',
  'invite',
  'seeMembers',
  'changeInfo',
] as const
export const ChatPermission = oneOf(CHAT_PERMISSIONS)
export type ChatPermission = Static<typeof ChatPermission>

/** Up to whom a permission reaches; whoever leads more may do what others may. */
export const PERMISSION_SCOPES = ['everyone', 'administrators', 'owner'] as const
export const PermissionScope = oneOf(PERMISSION_SCOPES)
export type PermissionScope = Static<typeof PermissionScope>

export const ChatPermissions = closed({
  write: PermissionScope,
  /** Sending messages that vanish. */
  vanish: PermissionScope,
  pin: PermissionScope,
  /** Naming everybody at once: «@все». */
  mentionAll: PermissionScope,
  /** Beginning calls, where there are any. */
  startCalls: PermissionScope,
  /** Carrying words out into another chat. */
  forward: PermissionScope,
  addMembers: PermissionScope,
  /** Making, showing and sending the invitation link. */
  invite: PermissionScope,
  /** The list of members; who comes, goes and writes is said in the chat itself. */
  seeMembers: PermissionScope,
  /** Name, picture and description. */
  changeInfo: PermissionScope,
})
export type ChatPermissions = Static<typeof ChatPermissions>

/** What holds while nobody has decided otherwise; in dialogues and channels nobody can. */
export const DEFAULT_PERMISSIONS: Record<Chat['kind'], ChatPermissions> = {
  direct: {
    write: 'everyone',
    vanish: 'everyone',
    pin: 'everyone',
    mentionAll: 'owner',
    startCalls: 'everyone',
    forward: 'everyone',
    addMembers: 'owner',
    invite: 'owner',
    seeMembers: 'everyone',
    changeInfo: 'owner',
  },
  group: {
    write: 'everyone',
    vanish: 'everyone',
    pin: 'administrators',
    mentionAll: 'administrators',
    startCalls: 'administrators',
    forward: 'everyone',
    addMembers: 'administrators',
    invite: 'administrators',
    seeMembers: 'everyone',
    changeInfo: 'administrators',
  },
  channel: {
    write: 'administrators',
    vanish: 'owner',
    pin: 'administrators',
    mentionAll: 'owner',
    startCalls: 'owner',
    forward: 'everyone',
    addMembers: 'owner',
    invite: 'owner',
    seeMembers: 'owner',
    changeInfo: 'owner',
  },
  favourites: {
    write: 'everyone',
    vanish: 'everyone',
    pin: 'everyone',
    mentionAll: 'owner',
    startCalls: 'owner',
    forward: 'everyone',
    addMembers: 'owner',
    invite: 'owner',
    seeMembers: 'everyone',
    changeInfo: 'owner',
  },
}

/** Whether somebody with this role is within a scope. */
export function reaches(scope: PermissionScope, role: ChatRole): boolean {
  if (role === 'observer') return false
  if (scope === 'everyone') return true
  return role === 'owner' || (role === 'administrator' && scope === 'administrators')
}

/**
 * Whether somebody who leads a chat may change a permission from one scope to another: what is the owner's alone, he alone
 * gives and takes.
 */
export function mayPermit(role: ChatRole, from: PermissionScope, to: PermissionScope): boolean {
  return role === 'owner' || (role === 'administrator' && from !== 'owner' && to !== 'owner')
}
