import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, Seq } from '../kit/scalars.ts'
import { Mentions } from './mention.ts'
import { send } from './messages.ts'
import { MESSAGE_TEXT_MAX } from './messenger.limits.ts'
import { SCHEDULED_MAX } from './scheduled.limits.ts'

const Text = Type.String({ maxLength: MESSAGE_TEXT_MAX * 4 })
const Version = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })

/** A message that its author lets the server send later. Nobody else is told of it before. */
export const Scheduled = closed({
  /** The key of the message that it becomes. */
  id: Id,
  chatId: Id,
  version: Version,
  text: Type.String(),
  mentions: Mentions,
  replyToSeq: Type.Union([Seq, Type.Null()]),
  sendAt: Instant,
  /** Why it could not be sent at its time: the code of the refusal. It waits for its author then; null while it waits for its time. */
  failure: Type.Union([Type.String(), Type.Null()]),
})
export type Scheduled = Static<typeof Scheduled>

/** What may keep a message from being sent, now or at its time. */
const refusals = send.errors

export const addScheduled = command('scheduled.add', {
  summary:
    'Lets the server send a message at a time. What its author may do is looked at now, and anew when it is sent. The id is the key of the message; a repeat finds what is there.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'self',
  input: closed({
    chatId: Id,
    id: Id,
    text: Text,
    mentions: Type.Optional(Mentions),
    replyToSeq: Type.Optional(Seq),
    sendAt: Instant,
  }),
  output: closed({ version: Version }),
  errors: [...refusals, 'scheduled.timeInvalid', 'scheduled.tooMany'],
})

export const changeScheduled = command('scheduled.change', {
  summary: 'Gives a message that waits another text or another time; one that could not be sent waits again.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    chatId: Id,
    id: Id,
    /** That its author has seen. */
    version: Version,
    text: Text,
    mentions: Type.Optional(Mentions),
    sendAt: Instant,
  }),
  output: closed({ version: Version }),
  errors: [...refusals, 'scheduled.unknown', 'scheduled.versionConflict', 'scheduled.timeInvalid'],
})

export const sendScheduled = command('scheduled.send', {
  summary: 'Sends a message that waits at once. A repeat finds the message that it has become.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'self',
  input: closed({ chatId: Id, id: Id }),
  output: closed({ seq: Seq }),
  errors: [...refusals, 'scheduled.unknown'],
})

export const removeScheduled = command('scheduled.remove', {
  summary: 'Throws a message that waits away; one that is not there any more stays so.',
  gate: 'profile',
  sweep: 'own',
  repeat: 'last',
  suspended: true,
  input: closed({ chatId: Id, id: Id }),
  output: closed({}),
})

export const listScheduled = query('scheduled.list', {
  summary: 'The own messages that wait for their time, and those that could not be sent, by their time.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ list: Type.Array(Scheduled, { maxItems: SCHEDULED_MAX }) }),
})

export const scheduledOperations = {
  'scheduled.add': addScheduled,
  'scheduled.change': changeScheduled,
  'scheduled.send': sendScheduled,
  'scheduled.remove': removeScheduled,
  'scheduled.list': listScheduled,
} as const

export const scheduledEvents = {
  'scheduled.changed': event({
    audience: 'profile',
    durable: false,
    summary:
      'Something has changed among the reader’s messages that wait for their time; what it is is asked for, so that no log holds it.',
    payload: closed({ chatId: Id }),
  }),
} as const
