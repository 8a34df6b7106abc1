import { declareErrors } from '../kit/errors.ts'

export const callErrors = declareErrors({
  'call.unknown': 'notFound',
  'call.ended': 'conflict',
  'call.notAllowed': 'forbidden',
  'call.notHere': 'conflict',
  'call.full': 'conflict',
  'call.sessionOver': 'conflict',
  'call.unavailable': 'unavailable',
})
