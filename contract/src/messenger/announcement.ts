import { type Static, Type } from 'typebox'
import { closed, Id } from '../kit/scalars.ts'

/**
 * What a message shows of the announcement that it is one place of; its text is the announcement’s. It stays when the message
 * is erased, so that its place says what was withdrawn.
 */
export const Announcement = closed({
  /** The same in every place: whoever reads several of them shows it once. */
  id: Id,
  important: Type.Boolean(),
})
export type Announcement = Static<typeof Announcement>
