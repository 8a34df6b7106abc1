import { type Static, Type } from 'typebox'
import { closed } from '../kit/scalars.ts'

/** How far something said to some people has come among them. */
export const Reach = closed({
  people: Type.Integer(),
  /** Those whose device has been here since, or who have read it. */
  delivered: Type.Integer(),
  read: Type.Integer(),
})
export type Reach = Static<typeof Reach>
