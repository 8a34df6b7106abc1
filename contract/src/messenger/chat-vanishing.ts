import { type Static, Type } from 'typebox'
import { query } from '../kit/operation.ts'
import { closed, Id, oneOf } from '../kit/scalars.ts'

/** Why somebody may not let messages vanish: his organisation, or whoever leads the chat, lets nobody. */
export const VanishRefusal = oneOf(['message.supervised', 'message.vanishForbidden', 'message.vanishWithPupils'])
export type VanishRefusal = Static<typeof VanishRefusal>

export const chatVanishing = query('chats.vanishing', {
  summary: 'Whether the caller may let messages vanish in a chat (MSG-08); asked when he chooses a lifetime.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: closed({ refusal: Type.Union([VanishRefusal, Type.Null()]) }),
  errors: ['chat.unknown'],
})

export const chatVanishingOperations = { 'chats.vanishing': chatVanishing } as const
