import { type Static, Type } from 'typebox'
import { UnitAudience } from '../communities/unit-audiences.ts'
import { UrgentReason } from '../communities/urgent.ts'
import { ProfileCard } from '../identity/profiles.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, oneOf, Seq } from '../kit/scalars.ts'
import { Announcement } from './announcement.ts'
import { Attachment } from './attachment.ts'
import { ATTACHMENTS_MAX } from './attachments.limits.ts'
import { ChatPermission, ChatPermissions, PermissionScope } from './chat-permissions.ts'
import { LinkPreview } from './link-preview.ts'
import { Mentions } from './mention.ts'
import {
  CHAT_TITLE_MAX,
  DIALOGUE_REFUSALS,
  MEMBERS_ADDED_MAX,
  PAGE_ENTRIES_MAX,
  PINS_MAX,
  REACTIONS,
  SHARED_CHATS_MAX,
  SLOW_MODES_MS,
  UNREAD_MENTIONS_MAX,
} from './messenger.limits.ts'
import { Origin } from './origin.ts'
import { Poll } from './poll.ts'
import { Sticker } from './sticker.ts'

/** `favourites` is the chat of a person with himself, of which there is one (FAV-01). */
export const ChatKind = oneOf(['direct', 'group', 'channel', 'favourites'])

/** Who sees a dialogue of an adult and a pupil beside the two, and why; everybody in it is told (P-07). */
export const Supervision = closed({
  mode: Type.Union([Type.Literal('secondAdult'), Type.Literal('guardians')]),
  observerIds: Type.Array(Id),
})
export type Supervision = Static<typeof Supervision>

export const Reaction = oneOf(REACTIONS)
export type Reaction = Static<typeof Reaction>

export const SlowMode = oneOf(SLOW_MODES_MS)
export type SlowMode = Static<typeof SlowMode>

/** A chat as everybody in it sees it; nothing here depends on the reader. */
export const Chat = closed({
  id: Id,
  version: Type.Integer(),
  kind: ChatKind,
  /** Empty for direct chats, whose name is the other person. */
  title: Type.String(),
  /**
   * Of a group that has one; loaded from `/photos/<pictureId>/<side in pixels>` by whoever reads the chat. Another picture has
   * another id.
   */
  pictureId: Type.Union([Id, Type.Null()]),
  /** The community that owns the chat; null for direct and joint chats. */
  communityId: Type.Union([Id, Type.Null()]),
  /** The class, group or department whose chat it is: those who lead that one lead the chat (STR-08); null of all others. */
  unitId: Type.Union([Id, Type.Null()]),
  /** Of a chat that is made for announcements to people of its unit and follows who they are: of whom; null of all others. */
  audience: Type.Union([UnitAudience, Type.Null()]),
  /** The two people of a direct chat, else empty. */
  directIds: Type.Array(Id),
  /** For a channel: which class of the community reads it; `page` is the hidden one of its page, which everybody reads and no list holds. */
  channelClass: Type.Union([Type.Literal('everyone'), Type.Literal('staff'), Type.Literal('page'), Type.Null()]),
  /** What its people may do; whoever leads a group decides (CHT-03). */
  permissions: ChatPermissions,
  /** So many milliseconds lie between two messages of whoever does not lead the group; null where it is not slow (CHT-10). */
  slowModeMs: Type.Union([SlowMode, Type.Null()]),
  /** Numbers of the messages that are pinned, in the order in which they are shown (MSG-17). */
  pins: Type.Array(Seq, { maxItems: PINS_MAX }),
  /** Of a channel: what its readers may answer without words, as its organisation has chosen; null for everything there is. */
  reactions: Type.Union([Type.Array(Reaction), Type.Null()]),
  /** Observers do not count. */
  membersCount: Type.Integer(),
  supervision: Type.Union([Supervision, Type.Null()]),
  createdAt: Instant,
})
export type Chat = Static<typeof Chat>

/** An observer reads and does nothing else; he comes and goes with the rule of two adults. */
export const ChatRole = oneOf(['owner', 'administrator', 'member', 'observer'])
export type ChatRole = Static<typeof ChatRole>

/** Facts of one reader about one chat. They travel to the audience `profile` only. */
export const ChatMine = closed({
  chatId: Id,
  version: Type.Integer(),
  role: ChatRole,
  /** Null when the reader may write, else the code of the reason. */
  writeRefusal: Type.Union([
    Type.Literal('message.writeForbidden'),
    Type.Literal('message.channelReadOnly'),
    Type.Literal('chat.observing'),
    Type.Literal('chat.blocking'),
    /** Graduates read what their unit has written, and nobody writes there any more. */
    Type.Literal('chat.archived'),
    oneOf(DIALOGUE_REFUSALS),
    Type.Null(),
  ]),
  /** When the reader last wrote there while it was slow; null when he has not. */
  pacedAt: Type.Union([Instant, Type.Null()]),
  /** The first number this reader may see is the next one. */
  startSeq: Seq,
  /** Read up to and including this number. */
  readSeq: Seq,
  /**
   * Up to this number the reader has hidden the chat from his list; 0 when he has not. It stands there again with the first
   * message beyond it (CHT-09).
   */
  hiddenSeq: Seq,
  /** The reader wants no notices of this chat. */
  muted: Type.Boolean(),
  /** How many ask to come in by the link of the chat; 0 for whoever does not decide on it. */
  joinRequests: Type.Integer(),
  /** Messages above `readSeq` that are not the reader’s own, at most 999, counted when the log stood at `countedSeq`. */
  unread: Type.Integer(),
  /** Numbers of those among them that name the reader, ascending; the oldest where there are more (MSG-20). */
  mentions: Type.Array(Seq, { maxItems: UNREAD_MENTIONS_MAX }),
  countedSeq: Seq,
})
export type ChatMine = Static<typeof ChatMine>

