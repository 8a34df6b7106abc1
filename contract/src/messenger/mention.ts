import { type Static, Type } from 'typebox'
import { closed, Id } from '../kit/scalars.ts'
import { MENTION_LENGTH_MAX, MENTIONS_MAX, MESSAGE_TEXT_MAX } from './messenger.limits.ts'

/** A stretch of a text that names somebody: whom, says the id and not what is written (MSG-20). */
export const Mention = closed({
  /** Null names everybody in the chat. */
  profileId: Type.Union([Id, Type.Null()]),
  /** Where it begins, in UTF-16 units of the text; an «@» stands there. */
  from: Type.Integer({ minimum: 0, maximum: MESSAGE_TEXT_MAX * 4 }),
  /** In UTF-16 units, the «@» counted. */
  length: Type.Integer({ minimum: 2, maximum: MENTION_LENGTH_MAX }),
})
export type Mention = Static<typeof Mention>

/** Ascending, none in another one. */
export const Mentions = Type.Array(Mention, { maxItems: MENTIONS_MAX })
