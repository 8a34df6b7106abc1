import { type Static, Type } from 'typebox'
import { ProfileCard } from '../identity/profiles.ts'
import { query } from '../kit/operation.ts'
import { closed, Id, Instant, oneOf } from '../kit/scalars.ts'
import { URGENT_PEOPLE_MAX, URGENT_REASONS } from './quiet.limits.ts'

/** Why a message sounds in a quiet time. */
export const UrgentReason = oneOf(URGENT_REASONS)
export type UrgentReason = Static<typeof UrgentReason>

const Count = Type.Integer({ minimum: 0 })

export const listUrgent = query('urgent.list', {
  summary:
    'Who of an organisation has broken quiet times with urgent messages in the last thirty days, and how often (P-04); for those who set its quiet time. Not what was said, nor to whom.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: closed({
    /** Whoever has sent the most first; more than these are not told. */
    people: Type.Array(
      closed({
        card: ProfileCard,
        /** In the last seven days, and in the last thirty. */
        week: Count,
        month: Count,
        lastAt: Instant,
        lastReason: UrgentReason,
      }),
      { maxItems: URGENT_PEOPLE_MAX },
    ),
  }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const urgentOperations = { 'urgent.list': listUrgent } as const
