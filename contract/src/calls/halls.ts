import { type Static, Type } from 'typebox'
import { ProfileCard } from '../identity/profiles.ts'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line } from '../kit/scalars.ts'
import {
  CALL_PEOPLE_MAX,
  HALL_CLOSE_SECONDS_MAX,
  HALL_MINUTES_MAX,
  HALL_NAME_MAX,
  HALL_NOTE_MAX,
  HALL_NOTES_PER_MINUTE,
  HALLS_EARLIER_MAX,
  HALLS_MAX,
} from './calls.limits.ts'

const place = { chatId: Id, callId: Id }

/** A session hall: a room of its own beside the call, and who belongs into it (HALL-01). */
export const Hall = closed({
  id: Id,
  name: line(HALL_NAME_MAX, 1),
  profileIds: Type.Array(Id, { maxItems: CALL_PEOPLE_MAX, uniqueItems: true }),
})
export type Hall = Static<typeof Hall>

/** The halls of a call as they stand. */
export const Halls = closed({
  version: Type.Integer(),
  /** Everybody chooses a hall himself. */
  free: Type.Boolean(),
  /** Null while they are prepared or have been closed; since then everybody belongs into his hall. */
  openSince: Type.Union([Instant, Type.Null()]),
  /** At this time everybody returns; null when nobody has said yet. */
  endsAt: Type.Union([Instant, Type.Null()]),
  halls: Type.Array(Hall, { maxItems: HALLS_MAX }),
})
export type Halls = Static<typeof Halls>

export const hallEvents = {
  'call.halls': event({
    audience: 'chat',
    durable: false,
    summary:
      'The halls of a call have changed: who is in it asks how they stand, and comes into another room when he belongs there now.',
    payload: closed({ chatId: Id, callId: Id, version: Type.Integer() }),
  }),
  'call.note': event({
    audience: 'profile',
    durable: false,
    summary: 'Whoever leads a call says something to everybody in it, in whatever hall he is (HALL-04).',
    payload: closed({ chatId: Id, callId: Id, by: Id, text: Type.String() }),
  }),
} as const

const LEADS = ['chat.unknown', 'call.unknown', 'call.ended', 'call.notAllowed'] as const
const version = { version: Type.Integer({ minimum: 0 }) }
const output = closed({ halls: Halls })

export const readHalls = query('calls.halls', {
  summary:
    'The halls of a call, who belongs into which, and into which the reader does. Version 0 is a call that has none.',
  gate: 'profile',
  sweep: 'member',
  input: closed(place),
  output: closed({ halls: Halls, mine: Type.Union([Id, Type.Null()]), cards: Type.Array(ProfileCard) }),
  errors: ['chat.unknown', 'call.unknown', 'call.notIn'],
})

export const arrangeHalls = command('calls.arrangeHalls', {
  summary:
    'Says which halls there are, how they are called and who belongs into which; also while they are open, and then people are moved (HALL-01, HALL-02).',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    ...place,
    ...version,
    free: Type.Boolean(),
    halls: Type.Array(Hall, { minItems: 1, maxItems: HALLS_MAX }),
    /** Spreads everybody who is in the call over them at once, in place of those who are named. */
    lot: Type.Optional(Type.Boolean()),
  }),
  output,
  errors: [
    ...LEADS,
    'call.notHere',
    'call.versionConflict',
    'call.personUnknown',
    'call.personTwice',
    'call.hallNameInvalid',
    'call.alone',
  ],
})

export const shareOutHalls = command('calls.shareOut', {
  summary:
    'Spreads everybody who is in the call and does not lead it over the halls, by lot and evenly; hands are not asked (HALL-02).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ ...place, ...version }),
  output,
  errors: [...LEADS, 'call.versionConflict', 'call.noHalls', 'call.alone'],
})

export const listEarlierHalls = query('calls.earlierHalls', {
  summary: 'Halls of earlier calls of the chat, the newest first, whose groups may be taken over (HALL-02).',
  gate: 'profile',
  sweep: 'member',
  input: closed(place),
  output: closed({
    earlier: Type.Array(
      closed({
        callId: Id,
        startedAt: Instant,
        names: Type.Array(Type.String()),
        people: Type.Integer({ minimum: 0 }),
      }),
      { maxItems: HALLS_EARLIER_MAX },
    ),
  }),
  errors: ['chat.unknown', 'call.unknown', 'call.notAllowed'],
})

export const reuseHalls = command('calls.reuseHalls', {
  summary: 'Takes the groups of an earlier call of the chat over, of those who are still in the chat (HALL-02).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ ...place, ...version, fromCallId: Id }),
  output,
  errors: [...LEADS, 'call.versionConflict', 'call.noHalls', 'call.alone'],
})

export const openHalls = command('calls.openHalls', {
  summary:
    'Opens the halls, for some minutes or without an end: everybody comes into the room of his hall. Whoever comes later and belongs into none comes into the emptiest, unless everybody chooses (HALL-03).',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    ...place,
    ...version,
    minutes: Type.Union([Type.Integer({ minimum: 1, maximum: HALL_MINUTES_MAX }), Type.Null()]),
  }),
  output,
  errors: [...LEADS, 'call.versionConflict', 'call.noHalls', 'call.alone'],
})

export const closeHalls = command('calls.closeHalls', {
  summary:
    'Closes the halls after so many seconds: then everybody is back in the call, wherever he was (HALL-03). A later time is how they go on for longer (HALL-04).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({
    ...place,
    seconds: Type.Union([Type.Integer({ minimum: 0, maximum: HALL_CLOSE_SECONDS_MAX }), Type.Null()]),
  }),
  output,
  errors: [...LEADS, 'call.hallsClosed'],
})

export const goToHall = command('calls.goToHall', {
  summary:
    'Goes into a hall, or back into the call: whoever leads it into any, the others where everybody chooses (HALL-02, HALL-04).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ ...place, hallId: Type.Union([Id, Type.Null()]) }),
  output: closed({}),
  errors: [...LEADS, 'call.outside', 'call.hallUnknown', 'call.hallsClosed', 'call.hallsAssigned', 'call.alone'],
})

export const tellHalls = command('calls.tell', {
  summary: 'Says a sentence to everybody in a call, in whatever hall he is (HALL-04).',
  gate: 'profile',
  sweep: 'member',
  perMinute: HALL_NOTES_PER_MINUTE,
  input: closed({ ...place, text: line(HALL_NOTE_MAX, 1) }),
  output: closed({}),
  errors: [...LEADS, 'call.noteInvalid'],
})

export const hallOperations = {
  'calls.halls': readHalls,
  'calls.arrangeHalls': arrangeHalls,
  'calls.shareOut': shareOutHalls,
  'calls.earlierHalls': listEarlierHalls,
  'calls.reuseHalls': reuseHalls,
  'calls.openHalls': openHalls,
  'calls.closeHalls': closeHalls,
  'calls.goToHall': goToHall,
  'calls.tell': tellHalls,
} as const
