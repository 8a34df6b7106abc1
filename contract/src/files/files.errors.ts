import { declareErrors } from '../kit/errors.ts'

export const fileErrors = declareErrors({
  'file.unknown': 'notFound',
  'file.tooLarge': 'tooLarge',
  'file.quotaReached': 'tooLarge',
  'file.offsetWrong': 'conflict',
  'file.busy': 'conflict',
  'file.corrupt': 'invalid',
  'picture.formatWrong': 'invalid',
  'picture.heic': 'invalid',
  'picture.unreadable': 'invalid',
  'picture.tooSmall': 'invalid',
  'picture.tooManyPixels': 'tooLarge',
})

/** Why no picture is made of an upload. */
export const squareErrors = [
  'file.unknown',
  'file.quotaReached',
  'file.corrupt',
  'picture.formatWrong',
  'picture.heic',
  'picture.unreadable',
  'picture.tooSmall',
  'picture.tooManyPixels',
] as const
export type SquareError = (typeof squareErrors)[number]