/** How many people have given which reaction, in the order in which the first of them gave it. */
export const ReactionCounts = Type.Array(closed({ reaction: Reaction, count: Type.Integer({ minimum: 1 }) }))
export type ReactionCounts = Static<typeof ReactionCounts>

/** A message in its present version. It is an event of its chat itself: `seq` is its number. */
export const Message = closed({
  id: Id,
  chatId: Id,
  seq: Seq,
  /** Number among the messages that count for unread. */
  ordinal: Seq,
  version: Type.Integer(),
  senderId: Id,
  /** Empty when the message is erased, and may be when it has attachments. */
  text: Type.String(),
  /** Whom the text names; nobody when it is erased. */
  mentions: Mentions,
  /** In the order of their sender; none when the message is erased. */
  attachments: Type.Array(Attachment, { maxItems: ATTACHMENTS_MAX }),
  /** The message that this one answers; its text is resolved by access, never copied. */
  replyToSeq: Type.Union([Seq, Type.Null()]),
  /** Null when the sender’s own words. */
  origin: Type.Union([Origin, Type.Null()]),
  /** What is asked, the text being the question; null of other messages, and when it is erased (POL). */
  poll: Type.Union([Poll, Type.Null()]),
  /** Of which announcement it is one place; null of other messages (MSG-22). */
  announcement: Type.Union([Announcement, Type.Null()]),
  /** The sticker that it is, without a text; null of other messages, and when it is erased (MSG-06). */
  sticker: Type.Union([Sticker, Type.Null()]),
  /** Why it sounds in a quiet time too (P-04); left out of all others. */
  urgent: Type.Optional(UrgentReason),
  /** The card of its first link, which comes after it; left out where there is none. */
  preview: Type.Optional(LinkPreview),
  at: Instant,
  /** When the text was last changed; null when it is as it was sent. */
  editedAt: Type.Union([Instant, Type.Null()]),
  /** From this moment on nobody may read it; null when it stays. */
  expiresAt: Type.Union([Instant, Type.Null()]),
  /** Null while it can be read, else who erased it, or that its time was over; what is left is its place. */
  erased: Type.Union([Type.Literal('author'), Type.Literal('leader'), Type.Literal('expired'), Type.Null()]),
  reactions: ReactionCounts,
  /** Number of the last change of the reactions: they have no part in the version, which is the author’s. */
  reactionsSeq: Seq,
})
export type Message = Static<typeof Message>

/** The two farthest read positions of different people: enough for any reader to know whether others have read. */
export const ReadTop = Type.Array(closed({ profileId: Id, seq: Seq }), { maxItems: 2 })

export const ChatState = closed({
  chat: Chat,
  mine: ChatMine,
  lastSeq: Seq,
  /** The last message that the reader may see. */
  lastMessage: Type.Union([Message, Type.Null()]),
  readTop: ReadTop,
})
export type ChatState = Static<typeof ChatState>

const unknownChat = ['chat.unknown'] as const

export const listChats = query('chats.list', {
  summary: 'Chats of the active profile by last activity.',
  gate: 'profile',
  sweep: 'own',
  input: closed({
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  output: closed({
    chats: Type.Array(ChatState),
    cards: Type.Array(ProfileCard),
    next: Type.Union([Cursor, Type.Null()]),
  }),
})

export const getChat = query('chats.get', {
  summary: 'One chat.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: ChatState,
  errors: unknownChat,
})

export const sharedChats = query('chats.shared', {
  summary: 'Dialogues and groups in which both the caller and another person are, the newest first (CNT-05).',
  gate: 'profile',
  sweep: 'own',
  input: closed({ profileId: Id }),
  output: closed({ chatIds: Type.Array(Id, { maxItems: SHARED_CHATS_MAX }) }),
})

export const createChat = command('chats.create', {
  summary:
    'Starts a group chat with contacts of one community, or a joint one of no community, without pupils (GEN-15). As the chat of a unit it has everybody in it who leads that unit (STR-08).',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    id: Id,
    /** Null for a joint chat between organisations. */
    communityId: Type.Union([Id, Type.Null()]),
    /** Of a chat of a unit: of the staff of that unit, or with the right to manage units. */
    unitId: Type.Optional(Id),
    title: line(CHAT_TITLE_MAX, 1),
    memberIds: Type.Array(Id, { minItems: 1, maxItems: MEMBERS_ADDED_MAX, uniqueItems: true }),
  }),
  output: ChatState,
  errors: [
    'community.unknown',
    'community.notAllowed',
    'unit.unknown',
    'unit.archived',
    'chat.titleInvalid',
    'chat.membersMissing',
    'chat.notContact',
    'chat.jointPupil',
    ...DIALOGUE_REFUSALS,
    'chat.selfImpossible',
  ],
})

