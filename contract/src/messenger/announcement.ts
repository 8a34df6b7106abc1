import { type Static, Type } from 'typebox'
import { closed, Id, Instant, oneOf } from '../kit/scalars.ts'

/** What the families are asked for: that they have read it, or whether they agree (P-02). */
export const Confirm = closed({
  answers: oneOf(['seen', 'agree']),
  /** A child is done with one of its guardians, or with all of them. */
  who: oneOf(['one', 'all']),
  /** Until when an answer is waited for; one that comes later is taken all the same. */
  dueAt: Type.Union([Instant, Type.Null()]),
})
export type Confirm = Static<typeof Confirm>

/**
 * What a message shows of the announcement that it is one place of; its text is the announcement’s. It stays when the message
 * is erased, so that its place says what was withdrawn.
 */
export const Announcement = closed({
  /** The same in every place: whoever reads several of them shows it once. */
  id: Id,
  important: Type.Boolean(),
  /** Null when nobody is asked for anything. */
  confirm: Type.Union([Confirm, Type.Null()]),
})
export type Announcement = Static<typeof Announcement>
