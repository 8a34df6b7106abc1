import { type Static, Type } from 'typebox'
import { ProfileCard } from '../identity/profiles.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { CHAT_LINK_DAYS, CHAT_LINK_USES_MAX, JOIN_REQUESTS_MAX } from './chat-links.limits.ts'
import { ChatState } from './chats.ts'

/** The secret part of the invitation link of a chat, 128 bits. */
export const ChatLinkToken = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' })

/** The link by which people come into a group; a chat has one at a time (CHT-06). */
export const ChatLink = closed({
  token: ChatLinkToken,
  /** Who has made it: it lets in whom he could add, for as long as he may invite. */
  madeBy: Id,
  createdAt: Instant,
  expiresAt: Instant,
  usesMax: Type.Union([Type.Integer(), Type.Null()]),
  uses: Type.Integer(),
  /** Whoever opens it asks, and whoever leads the chat decides. */
  approval: Type.Boolean(),
})
export type ChatLink = Static<typeof ChatLink>

/** SMS that were sent in the last 24 hours, and how many there may be (CHT-05). */
export const SmsInvitations = closed({
  ofChat: Type.Integer(),
  ofChatMax: Type.Integer(),
  own: Type.Integer(),
  ownMax: Type.Integer(),
})
export type SmsInvitations = Static<typeof SmsInvitations>

const inviting = ['chat.unknown', 'chat.notAllowed'] as const

export const getChatLink = query('chatLinks.get', {
  summary: 'The link of a group that leads into it now, for those who may invite, and how many SMS were sent with it.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: closed({ link: Type.Union([ChatLink, Type.Null()]), sms: SmsInvitations }),
  errors: inviting,
})

export const makeChatLink = command('chatLinks.make', {
  summary: 'Makes the link of a group; the one that there was leads nowhere from now on (CHT-06).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'fresh',
  perMinute: 10,
  input: closed({
    chatId: Id,
    days: oneOf(CHAT_LINK_DAYS),
    usesMax: Type.Union([Type.Integer({ minimum: 1, maximum: CHAT_LINK_USES_MAX }), Type.Null()]),
    approval: Type.Boolean(),
  }),
  output: closed({ link: ChatLink }),
  errors: inviting,
})

export const revokeChatLink = command('chatLinks.revoke', {
  summary: 'The link of a group leads nowhere from now on.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: closed({}),
  errors: inviting,
})

const coming = [
  'chatLink.unknown',
  'chatLink.outsider',
  'chatLink.notContact',
  'chatLink.removed',
  'chatLink.declined',
  'chat.membersTooMany',
  'chat.archived',
] as const

export const lookAtChatLink = query('chatLinks.look', {
  summary:
    'What whoever holds a link may join. It tells of the chat only whom it lets in; others read why it does not, and nothing of the chat (CHT-06).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ token: ChatLinkToken }),
  output: closed({
    chatId: Id,
    title: Type.String(),
    membersCount: Type.Integer(),
    /** He comes in at once, has to ask, has asked, or is inside. */
    way: oneOf(['joins', 'asks', 'waits', 'inside']),
  }),
  errors: coming,
})

export const joinByLink = command('chatLinks.join', {
  summary: 'Comes into a group by its link, or asks to where whoever leads it decides.',
  gate: 'profile',
  sweep: 'member',
  perMinute: 20,
  input: closed({ token: ChatLinkToken }),
  output: closed({ chatId: Id, joined: Type.Boolean() }),
  errors: coming,
})

export const JoinRequest = closed({ profileId: Id, askedAt: Instant })
export type JoinRequest = Static<typeof JoinRequest>

export const listJoinRequests = query('joinRequests.list', {
  summary: 'Who asks to come into a group by its link, those who ask longest first; for whoever leads it.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: closed({
    requests: Type.Array(JoinRequest, { maxItems: JOIN_REQUESTS_MAX }),
    cards: Type.Array(ProfileCard),
  }),
  errors: inviting,
})

export const decideJoinRequest = command('joinRequests.decide', {
  summary: 'Lets somebody in who has asked, or declines; who is declined asks again only by another link of the chat.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, profileId: Id, letIn: Type.Boolean() }),
  output: ChatState,
  errors: [...inviting, 'joinRequest.unknown', 'chatLink.notContact', 'chat.membersTooMany', 'chat.archived'],
})

export const sendChatLink = command('chatLinks.send', {
  summary:
    'Sends the link of a group by SMS. The body names the organisation and neither the chat nor a person; the number is kept nowhere, and the answer tells nothing of it (CHT-05).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  repeat: 'self',
  perMinute: 30,
  input: closed({
    /** Made by the client: a repeat sends nothing twice. */
    id: Id,
    chatId: Id,
    phone: line(40, 1),
  }),
  output: closed({ sms: SmsInvitations }),
  errors: [
    ...inviting,
    'chatLink.unknown',
    'chatLink.phoneInvalid',
    'chatLink.pupilSends',
    'chatLink.smsLimit',
    'chatLink.smsQuota',
    'chatLink.smsUnavailable',
  ],
})

export const chatLinkOperations = {
  'chatLinks.get': getChatLink,
  'chatLinks.make': makeChatLink,
  'chatLinks.revoke': revokeChatLink,
  'chatLinks.look': lookAtChatLink,
  'chatLinks.join': joinByLink,
  'chatLinks.send': sendChatLink,
  'joinRequests.list': listJoinRequests,
  'joinRequests.decide': decideJoinRequest,
} as const
