import { type Static, Type } from 'typebox'
import { UrgentReason } from '../communities/urgent.ts'
import { ProfileCard } from '../identity/profiles.ts'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, oneOf, Seq } from '../kit/scalars.ts'
import { ATTACHMENTS_MAX } from './attachments.limits.ts'
import { ChatChanged, MembersJoined, MembersLeft, PollEnded, SupervisionChanged } from './chat-events.ts'
import { Message, PAGE_LIMIT, Reaction, ReadTop } from './chats.ts'
import { Mentions } from './mention.ts'
import {
  DIALOGUE_REFUSALS,
  EDITS_PER_MINUTE,
  ERASURES_PER_MINUTE,
  FORWARDS_PER_MINUTE,
  LIFETIMES_MS,
  MESSAGE_TEXT_MAX,
  MESSAGES_ERASED_MAX,
  MESSAGES_FORWARDED_MAX,
} from './messenger.limits.ts'
import { StickerName } from './sticker.ts'

/** What stands in a chat when somebody has written. */
export const MessagePosted = closed({ message: Message })

export const messageEvents = {
  'message.posted': event({
    audience: 'chat',
    durable: true,
    summary: 'A message stands in the chat.',
    payload: MessagePosted,
  }),
  'message.changed': event({
    audience: 'chat',
    durable: true,
    summary:
      'A message was edited or erased, or the card of its link has come or was taken away. It comes as it stands when this is read, so a later change may be in it.',
    payload: closed({
      message: Message,
      /** Null when its time was over, and when the card of its link has come. */
      actorId: Type.Union([Id, Type.Null()]),
      what: oneOf(['edited', 'erased', 'previewed', 'unpreviewed']),
    }),
  }),
  'chat.passed': event({
    audience: 'chat',
    durable: true,
    summary: 'A number that tells this reader nothing: a change of what lies before the first number that he may see.',
    payload: closed({ chatId: Id }),
  }),
  'chat.read': event({
    audience: 'chat',
    durable: false,
    summary: 'Somebody’s read position is among the two farthest.',
    payload: closed({ chatId: Id, readTop: ReadTop }),
  }),
  'typing.started': event({
    audience: 'chat',
    durable: false,
    summary: 'Somebody types.',
    payload: closed({ chatId: Id, profileId: Id }),
  }),
} as const

/**
 * One entry of a chat’s log, as a page of history and the live stream both carry it. Changes of messages are in no page:
 * a page has messages as they stand.
 */
export const ChatEntry = Type.Union([
  closed({ e: Type.Literal('message.posted'), s: Seq, at: Instant, p: MessagePosted }),
  closed({ e: Type.Literal('chat.changed'), s: Seq, at: Instant, p: ChatChanged }),
  closed({ e: Type.Literal('members.joined'), s: Seq, at: Instant, p: MembersJoined }),
  closed({
    e: Type.Literal('supervision.changed'),
    s: Seq,
    at: Instant,
    p: SupervisionChanged,
  }),
  closed({ e: Type.Literal('members.left'), s: Seq, at: Instant, p: MembersLeft }),
  closed({ e: Type.Literal('poll.ended'), s: Seq, at: Instant, p: PollEnded }),
])
export type ChatEntry = Static<typeof ChatEntry>

/** The reader’s own reaction to a message that comes with the same answer; he has given none to the others. */
export const OwnReaction = closed({ seq: Seq, reaction: Reaction })
export type OwnReaction = Static<typeof OwnReaction>

export const Lifetime = oneOf(LIFETIMES_MS)
export type Lifetime = Static<typeof Lifetime>

export const send = command('messages.send', {
  summary: 'Sends a message. The client’s key is the message’s id; a repeat returns the same message.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'self',
  input: closed({
    chatId: Id,
    key: Id,
    /** At most 4,096 characters; the bound here only keeps the frame small, the rule counts code points. */
    text: Type.String({ maxLength: MESSAGE_TEXT_MAX * 4 }),
    /** Whom it names: members whom the sender may know there, or everybody where that is allowed to him (MSG-20). */
    mentions: Type.Optional(Mentions),
    /** Own files of this chat that `attachments.complete` has made ready; with them the text may be empty (MSG-02). */
    attachments: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: ATTACHMENTS_MAX, uniqueItems: true })),
    /** It is a sticker of a published pack, and has neither a text nor files (MSG-06). */
    sticker: Type.Optional(StickerName),
    replyToSeq: Type.Optional(Seq),
    /** After so many milliseconds it is erased for everybody (MSG-08); left out, it stays. Not in a supervised dialogue. */
    lifetimeMs: Type.Optional(Lifetime),
    /** It sounds in a quiet time too (P-04): for the staff of the organisation, a few times a week, counted there. */
    urgent: Type.Optional(UrgentReason),
  }),
  output: closed({ message: Message }),
  errors: [
    'chat.unknown',
    'message.empty',
    'message.tooLong',
    'attachment.unknown',
    'attachment.placeStays',
    'sticker.unknown',
    'sticker.notAlone',
    'message.replyUnknown',
    'mention.invalid',
    'mention.unknown',
    'mention.allForbidden',
    'message.writeForbidden',
    'message.channelReadOnly',
    'message.leadersOnly',
    'message.vanishForbidden',
    'message.vanishWithPupils',
    'message.tooSoon',
    'message.urgentForbidden',
    'message.urgentSpent',
    'chat.observing',
    'chat.archived',
    'message.supervised',
    'chat.blocking',
    ...DIALOGUE_REFUSALS,
  ],
})

