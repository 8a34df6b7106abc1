import { type Static, Type } from 'typebox'
import { closed, Instant } from '../kit/scalars.ts'
import { FactorCode } from './factors.ts'
import { PASSWORD_LENGTH_MAX } from './signin.limits.ts'

/** Shows that it is the owner who asks: with the password where one is set, else with a code by SMS. */
export const FreshProof = closed({
  by: Type.Union([
    closed({ password: Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX }) }),
    closed({ code: Type.String({ pattern: '^\\d{6}$' }) }),
  ]),
  /** Of the app, where one is connected. */
  factorCode: Type.Optional(FactorCode),
})
export type FreshProof = Static<typeof FreshProof>

export const PROOF_ERRORS = [
  'signin.passwordWrong',
  'signin.codeWrong',
  'signin.codeExpired',
  'signin.codeSpent',
  'factor.codeWrong',
] as const

/** What an operation answers that sends a code for the proof. */
export const ProofCodeSent = closed({ phoneMasked: Type.String(), resendAt: Instant, now: Instant })

export const PROOF_CODE_ERRORS = [
  'password.isSet',
  'signin.codeTooSoon',
  'signin.codeLimit',
  'signin.smsUnavailable',
  'signin.smsQuotaReached',
  'signin.mailUnavailable',
] as const
