import { squareErrors } from '../files/files.errors.ts'
import { command } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'
import { ChatState } from './chats.ts'

export const setChatPicture = command('chats.setPicture', {
  summary:
    'Makes an uploaded picture (files.begin, kind `photo`) the picture of a group chat (CHT-01); stands in the chat as a line with the author (CHT-07).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  repeat: 'self',
  perMinute: 10,
  input: closed({ chatId: Id, fileId: Id }),
  output: ChatState,
  errors: ['chat.unknown', 'chat.notAllowed', ...squareErrors],
})

export const removeChatPicture = command('chats.removePicture', {
  summary: 'Deletes the picture of a group chat; stands in the chat as a line with the author (CHT-07).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: ChatState,
  errors: ['chat.unknown', 'chat.notAllowed'],
})

export const chatPictureOperations = {
  'chats.setPicture': setChatPicture,
  'chats.removePicture': removeChatPicture,
} as const
