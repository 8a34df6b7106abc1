import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant } from '../kit/scalars.ts'
import { ChatMine, ChatState } from './chats.ts'

export const hideChat = command('chats.hide', {
  summary:
    'Hides a chat from the own list until something is written there, or shows it again; nobody else learns of it (CHT-09).',
  gate: 'profile',
  sweep: 'member',
  suspended: true,
  repeat: 'last',
  input: closed({ chatId: Id, hidden: Type.Boolean() }),
  output: closed({ mine: ChatMine }),
  errors: ['chat.unknown'],
})

export const muteChat = command('chats.mute', {
  summary:
    'Turns notices of one chat off on all devices of the reader, or on again; nobody else learns of it (CHT-02).',
  gate: 'profile',
  sweep: 'member',
  suspended: true,
  repeat: 'last',
  input: closed({ chatId: Id, muted: Type.Boolean() }),
  output: closed({ mine: ChatMine }),
  errors: ['chat.unknown'],
})

/** A group that its owner has deleted and may still bring back. */
export const DeletedChat = closed({
  chatId: Id,
  title: Type.String(),
  membersCount: Type.Integer(),
  deletedAt: Instant,
  /** From then on nobody can bring it back. */
  endsAt: Instant,
})

export const deleteChat = command('chats.delete', {
  summary:
    'Deletes a group for everybody: its people lose it at once, its owner may bring it back for seven days, then everything in it is erased. Not for chats of units, and not for those that somebody had to see (CHT-09, P-07).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: DeletedChat,
  errors: ['chat.unknown', 'chat.notAllowed', 'chat.ofUnit', 'chat.wasSupervised'],
})

export const deletedChats = query('chats.deleted', {
  summary:
    'Groups of which the caller is the owner and that are deleted and can still be brought back, the newest first.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ chats: Type.Array(DeletedChat) }),
})

export const restoreChat = command('chats.restore', {
  summary: 'Brings a deleted group back to everybody who was in it, as it was (CHT-09).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: ChatState,
  errors: ['chat.unknown'],
})

export const chatEndingOperations = {
  'chats.hide': hideChat,
  'chats.mute': muteChat,
  'chats.delete': deleteChat,
  'chats.deleted': deletedChats,
  'chats.restore': restoreChat,
} as const
