import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, line, oneOf } from '../kit/scalars.ts'
import { DETAIL_MAX } from './communities.limits.ts'

/**
 * Who sees a birthday, the strictest first: nobody, the people of one's own units, or besides them the staff of one's
 * organisations and those who have agreed to be contacts.
 */
export const BIRTHDAY_REACHES = ['nobody', 'unit', 'contacts'] as const
export const BirthdayReach = oneOf(BIRTHDAY_REACHES)
export type BirthdayReach = Static<typeof BirthdayReach>

const chosen = {
  /** Who sees day and month. The year is only for those among them who manage the members of an organisation. */
  birthday: BirthdayReach,
  /** A number for the same people as `contacts` of a birthday; empty for none. */
  phone: line(DETAIL_MAX),
  /** An e-mail address for the same people; empty for none. */
  email: line(DETAIL_MAX),
}

/** What the active profile shows of itself on its card (ACC-01). Where nothing was chosen nothing is shown. */
export const OwnDetails = closed({
  ...chosen,
  /** The widest that may be chosen for the birthday: less for pupils. */
  widest: BirthdayReach,
  /** The organisation that has set this limit; null where it is the rule of Парта. */
  setBy: Type.Union([Type.String(), Type.Null()]),
  /** A pupil shows neither a number nor an address to anybody. */
  pupil: Type.Boolean(),
})
export type OwnDetails = Static<typeof OwnDetails>

export const getDetails = query('details.get', {
  summary: 'What the active profile shows of its birthday and of ways to reach it elsewhere (ACC-01).',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: OwnDetails,
})

export const setDetails = command('details.set', {
  summary: 'Changes what the active profile shows of itself. What it was is kept, as former names are.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  repeat: 'last',
  perMinute: 20,
  input: closed(chosen),
  output: OwnDetails,
  errors: ['details.tooWide', 'details.pupil', 'details.phoneInvalid', 'details.emailInvalid'],
})

export const detailOperations = { 'details.get': getDetails, 'details.set': setDetails } as const
