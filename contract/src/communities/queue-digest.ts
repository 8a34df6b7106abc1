import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'

/** Whether somebody who decides on applications gets letters about those that wait, and where they go (INV-09). */
export const QueueDigest = closed({
  communityId: Id,
  letters: Type.Boolean(),
  /** The e-mail address that the reader shows on his card; null while he shows none, and then nothing is sent. */
  email: Type.Union([Type.String(), Type.Null()]),
})
export type QueueDigest = Static<typeof QueueDigest>

export const getQueueDigest = query('queueDigest.get', {
  summary:
    'Whether the caller gets one letter a day about applications that wait for him, and at which address; for those who decide (INV-09).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id }),
  output: QueueDigest,
  errors: ['community.unknown', 'community.notAllowed'],
})

export const setQueueDigest = command('queueDigest.set', {
  summary: 'Switches the letters about applications that wait for the caller on or off (INV-09).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  repeat: 'last',
  perMinute: 20,
  input: closed({ communityId: Id, letters: Type.Boolean() }),
  output: QueueDigest,
  errors: ['community.unknown', 'community.notAllowed'],
})

export const queueDigestOperations = {
  'queueDigest.get': getQueueDigest,
  'queueDigest.set': setQueueDigest,
} as const
