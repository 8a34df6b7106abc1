import type { Membership } from '#contract/communities/communities.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Chat, ChatMine, ChatState, Message, Reaction } from '#contract/messenger/chats.ts'
import { type Folders, NO_FOLDERS } from '#contract/messenger/folders.ts'
import type { Marks } from '#contract/messenger/marks.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import type { PollState } from '#contract/messenger/poll.ts'

/** A stretch of a chat’s log that is held without a hole: every entry with `from <= s <= to` that the reader may see. */
export interface ChatWindow {
  readonly from: number
  readonly to: number
  readonly entries: readonly ChatEntry[]
  /** Nothing that the reader may see lies before `from`. */
  readonly reachesStart: boolean
}

/** One chat as its reader holds it. */
export interface ChatSlice {
  readonly chat: Chat
  readonly mine: ChatMine
  /** The log has been heard up to here without a hole; the window may end earlier. */
  readonly lastSeq: number
  readonly lastMessage: Message | null
  readonly readTop: ChatState['readTop']
  /** Numbers of other people’s messages above `mine.countedSeq`, ascending: they are not in `mine.unread` yet. */
  readonly heard: readonly number[]
  /** Erasures of other people’s messages with numbers above `mine.countedSeq`: `mine.unread` may count their targets still. */
  readonly erased: readonly { readonly seq: number; readonly targetSeq: number }[]
  /**
   * What was heard with numbers above `mine.countedSeq` of messages of others: that one names the reader, or does no more.
   * `mine.mentions` may say otherwise still.
   */
  readonly named: readonly { readonly seq: number; readonly targetSeq: number; readonly isNamed: boolean }[]
  readonly window: ChatWindow | null
  /** Messages outside of the window that are quoted in it; null when the reader may not see one. */
  readonly quoted: Readonly<Record<number, Message | null>>
  /** Messages whose changes were heard, by number, for pages that were read before; not kept between visits. */
  readonly changed: Readonly<Record<number, Message>>
  /** Likewise their reactions. */
  readonly reacted: Readonly<Record<number, Pick<Message, 'seq' | 'reactions' | 'reactionsSeq'>>>
  /** Likewise their votes. */
  readonly polled: Readonly<Record<number, { readonly seq: number; readonly state: PollState }>>
  /** The reader’s reactions by message, as they were when the log stood at `asOf`; without one where it is known. */
  readonly own: Readonly<Record<number, { readonly reaction: Reaction | null; readonly asOf: number }>>
  /** Who types and when that was heard, in milliseconds of this device. */
  readonly typing: Readonly<Record<string, number>>
}

/** Everything that the messenger of one profile knows. A plain value: it is stored, compared and replayed. */
export interface SyncState {
  readonly profileId: string
  /** The profile’s own log has been heard up to here. */
  readonly profileSeq: number
  readonly communitySeqs: Readonly<Record<string, number>>
  readonly memberships: Readonly<Record<string, Membership>>
  readonly chats: Readonly<Record<string, ChatSlice>>
  readonly cards: Readonly<Record<string, ProfileCard>>
  /** What the reader has marked for himself. */
  readonly marks: Marks
  readonly folders: Folders
  /** Versions of the reader’s drafts for all of his devices, by chat. */
  readonly drafts: Readonly<Record<string, number>>
  /** Events of chats that are not known yet; they wait for `chat.added`. */
  readonly early: Readonly<Record<string, readonly EventFrame[]>>
  /** A snapshot has been taken in at least once: what is missing does not exist. */
  readonly complete: boolean
}

export function emptyState(profileId: string): SyncState {
  return {
    profileId,
    profileSeq: 0,
    communitySeqs: {},
    memberships: {},
    chats: {},
    cards: {},
    marks: { important: {}, hidden: {} },
    folders: NO_FOLDERS,
    drafts: {},
    early: {},
    complete: false,
  }
}

export function emptySlice(state: ChatState): ChatSlice {
  const nothing = { heard: [], erased: [], named: [], window: null, quoted: {}, changed: {}, reacted: {}, polled: {} }
  return { ...state, ...nothing, own: {}, typing: {} }
}

/** Replaces one chat by what `change` makes of it; an unknown chat stays unknown. */
export function withChat(state: SyncState, chatId: string, change: (slice: ChatSlice) => ChatSlice): SyncState {
  const slice = state.chats[chatId]
  if (slice === undefined) return state
  const changed = change(slice)
  return changed === slice ? state : { ...state, chats: { ...state.chats, [chatId]: changed } }
}

/** Forgets everything of these chats. */
export function withoutChats(state: SyncState, chatIds: readonly string[]): SyncState {
  if (!chatIds.some((id) => id in state.chats || id in state.early)) return state
  const chats = { ...state.chats }
  const early = { ...state.early }
  for (const chatId of chatIds) {
    delete chats[chatId]
    delete early[chatId]
  }
  return { ...state, chats, early }
}
