import { declareErrors } from '../kit/errors.ts'

export const callErrors = declareErrors({
  'call.unknown': 'notFound',
  'call.ended': 'conflict',
  'call.notAllowed': 'forbidden',
  'call.notHere': 'conflict',
  'call.locked': 'forbidden',
  'call.rejected': 'forbidden',
  'call.removed': 'forbidden',
  'call.notIn': 'forbidden',
  'call.alone': 'forbidden',
  'call.personUnknown': 'notFound',
  'call.versionConflict': 'conflict',
  'call.full': 'conflict',
  'call.sessionOver': 'conflict',
  'call.unavailable': 'unavailable',
})
