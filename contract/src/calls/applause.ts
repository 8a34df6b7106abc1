import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command } from '../kit/operation.ts'
import { closed, Id, oneOf } from '../kit/scalars.ts'
import { CALL_REACTIONS, CALL_REACTIONS_PER_MINUTE } from './calls.limits.ts'

/** What somebody shows in a call for a moment. Pages draw them; they are no characters of a font. */
export const CallReaction = oneOf(CALL_REACTIONS)
export type CallReaction = Static<typeof CallReaction>

export const applauseEvents = {
  'call.reactions': event({
    audience: 'profile',
    durable: false,
    summary:
      'To those who are in a call, at most twice a second: which reactions were given since it was told last, and how often each (CALL-07). Nobody is told by whom.',
    payload: closed({
      chatId: Id,
      callId: Id,
      counts: Type.Array(closed({ reaction: CallReaction, count: Type.Integer({ minimum: 1 }) }), {
        minItems: 1,
        maxItems: CALL_REACTIONS.length,
      }),
    }),
  }),
} as const

export const reactInCall = command('calls.react', {
  summary:
    'Shows a reaction to everybody in a call for a moment (CALL-07). Nothing of it is kept. Whoever leads the call can switch reactions off for the others.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  perMinute: CALL_REACTIONS_PER_MINUTE,
  input: closed({ chatId: Id, callId: Id, reaction: CallReaction }),
  output: closed({}),
  errors: ['chat.unknown', 'call.unknown', 'call.ended', 'call.outside', 'call.reactionsOff'],
})

export const applauseOperations = {
  'calls.react': reactInCall,
} as const
