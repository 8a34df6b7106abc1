import type { applauseEvents } from '#contract/calls/applause.ts'
import type { attentionEvents } from '#contract/calls/attention.ts'
import type { callEvents } from '#contract/calls/calls.ts'
import type { hallEvents } from '#contract/calls/halls.ts'
import type { permissionEvents } from '#contract/calls/permissions.ts'
import type { plannedCallEvents } from '#contract/calls/planned-calls.ts'
import type { absenceEvents } from '#contract/communities/absences.ts'
import type { applicationEvents } from '#contract/communities/applications.ts'
import type { bannerEvents } from '#contract/communities/banner.ts'
import type { familyEvents } from '#contract/communities/families.ts'
import type { memberRoleEvents } from '#contract/communities/member-roles.ts'
import type { unitEvents } from '#contract/communities/units.ts'
import type { EventName, EventPayload } from '#contract/events.ts'
import type { ChatState, Message } from '#contract/messenger/chats.ts'
import { isMentioned } from '#contract/messenger/mentioned.ts'
import { UNREAD_COUNT_MAX, UNREAD_MENTIONS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { scheduledEvents } from '#contract/messenger/scheduled.ts'
import type { reportEvents } from '#contract/reports/reports.ts'
import { withChangedMessages, withOwnReaction, withoutErased, withPolled, withReacted } from './changes.ts'
import { withMarks } from './marks.ts'
import { type ChatSlice, emptySlice, type SyncState, withChat, withoutChats } from './state.ts'
import { mergeReadTop, newerChat, withCards, withMine } from './versions.ts'

/** Events that only the site and parts of the messenger show, which ask the server again. */
type SiteEvent =
  | keyof typeof absenceEvents
  | keyof typeof applicationEvents
  | keyof typeof bannerEvents
  | keyof typeof callEvents
  | keyof typeof hallEvents
  | keyof typeof plannedCallEvents
  | keyof typeof permissionEvents
  | keyof typeof attentionEvents
  | keyof typeof applauseEvents
  | keyof typeof familyEvents
  | keyof typeof memberRoleEvents
  | keyof typeof reportEvents
  | keyof typeof scheduledEvents
  | keyof typeof unitEvents

export type MessengerEvent = Exclude<EventName, SiteEvent>

export interface EventContext {
  /** Number of the event in its log, null for ephemeral ones. */
  readonly seq: number | null
  /** When this device heard it, in milliseconds. */
  readonly heardAt: number
}

type Applier<N extends EventName> = (state: SyncState, payload: EventPayload<N>, context: EventContext) => SyncState

/** What every event of the messenger does to the state. A missing one does not compile. */
export const appliers: { readonly [N in MessengerEvent]: Applier<N> } = {
  'message.posted': (state, { message }, { seq }) =>
    withChat(state, message.chatId, (slice) => ({
      ...withNamed(withoutTyping(slice, message.senderId), message, state.profileId, seq ?? message.seq),
      lastMessage: message.seq > (slice.lastMessage?.seq ?? 0) ? message : slice.lastMessage,
      heard:
        message.senderId === state.profileId || message.erased !== null
          ? slice.heard
          : withHeard(slice, seq ?? message.seq),
    })),

  'message.changed': (state, { message, what }, { seq }) =>
    withChat(state, message.chatId, (slice) => {
      const at = seq ?? slice.lastSeq
      const changed = withNamed(withChangedMessages(slice, [message]), message, state.profileId, at)
      if (what !== 'erased' || message.senderId === state.profileId) return changed
      return withoutErased(changed, message, at)
    }),

  'reactions.changed': (state, payload, { seq }) =>
    withChat(state, payload.chatId, (slice) => {
      const reacted = withReacted(slice, payload)
      return payload.actorId === state.profileId ? withOwnReaction(reacted, payload, seq ?? slice.lastSeq) : reacted
    }),

  'reactions.own': (state, { chatId, asOf, ...own }) =>
    withChat(state, chatId, (slice) => withOwnReaction(slice, own, asOf)),

  'poll.changed': (state, payload) => withChat(state, payload.chatId, (slice) => withPolled(slice, payload)),

  // Whoever shows the poll asks what is his own.
  'poll.voted': (state) => state,

  // Whoever shows the announcement asks what is his own.
  'announcement.answered': (state) => state,
  'announcement.reminded': (state) => state,

  'folders.changed': (state, folders) => ({ ...state, folders }),
  'draft.changed': (state, { chatId, version }) => {
    const { [chatId]: _before, ...others } = state.drafts
    return { ...state, drafts: version === null ? others : { ...others, [chatId]: version } }
  },

  'marks.changed': (state, change) => ({ ...state, marks: withMarks(state.marks, change) }),

  'chat.passed': (state) => state,

  'chat.changed': (state, { chat, what }) =>
    what === 'deleted'
      ? withoutChats(state, [chat.id])
      : withChat(state, chat.id, (slice) => ({ ...slice, chat: newerChat(slice.chat, chat) })),

  // What came of it was told before.
  'poll.ended': (state) => state,

  'supervision.changed': (state, { chat, leftIds }) =>
    leftIds.includes(state.profileId)
      ? withoutChats(state, [chat.id])
      : withChat(state, chat.id, (slice) => ({ ...slice, chat: newerChat(slice.chat, chat) })),

  'members.joined': (state, { chatId, membersCount }) =>
    withChat(state, chatId, (slice) => withMembersCount(slice, membersCount)),

  'members.left': (state, { chatId, profileIds, membersCount }) =>
    profileIds.includes(state.profileId)
      ? withoutChats(state, [chatId])
      : withChat(state, chatId, (slice) => profileIds.reduce(withoutTyping, withMembersCount(slice, membersCount))),

  'chat.added': (state, { state: added }) => ({
    ...state,
    chats: { ...state.chats, [added.chat.id]: mergeState(state.chats[added.chat.id], added) },
  }),

  'chat.dropped': (state, { chatId }) => withoutChats(state, [chatId]),

  'chat.mine': (state, { mine }) => withChat(state, mine.chatId, (slice) => withMine(slice, mine)),

  'chat.read': (state, { chatId, readTop }) =>
    withChat(state, chatId, (slice) => ({ ...slice, readTop: mergeReadTop(slice.readTop, readTop) })),

  'typing.started': (state, { chatId, profileId }, { heardAt }) =>
    profileId === state.profileId
      ? state
      : withChat(state, chatId, (slice) => ({ ...slice, typing: { ...slice.typing, [profileId]: heardAt } })),

  'profile.changed': (state, { card }) => withCards(state, [card]),

  'membership.changed': (state, { membership }) => {
    const held = state.memberships[membership.communityId]
    if (held !== undefined && held.version > membership.version) return state
    return { ...state, memberships: { ...state.memberships, [membership.communityId]: membership } }
  },

  'organisation.changed': (state, { communityId, name, shortName, logoId }) => {
    const held = state.memberships[communityId]
    if (held === undefined) return state
    const membership = { ...held, version: held.version + 1, name, shortName, logoId }
    return { ...state, memberships: { ...state.memberships, [communityId]: membership } }
  },

  'community.suspension': (state, { communityId, suspended }) => {
    const held = state.memberships[communityId]
    if (held === undefined) return state
    const membership = { ...held, version: held.version + 1, suspended }
    return { ...state, memberships: { ...state.memberships, [communityId]: membership } }
  },

  'membership.ended': (state, { communityId }) => {
    const { [communityId]: _ended, ...memberships } = state.memberships
    const communitySeqs = Object.fromEntries(
      Object.entries(state.communitySeqs).filter(([key]) => !key.startsWith(`${communityId}/`)),
    )
    const owned = Object.values(state.chats).filter((slice) => slice.chat.communityId === communityId)
    return withoutChats(
      { ...state, memberships, communitySeqs },
      owned.map((slice) => slice.chat.id),
    )
  },
}

/**
 * Takes the state of a chat in as the server read it. A new interval of the reader (he left and came back) begins a new
 * life of the chat, in which versions start again and nothing older is held.
 */
export function mergeState(held: ChatSlice | undefined, offered: ChatState): ChatSlice {
  if (held === undefined || held.mine.startSeq !== offered.mine.startSeq) return emptySlice(offered)
  const newer = offered.lastSeq >= held.lastSeq
  return {
    ...withMine(held, offered.mine),
    chat: newerChat(held.chat, offered.chat),
    lastSeq: Math.max(held.lastSeq, offered.lastSeq),
    // A repeated answer comes without it; of what can be seen the last message never goes.
    lastMessage: newer ? (offered.lastMessage ?? held.lastMessage) : held.lastMessage,
    readTop: mergeReadTop(held.readTop, offered.readTop),
  }
}

function withHeard(slice: ChatSlice, seq: number): readonly number[] {
  if (seq <= slice.mine.countedSeq) return slice.heard
  return [...slice.heard, seq].slice(-(UNREAD_COUNT_MAX + 1))
}

/** Notes that a message names the reader, or that it does no more; what is known already is not noted. */
function withNamed(slice: ChatSlice, message: Message, profileId: string, seq: number): ChatSlice {
  if (seq <= slice.mine.countedSeq) return slice
  const isNamed = isMentioned(message, profileId)
  const before = slice.named.findLast(({ targetSeq }) => targetSeq === message.seq)
  if (isNamed === (before?.isNamed ?? slice.mine.mentions.includes(message.seq))) return slice
  const named = [...slice.named, { seq, targetSeq: message.seq, isNamed }]
  return { ...slice, named: named.slice(-UNREAD_MENTIONS_MAX * 2) }
}

/** The chat's own version counts every change of its members, which events carry as the new count only. */
function withMembersCount(slice: ChatSlice, membersCount: number): ChatSlice {
  return { ...slice, chat: { ...slice.chat, version: slice.chat.version + 1, membersCount } }
}

function withoutTyping(slice: ChatSlice, profileId: string): ChatSlice {
  if (!(profileId in slice.typing)) return slice
  const { [profileId]: _silent, ...typing } = slice.typing
  return { ...slice, typing }
}
