import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'
import { ChatState } from './chats.ts'
import { CHAT_DESCRIPTION_MAX } from './messenger.limits.ts'

export const aboutChat = query('chats.about', {
  summary:
    'What a group says of itself (CHT-02). Whoever looks at the chat asks for it; it travels in no event and no list.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  /** Empty where nobody has said anything. */
  output: closed({ description: Type.String() }),
  errors: ['chat.unknown'],
})

export const describeChat = command('chats.describe', {
  summary:
    'Changes what a group says of itself, or takes it away; stands in the chat as a line with the author (CHT-02).',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    chatId: Id,
    /** The bound here only keeps the request small, the rule counts code points. */
    description: Type.String({ maxLength: CHAT_DESCRIPTION_MAX * 4 }),
  }),
  output: ChatState,
  errors: ['chat.unknown', 'chat.notAllowed', 'chat.descriptionTooLong'],
})

export const chatAboutOperations = {
  'chats.about': aboutChat,
  'chats.describe': describeChat,
} as const
