import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant } from '../kit/scalars.ts'
import { BLOCKS_PER_MINUTE, PAGE_SIZE_MAX } from './communities.limits.ts'

/** Somebody who can neither write to the caller alone nor add him to a group, as the caller sees him (CNT-07). */
export const BlockedPerson = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  staff: Type.Boolean(),
  blockedAt: Instant,
})
export type BlockedPerson = Static<typeof BlockedPerson>

export const listBlocked = query('blocks.list', {
  summary: 'Whom the active profile has blocked, the last one first (CNT-07).',
  gate: 'profile',
  sweep: 'own',
  input: closed({
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
  }),
  output: closed({ blocked: Type.Array(BlockedPerson), next: Type.Union([Cursor, Type.Null()]) }),
})

export const block = command('blocks.block', {
  summary:
    'Blocks a person whom the caller sees: neither of the two writes to the other alone any more, and he cannot add the caller to groups. He is not told (CNT-07).',
  gate: 'profile',
  sweep: 'member',
  perMinute: BLOCKS_PER_MINUTE,
  input: closed({ profileId: Id }),
  output: closed({}),
  errors: ['contact.unknown', 'block.selfImpossible', 'block.tooMany'],
})

export const unblock = command('blocks.unblock', {
  summary: 'Takes a block back; what other rules forbid stays forbidden.',
  gate: 'profile',
  sweep: 'member',
  perMinute: BLOCKS_PER_MINUTE,
  input: closed({ profileId: Id }),
  output: closed({}),
  errors: ['contact.unknown'],
})

export const blockOperations = {
  'blocks.list': listBlocked,
  'blocks.block': block,
  'blocks.unblock': unblock,
} as const
