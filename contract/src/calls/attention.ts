import { Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'

export const attentionEvents = {
  'call.nudged': event({
    audience: 'profile',
    durable: false,
    summary:
      'Whoever leads a call draws the attention of the reader, who is in it: a sound, a banner and a vibration, and nothing is switched on (CALL-05).',
    payload: closed({
      chatId: Id,
      callId: Id,
      /** Who does. */
      profileId: Id,
      /** Of everybody in the call, and not of the reader alone. */
      everybody: Type.Boolean(),
    }),
  }),
} as const

export const nudgeInCall = command('calls.nudge', {
  summary:
    'Draws the attention of somebody who is in a call of a group, or of everybody else there: `profileId` null; for those who lead it, a few times a minute (CALL-05).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ chatId: Id, callId: Id, profileId: Type.Union([Id, Type.Null()]) }),
  output: closed({}),
  errors: [
    'chat.unknown',
    'call.unknown',
    'call.ended',
    'call.notAllowed',
    'call.notHere',
    'call.personAway',
    'call.nudgedOften',
  ],
})

export const attentionOperations = {
  'calls.nudge': nudgeInCall,
} as const
