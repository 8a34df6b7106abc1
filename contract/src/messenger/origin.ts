import { type Static, Type } from 'typebox'
import { closed, Id } from '../kit/scalars.ts'

/**
 * Whose words a forwarded message holds. Of a person it has the id alone: who may know him holds his card or gets it. Of a
 * channel it has what the organisation and the channel were called; what its staff alone reads goes to its staff alone. The
 * reminder of a planned call is said by the product: each page says it in the language of its reader, and `text` in Russian.
 */
export const Origin = Type.Union([
  closed({ kind: Type.Literal('person'), profileId: Id }),
  closed({
    kind: Type.Literal('channel'),
    communityId: Id,
    community: Type.String(),
    channel: Type.String(),
    staffOnly: Type.Boolean(),
  }),
  closed({
    kind: Type.Literal('plannedCall'),
    title: Type.String(),
    /** «14:05» on the clock by which it was planned. */
    time: Type.String(),
  }),
])
export type Origin = Static<typeof Origin>
