import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Day, Id, Instant, line } from '../kit/scalars.ts'
import { HOLIDAY_NAME_MAX, HOLIDAYS_MAX, LESSONS_MAX } from './quiet.limits.ts'

/** A time of day on the clock of a zone, HH:MM; a day ends at 24:00. */
const TimeOfDay = Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$' })
const EndOfHours = Type.String({ pattern: '^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$' })

/** Hours of one day, `from` before `to`. */
export const Hours = closed({ from: TimeOfDay, to: EndOfHours })
export type Hours = Static<typeof Hours>

/** Monday is 1, Sunday is 7. */
const Weekday = Type.Integer({ minimum: 1, maximum: 7 })
const Weekdays = Type.Array(Weekday, { maxItems: 7, uniqueItems: true })

/**
 * When the messages of an organisation may sound (P-04): its hours for the staff and for families, except on days of rest
 * and on holidays; and its bell schedule, in which its pupils' devices are silent. By the clock of the organisation.
 */
export const QuietRules = closed({
  communityId: Id,
  version: Type.Integer(),
  staffHours: Hours,
  familyHours: Hours,
  restDays: Weekdays,
  /** From the first to the last day, both included. */
  holidays: Type.Array(closed({ from: Day, to: Day, name: line(HOLIDAY_NAME_MAX) }), { maxItems: HOLIDAYS_MAX }),
  lessons: Type.Array(Hours, { maxItems: LESSONS_MAX }),
})
export type QuietRules = Static<typeof QuietRules>

/** What somebody wishes beside the rules of his organisations; `hours` are when it may sound, null at any. */
export const QuietWish = closed({
  version: Type.Integer(),
  /** Whether the quiet times of organisations hold for him; for pupils they always do. */
  follows: Type.Boolean(),
  hours: Type.Union([Hours, Type.Null()]),
  restDays: Weekdays,
  /** The zone of the clock that he means, as the IANA database calls it. */
  timeZone: Type.String({ maxLength: 64, pattern: '^[A-Za-z][A-Za-z0-9_+/-]*$' }),
})
export type QuietWish = Static<typeof QuietWish>

/** From this instant, included, to that one, excluded. */
const Quiet = Type.Array(closed({ from: Instant, to: Instant }))

const MyQuiet = closed({
  wish: QuietWish,
  /** Whether he is no pupil anywhere, so that he may go without the quiet times of organisations. */
  mayIgnore: Type.Boolean(),
  /** Quiet times of the days to come, by whom they are set; in their order, without overlaps. */
  own: Quiet,
  communities: Type.Array(closed({ communityId: Id, name: Type.String(), quiet: Quiet })),
})
export type MyQuiet = Static<typeof MyQuiet>

export const getQuietRules = query('quietRules.get', {
  summary: 'When the messages of an organisation may sound (P-04); for its members.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: QuietRules,
  errors: ['community.unknown'],
})

export const setQuietRules = command('quietRules.set', {
  summary: 'Changes when the messages of an organisation may sound; devices follow within five minutes (P-04).',
  gate: 'profile',
  sweep: 'member',
  input: QuietRules,
  output: QuietRules,
  errors: [
    'community.unknown',
    'community.notAllowed',
    'quietRules.versionConflict',
    'quietRules.hoursWrong',
    'quietRules.lessonsWrong',
    'quietRules.holidayWrong',
  ],
})

export const getQuiet = query('quiet.get', {
  summary: 'The quiet times of the days to come for the caller, and what he wishes himself (P-04, ACC-06).',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: MyQuiet,
  errors: [],
})

export const setQuiet = command('quiet.set', {
  summary: 'Changes what the caller wishes himself; the times of his organisations hold beside it (P-04).',
  gate: 'profile',
  sweep: 'own',
  // From a shared tablet nobody changes what holds at home (P-06).
  lesson: false,
  input: QuietWish,
  output: MyQuiet,
  errors: ['quiet.versionConflict', 'quiet.hoursWrong', 'quiet.zoneUnknown', 'quiet.pupilFollows'],
})

export const quietOperations = {
  'quietRules.get': getQuietRules,
  'quietRules.set': setQuietRules,
  'quiet.get': getQuiet,
  'quiet.set': setQuiet,
} as const
