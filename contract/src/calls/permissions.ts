import { Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command } from '../kit/operation.ts'
import { closed, Id, oneOf } from '../kit/scalars.ts'
import { CALL_ASKS_PER_MINUTE } from './calls.limits.ts'
import { Call } from './calls.ts'
import { MediaSource, OwnPermissions } from './people.ts'

const place = { chatId: Id, callId: Id }
const LED_ERRORS = ['chat.unknown', 'call.unknown', 'call.ended', 'call.notAllowed', 'call.notHere'] as const
/** What somebody is asked to switch on himself: nobody else can. A screen is never asked for. */
const Asked = oneOf(['microphone', 'camera'])

export const permissionEvents = {
  'call.asked': event({
    audience: 'profile',
    durable: false,
    summary:
      'Whoever leads a call asks the reader to switch on his microphone or camera, or gives him the floor (CALL-13). Only he can.',
    payload: closed({
      chatId: Id,
      callId: Id,
      /** Who asks. */
      profileId: Id,
      source: Asked,
    }),
  }),
} as const

export const setCallRules = command('calls.setRules', {
  summary:
    'Says whether people of a call of a group may switch on their microphones and cameras themselves, share their screens and show reactions (CALL-07, CALL-11, CALL-13); what is left out stays. Taken away, it ends at once what is sent; whoever leads the call may always.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    ...place,
    version: Type.Integer(),
    microphones: Type.Optional(Type.Boolean()),
    cameras: Type.Optional(Type.Boolean()),
    screens: Type.Optional(Type.Boolean()),
    reactions: Type.Optional(Type.Boolean()),
  }),
  output: closed({ call: Call }),
  errors: [...LED_ERRORS, 'call.versionConflict'],
})

export const setCallPermissions = command('calls.setPermissions', {
  summary:
    'Allows or forbids one person of a call of a group what the call has otherwise for everybody, or leaves that to the call: null (CALL-11, CALL-13). It holds over every return.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ ...place, profileId: Id, permissions: OwnPermissions }),
  output: closed({}),
  errors: [...LED_ERRORS, 'call.personUnknown'],
})

export const muteInCall = command('calls.mute', {
  summary:
    'Switches off what somebody sends into a call of a group, or what everybody does but those who lead it: `profileId` null (CALL-11, CALL-13). Who may switches it on again himself; nobody else can.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ ...place, profileId: Type.Union([Id, Type.Null()]), source: MediaSource }),
  output: closed({}),
  errors: [...LED_ERRORS, 'call.personUnknown', 'call.unavailable'],
})

export const askInCall = command('calls.ask', {
  summary: 'Asks somebody who is in a call of a group to switch on his microphone or camera (CALL-12, CALL-13).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  perMinute: CALL_ASKS_PER_MINUTE,
  input: closed({ ...place, profileId: Id, source: Asked }),
  output: closed({}),
  errors: [...LED_ERRORS, 'call.personAway', 'call.notPermitted'],
})

export const permissionOperations = {
  'calls.setRules': setCallRules,
  'calls.setPermissions': setCallPermissions,
  'calls.mute': muteInCall,
  'calls.ask': askInCall,
} as const
