import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { closed, Id, oneOf, Seq } from '../kit/scalars.ts'
import { ChatPermission } from './chat-permissions.ts'
import { Chat, ChatMine, ChatState, GivenRole } from './chats.ts'

/** What stands in a chat when it has changed itself. */
export const ChatChanged = closed({
  chat: Chat,
  actorId: Type.Union([Id, Type.Null()]),
  what: Type.Union([
    Type.Literal('created'),
    Type.Literal('renamed'),
    Type.Literal('deleted'),
    Type.Literal('restored'),
    Type.Literal('described'),
    Type.Literal('pictured'),
    Type.Literal('unpictured'),
    Type.Literal('permitted'),
    Type.Literal('slowed'),
    Type.Literal('pinned'),
    Type.Literal('unpinned'),
    Type.Literal('pinsArranged'),
    Type.Literal('reactionsChosen'),
    Type.Literal('leadsChanged'),
    Type.Literal('roleGiven'),
  ]),
  /** Which permission, where one was changed. */
  permission: Type.Optional(ChatPermission),
  /** Who is what from now on, where its owner has decided that. */
  given: Type.Optional(closed({ profileId: Id, role: GivenRole })),
  /** Which message was pinned or unpinned. */
  seq: Type.Optional(Seq),
})

/**
 * Why a school system lets somebody into a chat, or out of it: what he is at the school; that somebody there has chosen him or left
 * him out; that he is that no more; that he is linked no more.
 */
export const MembershipReason = oneOf([
  'chatsAdministrator',
  'position',
  'teacher',
  'pupil',
  'parent',
  'byHand',
  'excluded',
  'ended',
  'unlinked',
])
export type MembershipReason = Static<typeof MembershipReason>

/** What stands in a chat when people have come. */
export const MembersJoined = closed({
  chatId: Id,
  profileIds: Type.Array(Id),
  actorId: Type.Union([Id, Type.Null()]),
  membersCount: Type.Integer(),
  /** Whether they see what was before them; otherwise the chat begins for them with this entry. */
  seesPast: Type.Boolean(),
  /** Where facts of a school have done it. */
  reason: Type.Optional(MembershipReason),
})

/** What stands in a chat when people have gone. */
export const MembersLeft = closed({
  chatId: Id,
  profileIds: Type.Array(Id),
  actorId: Type.Union([Id, Type.Null()]),
  membersCount: Type.Integer(),
  /** Where facts of a school have done it. */
  reason: Type.Optional(MembershipReason),
})

/** What stands in a dialogue when others see it than before. */
export const SupervisionChanged = closed({
  chat: Chat,
  /** Who sees what follows this entry. */
  joinedIds: Type.Array(Id),
  leftIds: Type.Array(Id),
  /** A rule does it, never a person. */
  actorId: Type.Null(),
})

/** What stands in a chat when a poll has ended (POL-04). */
export const PollEnded = closed({
  chatId: Id,
  /** The poll. */
  seq: Seq,
  /** Null when its time was over, and in a channel, whose readers are told of no person. */
  actorId: Type.Union([Id, Type.Null()]),
})

export const chatEvents = {
  'chat.changed': event({
    audience: 'chat',
    durable: true,
    summary:
      'The chat was created, renamed, deleted for everybody or brought back, says something else of itself, has another picture or none, allows something to others than before, is slow or not any more, has other messages pinned, lets its readers react otherwise, or is led by others because its unit is, or because its owner has decided so.',
    payload: ChatChanged,
  }),
  'members.joined': event({
    audience: 'chat',
    durable: true,
    summary: 'People joined the chat.',
    payload: MembersJoined,
  }),
  'members.left': event({
    audience: 'chat',
    durable: true,
    summary: 'People left the chat or were removed; what follows is not theirs any more.',
    payload: MembersLeft,
  }),
  'supervision.changed': event({
    audience: 'chat',
    durable: true,
    summary: 'Others see the dialogue than before, or nobody does any more; stands in the chat as a line (P-07).',
    payload: SupervisionChanged,
  }),
  'poll.ended': event({
    audience: 'chat',
    durable: true,
    summary: 'Nobody can vote in a poll any more; what came of it is told by `poll.changed` before this.',
    payload: PollEnded,
  }),
  'chat.added': event({
    audience: 'profile',
    durable: true,
    summary: 'The reader may read a chat from now on.',
    payload: closed({ state: ChatState }),
  }),
  'chat.dropped': event({
    audience: 'profile',
    durable: true,
    summary: 'The reader may not read a chat any more; the client forgets it.',
    payload: closed({ chatId: Id }),
  }),
  'chat.mine': event({
    audience: 'profile',
    durable: false,
    summary: 'Facts of the reader about one chat have a newer version: read position, unread, right to write.',
    payload: closed({ mine: ChatMine }),
  }),
} as const
