import { Type } from 'typebox'
import { command } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'
import { CALL_HANDS_PER_MINUTE } from './calls.limits.ts'

const place = { chatId: Id, callId: Id }

export const setHand = command('calls.setHand', {
  summary:
    'Raises one’s hand in a call or lowers it (CALL-06). A hand that is up already keeps its place in the queue. It outlives a return within half a minute; whoever has left for longer has none.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  perMinute: CALL_HANDS_PER_MINUTE,
  input: closed({ ...place, up: Type.Boolean() }),
  output: closed({}),
  errors: ['chat.unknown', 'call.unknown', 'call.ended', 'call.outside'],
})

export const lowerHands = command('calls.lowerHands', {
  summary: 'Lowers the hand of somebody in a call, or of everybody: `profileId` null; for those who lead it (CALL-06).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ ...place, profileId: Type.Union([Id, Type.Null()]) }),
  output: closed({}),
  errors: ['chat.unknown', 'call.unknown', 'call.ended', 'call.notAllowed', 'call.personUnknown'],
})

export const setFloor = command('calls.setFloor', {
  summary:
    'Gives somebody who is in a call of a group the floor, which lowers his hand, or takes it back; for those who lead it (CALL-06, CALL-13).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ ...place, profileId: Id, floor: Type.Boolean() }),
  output: closed({}),
  errors: [
    'chat.unknown',
    'call.unknown',
    'call.ended',
    'call.notAllowed',
    'call.notHere',
    'call.personUnknown',
    'call.personAway',
  ],
})

export const speakingOperations = {
  'calls.setHand': setHand,
  'calls.lowerHands': lowerHands,
  'calls.setFloor': setFloor,
} as const
