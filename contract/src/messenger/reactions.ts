import { type Static, Type } from 'typebox'
import { ProfileCard } from '../identity/profiles.ts'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Seq } from '../kit/scalars.ts'
import { Reaction, ReactionCounts } from './chats.ts'
import { DIALOGUE_REFUSALS, REACTIONS_PER_MINUTE } from './messenger.limits.ts'

export const reactionEvents = {
  'reactions.changed': event({
    audience: 'chat',
    durable: true,
    summary:
      'Somebody reacted to a message or took that back; of a channel nobody is told who. Everything is as it stands when this is read.',
    payload: closed({
      chatId: Id,
      seq: Seq,
      actorId: Type.Union([Id, Type.Null()]),
      reaction: Type.Union([Reaction, Type.Null()]),
      reactions: ReactionCounts,
      reactionsSeq: Seq,
    }),
  }),
  'reactions.own': event({
    audience: 'profile',
    durable: false,
    summary: 'The own reaction to a post of a channel, on all devices of whoever gave it.',
    payload: closed({
      chatId: Id,
      seq: Seq,
      reaction: Type.Union([Reaction, Type.Null()]),
      /** Number of the change in the log of the channel. */
      asOf: Seq,
    }),
  }),
} as const

export const setReaction = command('reactions.set', {
  summary: 'Gives a message one’s reaction in place of an earlier one, or takes it back (MSG-12).',
  gate: 'profile',
  sweep: 'member',
  perMinute: REACTIONS_PER_MINUTE,
  input: closed({ chatId: Id, seq: Seq, reaction: Type.Union([Reaction, Type.Null()]) }),
  output: closed({}),
  errors: [
    'chat.unknown',
    'message.unknown',
    'message.erased',
    'message.unobserved',
    'message.reactionClosed',
    'message.writeForbidden',
    'message.channelReadOnly',
    'chat.observing',
    'chat.archived',
    'chat.blocking',
    ...DIALOGUE_REFUSALS,
  ],
})

export const Reactor = closed({ profileId: Id, reaction: Reaction })
export type Reactor = Static<typeof Reactor>

export const listReactions = query('reactions.list', {
  summary: 'Who has reacted to a message and how, the first one first (MSG-11).',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    chatId: Id,
    seq: Seq,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  output: closed({
    people: Type.Array(Reactor),
    cards: Type.Array(ProfileCard),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: ['chat.unknown', 'message.unknown', 'message.reactorsHidden'],
})

export const reactionOperations = {
  'reactions.set': setReaction,
  'reactions.list': listReactions,
} as const
