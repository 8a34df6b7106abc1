import type { Membership } from '#contract/communities/communities.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { SharedDraft } from '#contract/messenger/drafts.ts'
import type { Folders } from '#contract/messenger/folders.ts'
import type { Marks } from '#contract/messenger/marks.ts'
import type { Mention } from '#contract/messenger/mention.ts'
import type { Lifetime } from '#contract/messenger/messages.ts'
import { type ChatSlice, emptyState, type SyncState } from './state.ts'
import { KEPT_ENTRIES_MAX, restingWindow } from './window.ts'

export interface CachedMeta {
  readonly profileSeq: number
  /** As they are when the profile's own log stands there: nobody says them again to whoever has heard that far. */
  readonly marks: Marks
  readonly folders: Folders
  readonly communitySeqs: Readonly<Record<string, number>>
  readonly memberships: Readonly<Record<string, Membership>>
  /** Numbers up to which this browser has read and which the server may not know yet. */
  readonly readHere: Readonly<Record<string, number>>
  readonly complete: boolean
}

export interface Draft {
  readonly text: string
  readonly mentions: readonly Mention[]
  readonly replyToSeq: number | null
  /** How long what is written here may be read; it stays chosen until it is taken back. */
  readonly lifetimeMs: Lifetime | null
  /** The version for all devices on which it stands; 0 when it stands on none. */
  readonly base: number
  /** Whether the other devices do not know it yet. */
  readonly isNew: boolean
  /** What the server was told last of it without an answer that came back: it may stand there or not. */
  readonly tried?: SharedDraft | undefined
}

export interface CacheContent {
  readonly meta: CachedMeta
  readonly chats: readonly ChatSlice[]
  readonly cards: readonly ProfileCard[]
  readonly drafts: Readonly<Record<string, Draft>>
}

export interface CacheChanges {
  readonly meta: CachedMeta
  readonly chats: readonly ChatSlice[]
  readonly removed: readonly string[]
  readonly cards: readonly ProfileCard[]
}

/** What a device keeps of one profile between two visits. */
export interface SyncCache {
  load(): Promise<CacheContent | null>
  /** Writes everything or nothing. A chat that was stored further on by another tab stays as it is. */
  save(changes: CacheChanges): Promise<void>
  saveDraft(chatId: string, draft: Draft | null): Promise<void>
  close(): void
}

/** The state that a cache holds. */
export function stateFromCache(profileId: string, content: CacheContent): SyncState {
  const { profileSeq, communitySeqs, memberships, marks, folders, complete } = content.meta
  return {
    ...emptyState(profileId),
    profileSeq,
    communitySeqs,
    memberships,
    marks,
    folders,
    complete,
    chats: Object.fromEntries(content.chats.map((slice) => [slice.chat.id, slice])),
    cards: Object.fromEntries(content.cards.map((card) => [card.id, card])),
  }
}

/** What has to be written so that the cache holds `next` after it held `saved`. */
export function cacheChanges(
  saved: SyncState,
  next: SyncState,
  readHere: Readonly<Record<string, number>>,
): CacheChanges {
  const { profileSeq, communitySeqs, memberships, marks, folders, complete } = next
  return {
    meta: { profileSeq, communitySeqs, memberships, marks, folders, complete, readHere },
    chats: Object.values(next.chats)
      .filter((slice) => saved.chats[slice.chat.id] !== slice)
      .map(resting),
    removed: Object.keys(saved.chats).filter((chatId) => !(chatId in next.chats)),
    cards: Object.values(next.cards).filter((card) => saved.cards[card.id] !== card),
  }
}

function resting(slice: ChatSlice): ChatSlice {
  const window = restingWindow(slice.window, slice.lastSeq, KEPT_ENTRIES_MAX)
  const own = Object.entries(slice.own).filter(([seq]) => window !== null && Number(seq) >= window.from)
  return { ...slice, window, changed: {}, reacted: {}, polled: {}, own: Object.fromEntries(own), typing: {} }
}
