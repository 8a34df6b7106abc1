import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed } from '../kit/scalars.ts'
import { FACTOR_CODE_LENGTH_MAX } from './factors.limits.ts'
import { PASSWORD_LENGTH_MAX } from './signin.limits.ts'

/** Six digits of the app, or a code on paper where that is taken too. */
export const FactorCode = Type.String({ minLength: 6, maxLength: FACTOR_CODE_LENGTH_MAX })

const Codes = closed({ recoveryCodes: Type.Array(Type.String()) })

export const state = query('factors.state', {
  summary: 'Which second factors beside the SMS the own account has.',
  gate: 'account',
  sweep: 'own',
  input: closed({}),
  output: closed({
    totp: Type.Boolean(),
    recoveryCodesLeft: Type.Integer({ minimum: 0 }),
    hasPassword: Type.Boolean(),
  }),
})

export const setUpTotp = command('factors.setUpTotp', {
  summary:
    'Makes a secret for an app that shows codes; nothing is asked for before the app has shown one. Needs the password.',
  gate: 'account',
  sweep: 'own',
  repeat: 'fresh',
  input: closed({ password: Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX }) }),
  output: closed({ uri: Type.String(), secret: Type.String() }),
  errors: ['factor.isSet', 'factor.passwordFirst', 'signin.passwordWrong'],
})

export const confirmTotp = command('factors.confirmTotp', {
  summary:
    'Takes the first code of the app: from now on the sign-in on a new device asks for it instead of an SMS. Other browsers are trusted no more. The codes on paper are told here only.',
  gate: 'account',
  sweep: 'own',
  repeat: 'fresh',
  input: closed({ code: FactorCode }),
  output: Codes,
  errors: ['factor.isSet', 'factor.notSet', 'factor.codeWrong'],
})

export const renewRecoveryCodes = command('factors.renewRecoveryCodes', {
  summary: 'Makes new codes on paper, and the old ones worthless.',
  gate: 'account',
  sweep: 'own',
  repeat: 'fresh',
  input: closed({ code: FactorCode }),
  output: Codes,
  errors: ['factor.notSet', 'factor.codeWrong'],
})

export const removeTotp = command('factors.removeTotp', {
  summary: 'Takes the app away, by a code of it or one on paper; the codes on paper go with it.',
  gate: 'account',
  sweep: 'own',
  repeat: 'last',
  input: closed({ code: FactorCode }),
  output: closed({}),
  errors: ['factor.codeWrong'],
})

export const factorOperations = {
  'factors.state': state,
  'factors.setUpTotp': setUpTotp,
  'factors.confirmTotp': confirmTotp,
  'factors.renewRecoveryCodes': renewRecoveryCodes,
  'factors.removeTotp': removeTotp,
} as const
