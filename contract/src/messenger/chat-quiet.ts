import { Type } from 'typebox'
import { query } from '../kit/operation.ts'
import { closed, Id, Instant } from '../kit/scalars.ts'

const Count = Type.Integer({ minimum: 0 })

export const chatQuiet = query('chats.quiet', {
  summary:
    'How many people of a chat hear nothing of it now, so that whoever is about to write knows when it sounds (P-04). Nobody is named; of a channel nobody is counted.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: closed({
    /** Everybody who is in the chat but the caller and those who only see it. */
    people: Count,
    quiet: Count,
    /** When half of those who hear nothing hear again; null when everybody hears. */
    soundsAt: Type.Union([Instant, Type.Null()]),
    /** How many urgent messages the caller may send yet this week; null where he sends none. */
    urgentLeft: Type.Union([Count, Type.Null()]),
  }),
  errors: ['chat.unknown'],
})

export const chatQuietOperations = { 'chats.quiet': chatQuiet } as const
