import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Instant } from '../kit/scalars.ts'
import { PASSWORD_LENGTH_MAX } from './signin.limits.ts'

const Password = Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX })

export const state = query('password.state', {
  summary: 'Whether the own account has a password, and when it was changed.',
  gate: 'account',
  sweep: 'own',
  input: closed({}),
  output: closed({ isSet: Type.Boolean(), changedAt: Type.Union([Instant, Type.Null()]) }),
})

export const requestCode = command('password.requestCode', {
  summary: 'Sends a code to the phone of the own account, where no password is set that could be asked for.',
  gate: 'account',
  sweep: 'own',
  repeat: 'last',
  input: closed({}),
  output: closed({ phoneMasked: Type.String(), resendAt: Instant, now: Instant }),
  errors: [
    'password.isSet',
    'signin.codeTooSoon',
    'signin.codeLimit',
    'signin.smsUnavailable',
    'signin.smsQuotaReached',
    'signin.mailUnavailable',
  ],
})

export const change = command('password.change', {
  summary:
    'Sets the own password (IDN-05): needs the present one, or a code where none is set. Every other session ends and its device is told why. A repeat changes nothing.',
  gate: 'account',
  sweep: 'own',
  repeat: 'self',
  input: closed({
    password: Password,
    proof: Type.Union([closed({ present: Password }), closed({ code: Type.String({ pattern: '^\\d{6}$' }) })]),
  }),
  output: closed({}),
  errors: ['signin.passwordWrong', 'signin.passwordWeak', 'signin.codeWrong', 'signin.codeExpired', 'signin.codeSpent'],
})

export const passwordOperations = {
  'password.state': state,
  'password.requestCode': requestCode,
  'password.change': change,
} as const
