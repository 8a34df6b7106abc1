import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Instant, line } from '../kit/scalars.ts'
import { FactorCode } from './factors.ts'
import { PASSWORD_LENGTH_MAX } from './signin.limits.ts'

const SmsCode = Type.String({ pattern: '^\\d{6}$' })
const CodeSent = closed({ phoneMasked: Type.String(), resendAt: Instant, now: Instant })

export const state = query('phone.state', {
  summary: 'The number of the own account, when it was changed, and a change that waits.',
  gate: 'account',
  sweep: 'own',
  input: closed({}),
  output: closed({
    phoneMasked: Type.String(),
    changedAt: Type.Union([Instant, Type.Null()]),
    waiting: Type.Union([
      closed({
        phoneMasked: Type.String(),
        dueAt: Instant,
        /** People who know the person have confirmed a ticket. */
        byTicket: Type.Boolean(),
        /** App, codes on paper and keys of devices go with it. */
        resetsFactors: Type.Boolean(),
      }),
      Type.Null(),
    ]),
    /** The last change came to nothing, because the number had become another account's meanwhile. */
    lapsed: Type.Boolean(),
  }),
})

export const begin = command('phone.begin', {
  summary:
    'Begins to move the own account to another number and sends a code there (IDN-21). The answer is the same for every number.',
  gate: 'account',
  sweep: 'own',
  repeat: 'last',
  input: closed({ phone: line(40, 1) }),
  output: CodeSent,
  errors: [
    'signin.phoneInvalid',
    'phone.same',
    'phone.moveWaits',
    'signin.codeTooSoon',
    'signin.codeLimit',
    'signin.smsUnavailable',
    'signin.smsQuotaReached',
    'signin.mailUnavailable',
  ],
})

export const proveNew = command('phone.proveNew', {
  summary:
    'Takes the code that went to the new number. Only then a number of another account is refused, and never whose it is. Tells what the next step asks for.',
  gate: 'account',
  sweep: 'own',
  repeat: 'self',
  input: closed({ code: SmsCode }),
  output: closed({ oldMasked: Type.String(), needsFactor: Type.Boolean(), hasPassword: Type.Boolean() }),
  errors: ['phone.moveUnknown', 'phone.taken', 'signin.codeWrong', 'signin.codeExpired', 'signin.codeSpent'],
})

export const sendOldCode = command('phone.sendOldCode', {
  summary: 'Sends a code to the old number, once the new one is shown to be the own.',
  gate: 'account',
  sweep: 'own',
  repeat: 'last',
  input: closed({}),
  output: CodeSent,
  errors: [
    'phone.moveUnknown',
    'signin.codeTooSoon',
    'signin.codeLimit',
    'signin.smsUnavailable',
    'signin.smsQuotaReached',
    'signin.mailUnavailable',
  ],
})

export const move = command('phone.move', {
  summary:
    'Moves the account at once, with the code that went to the old number, and one of the app where that is connected. Every other session ends and its device is told why.',
  gate: 'account',
  sweep: 'own',
  repeat: 'self',
  input: closed({ code: SmsCode, factorCode: Type.Optional(FactorCode) }),
  output: closed({}),
  errors: [
    'phone.moveUnknown',
    'phone.taken',
    'signin.codeWrong',
    'signin.codeExpired',
    'signin.codeSpent',
    'factor.codeWrong',
  ],
})

export const wait = command('phone.wait', {
  summary:
    'Moves the account without the old number: with the password, and a code of the app where that is connected, after a week in which every device and the old number are told, and any session can cancel it.',
  gate: 'account',
  sweep: 'own',
  repeat: 'self',
  input: closed({
    password: Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX }),
    factorCode: Type.Optional(FactorCode),
  }),
  output: closed({ dueAt: Instant }),
  errors: ['phone.moveUnknown', 'phone.passwordMissing', 'signin.passwordWrong', 'factor.codeWrong'],
})

export const cancel = command('phone.cancel', {
  summary: 'Cancels the change of the number that is under way, from any session of the account.',
  gate: 'account',
  sweep: 'own',
  repeat: 'last',
  input: closed({}),
  output: closed({}),
})

export const phoneOperations = {
  'phone.state': state,
  'phone.begin': begin,
  'phone.proveNew': proveNew,
  'phone.sendOldCode': sendOldCode,
  'phone.move': move,
  'phone.wait': wait,
  'phone.cancel': cancel,
} as const
