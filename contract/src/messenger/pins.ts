import { Type } from 'typebox'
import { command } from '../kit/operation.ts'
import { closed, Id, Seq } from '../kit/scalars.ts'
import { ChatState } from './chats.ts'
import { DIALOGUE_REFUSALS, PINS_MAX } from './messenger.limits.ts'

const refusals = [
  'chat.unknown',
  'chat.notAllowed',
  'community.notAllowed',
  'message.writeForbidden',
  'message.channelReadOnly',
  'chat.observing',
  'chat.archived',
  'chat.blocking',
  ...DIALOGUE_REFUSALS,
] as const

export const addPin = command('pins.add', {
  summary:
    'Pins a message for everybody in its chat, before those that are pinned; stands in the chat as a line (MSG-17).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, seq: Seq }),
  output: ChatState,
  errors: [...refusals, 'message.unknown', 'message.erased', 'message.vanishing', 'pin.tooMany'],
})

export const removePin = command('pins.remove', {
  summary: 'Unpins a message for everybody; stands in the chat as a line.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, seq: Seq }),
  output: ChatState,
  errors: refusals,
})

export const arrangePins = command('pins.arrange', {
  summary: 'Puts the pinned messages into another order; refused when others are pinned by now.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, seqs: Type.Array(Seq, { minItems: 2, maxItems: PINS_MAX, uniqueItems: true }) }),
  output: ChatState,
  errors: [...refusals, 'pin.othersPinned'],
})

export const pinOperations = {
  'pins.add': addPin,
  'pins.remove': removePin,
  'pins.arrange': arrangePins,
} as const
