import { declareErrors } from '../kit/errors.ts'

export const plannedCallErrors = declareErrors({
  'plannedCall.unknown': 'notFound',
  'plannedCall.titleInvalid': 'invalid',
  'plannedCall.timeInvalid': 'invalid',
  'plannedCall.versionConflict': 'conflict',
  'plannedCall.tooMany': 'conflict',
  'plannedCall.early': 'conflict',
})
