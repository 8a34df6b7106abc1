import { type Static, Type } from 'typebox'
import { ProfileCard } from '../identity/profiles.ts'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, oneOf, Seq } from '../kit/scalars.ts'
import { Message } from './chats.ts'
import { MARKED_AT_ONCE_MAX } from './messenger.limits.ts'

/** What a reader marks for himself alone: what is important to him (MSG-15), and what he does not wish to see (MSG-13). */
export const MARKS = ['important', 'hidden'] as const
export const Mark = oneOf(MARKS)
export type Mark = Static<typeof Mark>

/** Numbers of the marked messages by chat. */
export const Marked = Type.Record(Type.String(), Type.Array(Seq))

/** Everything that a reader has marked. */
export const Marks = closed({ important: Marked, hidden: Marked })
export type Marks = Static<typeof Marks>

export const setMarks = command('marks.set', {
  summary: 'Marks messages for oneself, or takes that back: as important (MSG-15), or as deleted for oneself (MSG-13).',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    chatId: Id,
    seqs: Type.Array(Seq, { minItems: 1, maxItems: MARKED_AT_ONCE_MAX, uniqueItems: true }),
    mark: Mark,
    set: Type.Boolean(),
  }),
  output: closed({}),
  errors: ['chat.unknown', 'message.unknown', 'message.erased', 'message.vanishing', 'mark.tooMany'],
})

export const listImportant = query('marks.important', {
  summary: 'Messages that one has marked as important, in all chats, the last marked first (MSG-16).',
  gate: 'profile',
  sweep: 'own',
  input: closed({
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  output: closed({
    messages: Type.Array(closed({ message: Message, markedAt: Instant })),
    cards: Type.Array(ProfileCard),
    next: Type.Union([Cursor, Type.Null()]),
  }),
})

export const markOperations = {
  'marks.set': setMarks,
  'marks.important': listImportant,
} as const

export const markEvents = {
  'marks.changed': event({
    audience: 'profile',
    durable: true,
    summary: 'The reader has marked messages for himself, or has taken that back.',
    payload: closed({ chatId: Id, seqs: Type.Array(Seq), mark: Mark, set: Type.Boolean() }),
  }),
} as const
