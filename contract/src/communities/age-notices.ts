import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, oneOf } from '../kit/scalars.ts'

/** Birthdays after which other rules hold for a pupil. */
export const AGE_STEPS = [14, 18] as const
export type AgeStep = (typeof AGE_STEPS)[number]
/** Whoever does not come for so long reads of it no more. */
export const AGE_NOTICE_LIFE_MS = 30 * 86_400_000

/** A pupil has come to an age at which rules change: the reader himself, or a child of his. */
export const AgeNotice = closed({
  profileId: Id,
  own: Type.Boolean(),
  name: Type.String(),
  age: oneOf(AGE_STEPS),
})
export type AgeNotice = Static<typeof AgeNotice>

export const listAgeNotices = query('ageNotices.list', {
  summary:
    'What the active profile has not put aside yet of the 14th and 18th birthdays, its own and those of its children (IDN-26): from midnight in the zone of the organisation on, for thirty days.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ notices: Type.Array(AgeNotice) }),
})

export const dismissAgeNotice = command('ageNotices.dismiss', {
  summary: 'Puts one of them aside, on every device.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ profileId: Id, age: oneOf(AGE_STEPS) }),
  output: closed({}),
  errors: ['contact.unknown'],
})

export const ageNoticeOperations = {
  'ageNotices.list': listAgeNotices,
  'ageNotices.dismiss': dismissAgeNotice,
} as const
