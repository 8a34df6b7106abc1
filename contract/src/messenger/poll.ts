import { type Static, Type } from 'typebox'
import { closed, Instant, Seq } from '../kit/scalars.ts'
import { POLL_OPTIONS_MAX, POLL_OPTIONS_MIN } from './polls.limits.ts'

const Count = Type.Integer({ minimum: 0 })
/** Places of options, counted from 0, ascending. */
export const Choice = Type.Array(Type.Integer({ minimum: 0, maximum: POLL_OPTIONS_MAX - 1 }), {
  maxItems: POLL_OPTIONS_MAX,
  uniqueItems: true,
})

/** What changes of a poll while people vote. It has no part in the version of its message, which is the author’s. */
export const PollState = closed({
  /** Number of the change in the log of the chat; 0 while nobody has been told of a vote. */
  asOf: Seq,
  /** How many have voted. */
  voters: Count,
  /** How many of them `counts` covers. */
  counted: Count,
  /**
   * Votes for each option. Null where they are not told: of an anonymous poll with too few votes, and of a mini-test that is
   * open.
   */
  counts: Type.Union([Type.Array(Count), Type.Null()]),
  /** Null while it can be voted in; else since when not, and whether a person or the deadline has ended it. */
  ended: Type.Union([
    closed({ at: Instant, by: Type.Union([Type.Literal('person'), Type.Literal('deadline')]) }),
    Type.Null(),
  ]),
  /** Right answers of a mini-test, once it has ended. */
  right: Type.Union([Choice, Type.Null()]),
})
export type PollState = Static<typeof PollState>

/** What a message asks; its text is the question. Everybody who reads the message sees the same of it. */
export const Poll = closed({
  options: Type.Array(Type.String(), { minItems: POLL_OPTIONS_MIN, maxItems: POLL_OPTIONS_MAX }),
  /** Nobody can be told who has chosen what: that is written down nowhere. */
  anonymous: Type.Boolean(),
  /** Several options may be chosen. */
  multiple: Type.Boolean(),
  /** A vote can be replaced by another one until the end. */
  changeable: Type.Boolean(),
  /** A mini-test: there are right answers, told to everybody who has answered and to all at the end (POL-06). */
  test: Type.Boolean(),
  /** From this moment on nobody can vote; null when only a person ends it. */
  endsAt: Type.Union([Instant, Type.Null()]),
  state: PollState,
})
export type Poll = Static<typeof Poll>
