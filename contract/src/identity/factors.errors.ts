import { declareErrors } from '../kit/errors.ts'

export const factorErrors = declareErrors({
  'factor.codeWrong': 'invalid',
  'factor.isSet': 'conflict',
  'factor.notSet': 'conflict',
  'factor.passwordFirst': 'conflict',
  'passkey.refused': 'invalid',
  'passkey.tooMany': 'conflict',
  'passkey.unknown': 'notFound',
})
