import { declareErrors } from '../kit/errors.ts'

export const signinErrors = declareErrors({
  'signin.phoneInvalid': 'invalid',
  'signin.flowEnded': 'conflict',
  'signin.stepWrong': 'conflict',
  'signin.passwordWrong': 'invalid',
  'signin.passwordWeak': 'invalid',
  'signin.codeWrong': 'invalid',
  'signin.codeExpired': 'invalid',
  'signin.codeSpent': 'invalid',
  'signin.codeTooSoon': 'tooMany',
  'signin.codeLimit': 'tooMany',
  'signin.smsUnavailable': 'unavailable',
  'signin.nameInvalid': 'invalid',
  'signin.birthDateInvalid': 'invalid',
  'signin.tooYoung': 'forbidden',
  'signin.profileUnknown': 'notFound',
  'session.unknown': 'notFound',
  'password.isSet': 'conflict',
  'profile.nameInvalid': 'invalid',
  'profile.renamedOften': 'tooMany',
})
