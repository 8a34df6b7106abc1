import { type Static, Type } from 'typebox'
import { ProfileCard } from '../identity/profiles.ts'
import { query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant } from '../kit/scalars.ts'
import { ATTENDANCE_PAGE, LED_CALLS_PAGE } from './calls.limits.ts'
import { Call } from './calls.ts'
import { CallGuest } from './people.ts'

/** A call that somebody leads or has led. */
export const LedCall = closed({
  call: Call,
  /** How many different people have been in it. */
  people: Type.Integer({ minimum: 0 }),
})
export type LedCall = Static<typeof LedCall>

/** One session of somebody in a call, as it stands in the list of those who were there (ATT-02, ATT-03). */
export const AttendanceRow = closed({
  sessionId: Id,
  /** Of a guest it is his own id in the call. */
  profileId: Id,
  joinedAt: Instant,
  /** Null of somebody who is in the call now. */
  leftAt: Type.Union([Instant, Type.Null()]),
  /** How long it has lasted so far: the whole seconds between the two as a clock shows them. */
  seconds: Type.Integer({ minimum: 0 }),
})
export type AttendanceRow = Static<typeof AttendanceRow>

/** The zone in which times of a chat are told: its organisation’s, else that of an organisation of the reader. */
const timeZone = Type.String()
const next = Type.Union([Cursor, Type.Null()])

export const listLedCalls = query('calls.led', {
  summary:
    'The calls of a chat that the reader leads or has led, the newest first, page by page: there their lists of participants are found again (ATT-01).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, cursor: Type.Optional(Cursor) }),
  output: closed({ calls: Type.Array(LedCall, { maxItems: LED_CALLS_PAGE }), timeZone, next }),
  errors: ['chat.unknown'],
})

export const listAttendance = query('calls.attendance', {
  summary:
    'Who was in a call and when, a row for each session, the first one first, page by page, while it runs and after it; for whoever has begun it and whoever leads it, and for nobody else (ATT-01).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, callId: Id, cursor: Type.Optional(Cursor) }),
  output: closed({
    rows: Type.Array(AttendanceRow, { maxItems: ATTENDANCE_PAGE }),
    cards: Type.Array(ProfileCard),
    guests: Type.Array(CallGuest),
    timeZone,
    next,
  }),
  errors: ['chat.unknown', 'call.unknown', 'call.notAllowed'],
})

export const attendanceOperations = {
  'calls.led': listLedCalls,
  'calls.attendance': listAttendance,
} as const
