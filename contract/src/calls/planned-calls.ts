import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Day, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { DIALOGUE_REFUSALS } from '../messenger/messenger.limits.ts'
import { Call, startCall } from './calls.ts'
import { COMING_CALLS_MAX, PLANNED_CALLS_MAX, PLANNED_TITLE_MAX } from './planned-calls.limits.ts'

/** A day of the week, Monday is 1. */
const Weekday = Type.Unsafe<number>(oneOf([1, 2, 3, 4, 5, 6, 7]))

/** Days of the week on which a call repeats itself, up to and with a day: all seven are daily, one is weekly. */
export const Repetition = closed({
  weekdays: Type.Array(Weekday, { minItems: 1, maxItems: 7, uniqueItems: true }),
  until: Day,
})
export type Repetition = Static<typeof Repetition>

/** HH:MM on the clock of a zone. */
const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })

const wish = {
  title: line(PLANNED_TITLE_MAX * 2, 1),
  /** The first day on which it may be. */
  day: Day,
  time: TimeOfDay,
  repeats: Type.Union([Repetition, Type.Null()]),
  /** In a group people come with the microphone off, or with the camera off, until whoever leads the call allows it (CALL-13). */
  microphonesOff: Type.Boolean(),
  camerasOff: Type.Boolean(),
}

/** A call that shall be in a chat; whoever is in the chat takes part (CALL-01). */
export const PlannedCall = closed({
  id: Id,
  chatId: Id,
  version: Type.Integer(),
  ...wish,
  title: Type.String(),
  /** The zone on whose clock its days and its time are: that of the organisation of the chat. */
  timeZone: Type.String(),
  plannedBy: Id,
  /** Days of its repetition that were cancelled alone. */
  skipped: Type.Array(Day),
  /** When it is next; null when it is over or cancelled. */
  nextAt: Type.Union([Instant, Type.Null()]),
  /** The day of its zone on which that is. */
  nextDay: Type.Union([Day, Type.Null()]),
  cancelled: Type.Boolean(),
})
export type PlannedCall = Static<typeof PlannedCall>

export const plannedCallEvents = {
  'plannedCall.changed': event({
    audience: 'chat',
    durable: false,
    summary: 'Something has changed among the planned calls of a chat. The reader asks what is planned now.',
    payload: closed({ chatId: Id }),
  }),
} as const

const place = { chatId: Id, id: Id }
const reading = ['chat.unknown'] as const
/** What forbids to begin a call forbids to plan one. */
const leading = [
  ...reading,
  'chat.observing',
  'call.notAllowed',
  'call.notHere',
  'message.writeForbidden',
  'chat.archived',
  'chat.blocking',
  ...DIALOGUE_REFUSALS,
] as const
const wishing = ['plannedCall.titleInvalid', 'plannedCall.timeInvalid'] as const

export const listPlannedCalls = query('plannedCalls.list', {
  summary: 'The calls that are planned in a chat, the next one first (CALL-01).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: closed({
    planned: Type.Array(PlannedCall, { maxItems: PLANNED_CALLS_MAX }),
    /** The zone in which a call of this chat is planned. */
    timeZone: Type.String(),
  }),
  errors: reading,
})

export const listComingCalls = query('plannedCalls.coming', {
  summary: 'The calls that are planned for the next week in all chats of the reader, the next one first.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ planned: Type.Array(PlannedCall, { maxItems: COMING_CALLS_MAX }) }),
})

export const addPlannedCall = command('plannedCalls.add', {
  summary:
    'Plans a call in a chat, for whoever may begin one there. Its people are reminded ten minutes before by a message of whoever has planned it. The client makes the id; a repeat finds what is planned.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'self',
  perMinute: 20,
  input: closed({ ...place, ...wish }),
  output: closed({ planned: PlannedCall }),
  errors: [...leading, ...wishing, 'plannedCall.tooMany'],
})

export const changePlannedCall = command('plannedCalls.change', {
  summary: 'Changes what is planned, all of its days; days that were cancelled alone stay so.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ ...place, version: Type.Integer(), ...wish }),
  output: closed({ planned: PlannedCall }),
  errors: [...leading, ...wishing, 'plannedCall.unknown', 'plannedCall.versionConflict'],
})

export const cancelPlannedCall = command('plannedCalls.setCancelled', {
  summary:
    'Cancels a planned call, one of its days or all of it, or brings it back as it was: that is how a cancellation is undone within a week.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ ...place, day: Type.Union([Day, Type.Null()]), cancelled: Type.Boolean() }),
  output: closed({ planned: PlannedCall }),
  errors: [...leading, 'plannedCall.unknown', 'plannedCall.timeInvalid', 'plannedCall.tooMany'],
})

export const startPlannedCall = command('plannedCalls.start', {
  summary:
    'Begins a planned call, from ten minutes before its time on; nothing begins by itself. Where one runs in the chat already, that one is the answer. A repeat finds the same call.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'self',
  input: closed({ ...place, callId: Id }),
  output: closed({ call: Call }),
  errors: [...startCall.errors, 'plannedCall.unknown', 'plannedCall.early'],
})

export const plannedCallOperations = {
  'plannedCalls.list': listPlannedCalls,
  'plannedCalls.coming': listComingCalls,
  'plannedCalls.add': addPlannedCall,
  'plannedCalls.change': changePlannedCall,
  'plannedCalls.setCancelled': cancelPlannedCall,
  'plannedCalls.start': startPlannedCall,
} as const
