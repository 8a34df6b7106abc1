import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant } from '../kit/scalars.ts'
import { PHONEBOOK_NUMBERS_MAX } from './communities.limits.ts'

/** SHA-256 of a number in E.164, base64url. */
export const NumberHash = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

/** Somebody who has the number of the caller in his phone book, and whose number the caller has. */
const Known = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  staff: Type.Boolean(),
})

const Phonebook = closed({
  /** When the phone book was compared last; null when it is not compared. */
  comparedAt: Type.Union([Instant, Type.Null()]),
  /** Whether the active profile may compare its phone book: minors and pupils never. */
  allowed: Type.Boolean(),
  people: Type.Array(Known),
})

export const listPhonebook = query('phonebook.list', {
  summary: 'People whom the phone books of both sides name (CNT-02, A-08).',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: Phonebook,
})

export const comparePhonebook = command('phonebook.compare', {
  summary:
    'Compares a phone book, whole, in the place of the one before: who has the number of the caller as well becomes a contact. Nothing is told of anybody else (ACC-08).',
  gate: 'profile',
  sweep: 'own',
  repeat: 'last',
  lesson: false,
  input: closed({ hashes: Type.Array(NumberHash, { minItems: 1, maxItems: PHONEBOOK_NUMBERS_MAX }) }),
  output: Phonebook,
  errors: ['phonebook.minor', 'phonebook.noNumber'],
})

export const forgetPhonebook = command('phonebook.forget', {
  summary: 'Forgets the phone book and ends the contacts that came of it.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  input: closed({}),
  output: Phonebook,
})

export const phonebookOperations = {
  'phonebook.list': listPhonebook,
  'phonebook.compare': comparePhonebook,
  'phonebook.forget': forgetPhonebook,
} as const