export const edit = command('messages.edit', {
  summary:
    'Changes the text of an own message within 24 hours of its sending (MSG-09); its attachments stay as they are.',
  gate: 'profile',
  sweep: 'member',
  perMinute: EDITS_PER_MINUTE,
  input: closed({
    chatId: Id,
    seq: Seq,
    /** The version that the author had before him: somebody who edits on two devices overwrites nothing unseen. */
    version: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
    text: Type.String({ maxLength: MESSAGE_TEXT_MAX * 4 }),
    /** Whom the new text names; whom it named before, it may name though he has left. */
    mentions: Type.Optional(Mentions),
  }),
  /** Without the text, because answers are kept for repeats and would outlive an erasure. */
  output: closed({ version: Type.Integer() }),
  errors: [
    'chat.unknown',
    'message.unknown',
    'message.notOwn',
    'message.dayOver',
    'message.erased',
    'message.forwarded',
    'poll.notEdited',
    'announcement.wholeOnly',
    'sticker.notEdited',
    'message.versionConflict',
    'mention.invalid',
    'mention.unknown',
    'mention.allForbidden',
    'message.supervised',
    'message.empty',
    'message.tooLong',
    'message.writeForbidden',
    'message.channelReadOnly',
    'message.leadersOnly',
    'chat.observing',
    'chat.archived',
    'chat.blocking',
    ...DIALOGUE_REFUSALS,
  ],
})

/** Words of the sender, or a message that he forwards, under the key by which a repeat is recognised. */
const keyed = { key: Id }

export const forward = command('messages.forward', {
  summary: 'Puts messages of one chat into another one, with their origin, in the order in which they stand (MSG-14).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'self',
  perMinute: FORWARDS_PER_MINUTE,
  input: closed({
    /** Where they are put. */
    chatId: Id,
    fromChatId: Id,
    messages: Type.Array(closed({ ...keyed, seq: Seq }), { minItems: 1, maxItems: MESSAGES_FORWARDED_MAX }),
    /** Stands before them as an ordinary message of the sender. */
    comment: Type.Optional(closed({ ...keyed, text: Type.String({ maxLength: MESSAGE_TEXT_MAX * 4 }) })),
  }),
  /** Numbers in the chat where they were put, the comment’s first. */
  output: closed({ seqs: Type.Array(Seq) }),
  errors: [
    'chat.unknown',
    'message.unknown',
    'message.erased',
    'message.vanishing',
    'message.staffOnly',
    'attachment.placeStays',
    'chat.forwardForbidden',
    'poll.notForwarded',
    'message.empty',
    'message.tooLong',
    'message.writeForbidden',
    'message.channelReadOnly',
    'message.leadersOnly',
    'message.tooSoon',
    'message.oneAtATime',
    'chat.observing',
    'chat.archived',
    'chat.blocking',
    ...DIALOGUE_REFUSALS,
  ],
})

export const erase = command('messages.erase', {
  summary: 'Erases messages for everybody: own ones within 24 hours, any that he sees for who leads the chat (A-30).',
  gate: 'profile',
  sweep: 'member',
  perMinute: ERASURES_PER_MINUTE,
  input: closed({
    chatId: Id,
    seqs: Type.Array(Seq, { minItems: 1, maxItems: MESSAGES_ERASED_MAX, uniqueItems: true }),
  }),
  output: closed({}),
  errors: [
    'chat.unknown',
    'message.unknown',
    'message.notOwn',
    'message.dayOver',
    'message.supervised',
    'announcement.wholeOnly',
  ],
})

export const page = query('messages.page', {
  summary: 'Entries of a chat’s log before or after a number, or around one; ascending.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    chatId: Id,
    before: Type.Optional(Seq),
    after: Type.Optional(Seq),
    around: Type.Optional(Seq),
    limit: Type.Optional(PAGE_LIMIT),
  }),
  output: closed({
    entries: Type.Array(ChatEntry),
    /** Messages that the entries answer and that lie outside of the page. */
    quoted: Type.Array(Message),
    cards: Type.Array(ProfileCard),
    hasBefore: Type.Boolean(),
    hasAfter: Type.Boolean(),
    own: Type.Array(OwnReaction),
    /** Every change up to this number of the log is in the page; later ones may be missing. */
    asOf: Seq,
  }),
  errors: ['chat.unknown'],
})

export const getMessages = query('messages.get', {
  summary: 'Messages of one chat by number; those that the reader may not see are left out.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, seqs: Type.Array(Seq, { minItems: 1, maxItems: 100 }) }),
  output: closed({ messages: Type.Array(Message) }),
  errors: ['chat.unknown'],
})

export const markRead = command('reads.mark', {
  summary: 'Moves the own read position forward on all devices.',
  gate: 'profile',
  sweep: 'member',
  suspended: true,
  repeat: 'last',
  input: closed({ chatId: Id, seq: Seq }),
  output: closed({}),
  errors: ['chat.unknown'],
})

export const typing = command('typing.start', {
  summary: 'Says that the caller types.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ chatId: Id }),
  output: closed({}),
  errors: ['chat.unknown'],
})

export const messageOperations = {
  'messages.send': send,
  'messages.edit': edit,
  'messages.forward': forward,
  'messages.erase': erase,
  'messages.page': page,
  'messages.get': getMessages,
  'reads.mark': markRead,
  'typing.start': typing,
} as const
