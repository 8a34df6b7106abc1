import { type Static, Type } from 'typebox'
import { command } from '../kit/operation.ts'
import { closed, Instant, line } from '../kit/scalars.ts'
import { FactorCode } from './factors.ts'
import { PASSWORD_LENGTH_MAX } from './signin.limits.ts'

const Secret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

/** What comes over from the other account, before it is done. */
export const MergePreview = closed({
  phoneMasked: Type.String(),
  /** Names of its profiles. */
  names: Type.Array(Type.String()),
  organisations: Type.Array(
    closed({
      name: Type.String(),
      /** This account is there too: the roles are united, and nobody is there twice. */
      both: Type.Boolean(),
    }),
  ),
  /** Names of children whose parent the other account is. */
  children: Type.Array(Type.String()),
  /** Groups and dialogues. */
  chats: Type.Integer(),
  /** Dialogues with people with whom both have one; the other account’s stays as a group of the two. */
  twice: Type.Integer(),
  /** Whether the two accounts have written to each other; that dialogue is closed and stays readable. */
  between: Type.Boolean(),
})
export type MergePreview = Static<typeof MergePreview>

export const beginMerge = command('merge.begin', {
  summary:
    'Begins to unite another account of the same person with this one (IDN-23) and sends a code to its number. The answer is the same for every number.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  repeat: 'last',
  input: closed({ phone: line(40, 1) }),
  output: closed({ secret: Secret, phoneMasked: Type.String(), resendAt: Instant, now: Instant }),
  errors: [
    'signin.phoneInvalid',
    'phone.same',
    'signin.codeTooSoon',
    'signin.codeLimit',
    'signin.smsUnavailable',
    'signin.mailUnavailable',
  ],
})

export const proveMerge = command('merge.prove', {
  summary:
    'Takes the code, and the password and a code of the app where the other account has them; tells what comes over. Nothing is changed yet.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  repeat: 'self',
  input: closed({
    secret: Secret,
    code: Type.String({ pattern: '^\\d{6}$' }),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX })),
    factorCode: Type.Optional(FactorCode),
  }),
  output: closed({
    needsPassword: Type.Boolean(),
    needsFactor: Type.Boolean(),
    /** Null until everything that is asked for has been shown. */
    preview: Type.Union([MergePreview, Type.Null()]),
  }),
  errors: [
    'merge.unknown',
    'phone.same',
    'merge.otherPerson',
    'merge.operator',
    'signin.codeWrong',
    'signin.codeExpired',
    'signin.codeSpent',
    'signin.passwordWrong',
    'factor.codeWrong',
  ],
})

export const confirmMerge = command('merge.confirm', {
  summary:
    'Unites the accounts: roles, children and chats come to the active profile, the other account is closed and its sessions end.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  repeat: 'self',
  input: closed({}),
  output: closed({}),
  errors: ['merge.unknown', 'merge.otherPerson', 'merge.operator'],
})

export const mergeOperations = {
  'merge.begin': beginMerge,
  'merge.prove': proveMerge,
  'merge.confirm': confirmMerge,
} as const
