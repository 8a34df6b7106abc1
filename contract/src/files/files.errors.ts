import { declareErrors } from '../kit/errors.ts'

export const fileErrors = declareErrors({
  'file.unknown': 'notFound',
  'file.tooLarge': 'tooLarge',
  'file.quotaReached': 'tooLarge',
  'file.offsetWrong': 'conflict',
  'file.busy': 'conflict',
  'file.corrupt': 'invalid',
})
