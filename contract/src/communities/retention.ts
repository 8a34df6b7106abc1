import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'
import { RETENTION_MONTHS_MAX } from './communities.limits.ts'

/** How many months messages of a deleted account stay in the chats of an organisation; null for ever (IDN-24). */
export const RetentionMonths = Type.Union([Type.Integer({ minimum: 1, maximum: RETENTION_MONTHS_MAX }), Type.Null()])

export const Retention = closed({ communityId: Id, version: Type.Integer(), months: RetentionMonths })
export type Retention = Static<typeof Retention>

export const getRetention = query('retention.get', {
  summary: 'How long messages of deleted accounts stay in the chats of an organisation (IDN-24); for administrators.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: Retention,
  errors: ['community.unknown', 'community.notAllowed'],
})

export const setRetention = command('retention.set', {
  summary:
    'Changes how long messages of deleted accounts stay in the chats of an organisation. A shorter time holds for accounts that are deleted already too, a longer one does not: their owners were told the former.',
  gate: 'profile',
  sweep: 'member',
  input: Retention,
  output: Retention,
  errors: ['community.unknown', 'community.notAllowed', 'retention.versionConflict'],
})

export const retentionOperations = { 'retention.get': getRetention, 'retention.set': setRetention } as const
