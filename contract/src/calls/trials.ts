import { Type } from 'typebox'
import { command } from '../kit/operation.ts'
import { closed, Id, Instant } from '../kit/scalars.ts'
import { CALL_TRIALS_PER_MINUTE } from './calls.limits.ts'

export const tryMedia = command('calls.tryMedia', {
  summary:
    'Lets somebody who reads a chat into a room of his own on the media server for a moment, so that his device can try whether sound and pictures of a call there would reach it, and by which way. Nobody else can come into that room.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'fresh',
  perMinute: CALL_TRIALS_PER_MINUTE,
  input: closed({ chatId: Id }),
  output: closed({
    /** Address of the media server, ws(s). */
    url: Type.String(),
    token: Type.String(),
    expiresAt: Instant,
  }),
  errors: ['chat.unknown', 'call.unavailable'],
})

export const trialOperations = {
  'calls.tryMedia': tryMedia,
} as const