export const openDirect = command('chats.openDirect', {
  summary: 'Opens the dialogue with a contact; there is at most one (CHT-01).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ id: Id, profileId: Id }),
  output: ChatState,
  errors: ['chat.notContact', ...DIALOGUE_REFUSALS, 'chat.selfImpossible', 'chat.blocking', 'message.writeForbidden'],
})

export const ChatMember = closed({
  profileId: Id,
  role: ChatRole,
  joinedAt: Instant,
})
export type ChatMember = Static<typeof ChatMember>

export const chatMembers = query('chats.members', {
  summary: 'People of a chat, those who lead it first.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    chatId: Id,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  output: closed({
    members: Type.Array(ChatMember),
    cards: Type.Array(ProfileCard),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: ['chat.unknown', 'chat.notAllowed'],
})

export const addMembers = command('chats.addMembers', {
  summary: 'Adds contacts to a group chat.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    chatId: Id,
    profileIds: Type.Array(Id, { minItems: 1, maxItems: MEMBERS_ADDED_MAX, uniqueItems: true }),
  }),
  output: ChatState,
  errors: ['chat.unknown', 'chat.notAllowed', 'chat.notContact', 'chat.jointPupil', 'chat.membersTooMany'],
})

/** Which of the messages of whoever is removed go with him: those of the last 24 hours, or all. */
export const CleanUp = oneOf(['day', 'all'])
export type CleanUp = Static<typeof CleanUp>

export const removeChatMember = command('chats.removeMember', {
  summary:
    'Removes a person from a group chat; from that number on he reads nothing. What he has written there goes too where that is asked for, as far as who removes sees it; its places stay (CHT-10, A-30).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, profileId: Id, cleanUp: Type.Optional(CleanUp) }),
  output: ChatState,
  errors: ['chat.unknown', 'chat.notAllowed', 'chat.memberUnknown', 'chat.selfImpossible', 'message.supervised'],
})

export const leaveChat = command('chats.leave', {
  summary: 'Leaves a group chat.',
  gate: 'profile',
  sweep: 'member',
  suspended: true,
  input: closed({ chatId: Id }),
  output: closed({}),
  errors: ['chat.unknown', 'chat.leaveImpossible'],
})

export const renameChat = command('chats.rename', {
  summary: 'Changes the name of a group chat; stands in the chat as a line with the author (CHT-07).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, title: line(CHAT_TITLE_MAX, 1) }),
  output: ChatState,
  errors: ['chat.unknown', 'chat.notAllowed', 'chat.titleInvalid'],
})

export const setPermission = command('chats.setPermission', {
  summary: 'Decides up to whom one thing is allowed in a group chat; stands in the chat as a line (CHT-03).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, permission: ChatPermission, scope: PermissionScope }),
  output: ChatState,
  errors: ['chat.unknown', 'chat.notAllowed'],
})

export const setSlowMode = command('chats.setSlowMode', {
  summary:
    'Decides how long whoever does not lead a group waits between two of his messages there, or that nobody waits; stands in the chat as a line (CHT-10).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, slowModeMs: Type.Union([SlowMode, Type.Null()]) }),
  output: ChatState,
  errors: ['chat.unknown', 'chat.notAllowed'],
})

/** What the owner of a group may make of a member. */
export const GivenRole = oneOf(['owner', 'administrator', 'member'])

export const setChatRole = command('chats.setRole', {
  summary:
    'Makes a member of a group its administrator, its owner, or a member like others; stands in the chat as a line (CHT-08).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, profileId: Id, role: GivenRole }),
  output: ChatState,
  errors: ['chat.unknown', 'chat.notAllowed', 'chat.memberUnknown', 'chat.selfImpossible'],
})

export const chatOperations = {
  'chats.list': listChats,
  'chats.get': getChat,
  'chats.shared': sharedChats,
  'chats.create': createChat,
  'chats.openDirect': openDirect,
  'chats.members': chatMembers,
  'chats.addMembers': addMembers,
  'chats.removeMember': removeChatMember,
  'chats.leave': leaveChat,
  'chats.rename': renameChat,
  'chats.setPermission': setPermission,
  'chats.setSlowMode': setSlowMode,
  'chats.setRole': setChatRole,
} as const

export const PAGE_LIMIT = Type.Integer({ minimum: 1, maximum: PAGE_ENTRIES_MAX })
