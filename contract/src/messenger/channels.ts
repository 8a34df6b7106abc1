import { type Static, Type } from 'typebox'
import { Reach } from '../communities/audience.ts'
import { ProfileCard } from '../identity/profiles.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, Seq } from '../kit/scalars.ts'
import { ATTACHMENTS_MAX } from './attachments.limits.ts'
import { Chat, Message, Reaction } from './chats.ts'
import {
  CHANNEL_POSTS_PER_MINUTE,
  EDITS_PER_MINUTE,
  ERASURES_PER_MINUTE,
  MESSAGE_TEXT_MAX,
  MESSAGES_ERASED_MAX,
  REACTIONS,
} from './messenger.limits.ts'

const POST_LIMIT_MAX = 50

/** A channel as those see it who write in it. */
export const Channel = closed({
  chat: Chat,
  /** Everybody who reads it now. */
  audience: Type.Integer(),
  lastPostAt: Type.Union([Instant, Type.Null()]),
})
export type Channel = Static<typeof Channel>

/** What an organisation has written, with the person who wrote it in its name (CHN-02). */
export const ChannelPost = closed({
  message: Message,
  authorId: Id,
  /** How many have read it, of those who show how far they have read. */
  read: Type.Integer(),
})
export type ChannelPost = Static<typeof ChannelPost>

const administrators = ['community.unknown', 'community.notAllowed'] as const
const ofChannel = ['chat.unknown', 'community.notAllowed'] as const

export const listChannels = query('channels.list', {
  summary: 'Channels of an organisation, for those who write in them (CHN-03).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: closed({ channels: Type.Array(Channel) }),
  errors: administrators,
})

export const listPosts = query('channels.posts', {
  summary: 'Posts of a channel, the newest first, with their authors (CHN-02).',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    chatId: Id,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: POST_LIMIT_MAX })),
  }),
  output: closed({
    posts: Type.Array(ChannelPost),
    cards: Type.Array(ProfileCard),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: ofChannel,
})

export const reach = query('channels.reach', {
  summary: 'To how many a post was delivered and who has read it, in all and by unit (CHN-09).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, seq: Seq }),
  output: closed({
    total: Reach,
    /** Whoever belongs to several units counts in each of them; who belongs to none counts in the total alone. */
    units: Type.Array(closed({ unitId: Id, name: Type.String(), reach: Reach })),
  }),
  errors: [...ofChannel, 'message.unknown'],
})

export const post = command('channels.post', {
  summary: 'Writes in a channel in the name of the organisation (CHN-02, CHN-03).',
  gate: 'profile',
  sweep: 'member',
  perMinute: CHANNEL_POSTS_PER_MINUTE,
  input: closed({
    chatId: Id,
    text: Type.String({ maxLength: MESSAGE_TEXT_MAX * 4 }),
    /** Own files of this channel that `attachments.complete` has made ready; with them the text may be empty. */
    attachments: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: ATTACHMENTS_MAX, uniqueItems: true })),
  }),
  /** Without the text, because answers are kept for repeats and would outlive an erasure. */
  output: closed({ seq: Seq }),
  errors: [...ofChannel, 'message.empty', 'message.tooLong', 'attachment.unknown', 'attachment.placeStays'],
})

export const editPost = command('channels.edit', {
  summary: 'Changes a post within 24 hours, whoever of the administrators wrote it.',
  gate: 'profile',
  sweep: 'member',
  perMinute: EDITS_PER_MINUTE,
  input: closed({
    chatId: Id,
    seq: Seq,
    /** The version that the administrator had before him. */
    version: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
    text: Type.String({ maxLength: MESSAGE_TEXT_MAX * 4 }),
  }),
  output: closed({ version: Type.Integer() }),
  errors: [
    ...ofChannel,
    'message.unknown',
    'message.dayOver',
    'message.erased',
    'announcement.wholeOnly',
    'message.versionConflict',
    'message.empty',
    'message.tooLong',
  ],
})

export const erasePosts = command('channels.erase', {
  summary: 'Erases posts for everybody.',
  gate: 'profile',
  sweep: 'member',
  perMinute: ERASURES_PER_MINUTE,
  input: closed({
    chatId: Id,
    seqs: Type.Array(Seq, { minItems: 1, maxItems: MESSAGES_ERASED_MAX, uniqueItems: true }),
  }),
  output: closed({}),
  errors: [...ofChannel, 'message.unknown', 'announcement.wholeOnly'],
})

export const chooseReactions = command('channels.chooseReactions', {
  summary: 'Chooses what readers may answer to posts without words; nothing chosen turns reactions off (CHN-07).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, reactions: Type.Array(Reaction, { maxItems: REACTIONS.length, uniqueItems: true }) }),
  output: closed({ chat: Chat }),
  errors: ofChannel,
})

export const channelOperations = {
  'channels.list': listChannels,
  'channels.posts': listPosts,
  'channels.reach': reach,
  'channels.post': post,
  'channels.edit': editPost,
  'channels.erase': erasePosts,
  'channels.chooseReactions': chooseReactions,
} as const
