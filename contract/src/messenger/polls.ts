import { type Static, Type } from 'typebox'
import { ProfileCard } from '../identity/profiles.ts'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, Seq } from '../kit/scalars.ts'
import { Message } from './chats.ts'
import { DIALOGUE_REFUSALS } from './messenger.limits.ts'
import { Choice, PollState } from './poll.ts'
import {
  POLL_OPTION_MAX,
  POLL_OPTIONS_MAX,
  POLL_OPTIONS_MIN,
  POLL_QUESTION_MAX,
  POLL_VOTES_PER_MINUTE,
  POLLS_PER_MINUTE,
} from './polls.limits.ts'

export const pollEvents = {
  'poll.changed': event({
    audience: 'chat',
    durable: true,
    summary:
      'Votes have come into a poll, or it has ended. Votes are told together, at most every two seconds, and everything is as it stands when this is read.',
    payload: closed({ chatId: Id, seq: Seq, state: PollState }),
  }),
  'poll.voted': event({
    audience: 'profile',
    durable: false,
    summary: 'The reader has voted on one of his devices; the others ask what is his own now.',
    payload: closed({ chatId: Id, seq: Seq }),
  }),
} as const

const place = { chatId: Id, seq: Seq }

export const createPoll = command('polls.create', {
  summary:
    'Asks a question with two to ten options (POL-01); in a channel in the name of its organisation, and anonymously. The client’s key is the id of the message; a repeat returns the same message.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'self',
  perMinute: POLLS_PER_MINUTE,
  input: closed({
    chatId: Id,
    key: Id,
    question: line(POLL_QUESTION_MAX * 4),
    options: Type.Array(line(POLL_OPTION_MAX * 4), { minItems: POLL_OPTIONS_MIN, maxItems: POLL_OPTIONS_MAX }),
    anonymous: Type.Boolean(),
    multiple: Type.Boolean(),
    /** Of a named poll, left out: votes can be changed until the end (POL-05). Of an anonymous one and of a test never. */
    changeable: Type.Optional(Type.Boolean()),
    /** By the server’s time, a minute to a year from now; left out, it stays open until somebody ends it. */
    endsAt: Type.Optional(Instant),
    /** Right answers; with them it is a mini-test, which is never anonymous (POL-06). */
    right: Type.Optional(Choice),
  }),
  output: closed({ message: Message }),
  errors: [
    'chat.unknown',
    'poll.questionInvalid',
    'poll.optionInvalid',
    'poll.optionTwice',
    'poll.endInvalid',
    'poll.rightInvalid',
    'poll.testNamed',
    'poll.channelAnonymous',
    'message.writeForbidden',
    'message.channelReadOnly',
    'message.leadersOnly',
    'message.tooSoon',
    'chat.observing',
    'chat.archived',
    'chat.blocking',
    ...DIALOGUE_REFUSALS,
  ],
})

/** What a poll is to one reader. */
export const OwnVote = closed({
  voted: Type.Boolean(),
  /** What he has chosen; null when he has not voted, and of an anonymous poll, of which nobody knows it. */
  choice: Type.Union([Choice, Type.Null()]),
  /** Right answers of a mini-test, for whoever has answered or asked it, and for all at the end. */
  right: Type.Union([Choice, Type.Null()]),
})
export type OwnVote = Static<typeof OwnVote>

export const votePoll = command('polls.vote', {
  summary:
    'Votes, or votes otherwise where that is allowed (POL-03, POL-05). A repeat is known by its key; no answer of it is kept, because it would tell who has chosen what.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'self',
  perMinute: POLL_VOTES_PER_MINUTE,
  input: closed({
    ...place,
    /** Random; nothing of the choice may follow from it. */
    key: Id,
    choice: Choice,
  }),
  output: OwnVote,
  errors: [
    'chat.unknown',
    'message.unknown',
    'message.erased',
    'message.unobserved',
    'poll.unknown',
    'poll.ended',
    'poll.voteFinal',
    'poll.ownTest',
    'poll.choiceInvalid',
    'message.writeForbidden',
    'chat.observing',
    'chat.archived',
    'chat.blocking',
    ...DIALOGUE_REFUSALS,
  ],
})

export const getOwnVote = query('polls.own', {
  summary: 'Whether one has voted in a poll, and how.',
  gate: 'profile',
  sweep: 'member',
  input: closed(place),
  output: OwnVote,
  errors: ['chat.unknown', 'message.unknown', 'poll.unknown'],
})

export const PollVoter = closed({ profileId: Id, choice: Choice, at: Instant })
export type PollVoter = Static<typeof PollVoter>

export const listVoters = query('polls.voters', {
  summary:
    'Who has voted in a named poll, for one option or at all, the first one first (POL-02). Of a mini-test it is told to its author alone (POL-06).',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    ...place,
    option: Type.Optional(Type.Integer({ minimum: 0, maximum: POLL_OPTIONS_MAX - 1 })),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  output: closed({
    voters: Type.Array(PollVoter),
    cards: Type.Array(ProfileCard),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: ['chat.unknown', 'message.unknown', 'poll.unknown', 'poll.votersHidden'],
})

export const endPoll = command('polls.end', {
  summary:
    'Ends a poll before its time; its author may, and whoever leads the chat or writes in the channel. Stands in the chat as a line.',
  gate: 'profile',
  sweep: 'member',
  input: closed(place),
  output: closed({}),
  errors: [
    'chat.unknown',
    'message.unknown',
    'message.erased',
    'poll.unknown',
    'poll.notYours',
    'message.writeForbidden',
    'chat.observing',
    'chat.archived',
    'chat.blocking',
    ...DIALOGUE_REFUSALS,
  ],
})

export const pollOperations = {
  'polls.create': createPoll,
  'polls.vote': votePoll,
  'polls.own': getOwnVote,
  'polls.voters': listVoters,
  'polls.end': endPoll,
} as const
