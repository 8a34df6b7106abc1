import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Reaction } from '#contract/messenger/chats.ts'
import type { Mention } from '#contract/messenger/mention.ts'
import type { OutboxItem } from '../outbox/outbox-ports.ts'
import type { Phase } from '../realtime/socket-client.ts'
import type { Draft } from './cache.ts'
import { emptyState, type SyncState } from './state.ts'

/** Which stretch of a chat's log is being read, and whether the last try failed. */
export interface HistoryStatus {
  readonly before: 'idle' | 'loading' | 'failed'
  readonly after: 'idle' | 'loading' | 'failed'
  /** A jump, or the first page of a chat. */
  readonly place: 'idle' | 'loading' | 'failed'
}

export const IDLE_HISTORY: HistoryStatus = { before: 'idle', after: 'idle', place: 'idle' }

/** What the reader wishes his reactions to messages of a chat to be: shown at once, until the log says so too. */
export type Wishes = Readonly<Record<number, Reaction | null>>

/** A half-typed edit of an own message. */
export interface EditDraft {
  readonly seq: number
  /** The version whose text its author had before him. */
  readonly version: number
  readonly text: string
  readonly mentions: readonly Mention[]
}

/** What screens see of the engine. */
export interface EngineState {
  readonly sync: SyncState
  readonly phase: Phase
  /** What the device keeps has been read: an empty list is not a list that is still being opened. */
  readonly cacheRead: boolean
  readonly outbox: readonly OutboxItem[]
  /** Numbers up to which this browser has read, by chat. */
  readonly readHere: Readonly<Record<string, number>>
  readonly drafts: Readonly<Record<string, Draft>>
  /** How often a draft of another device has taken the place of the one that was here, by chat. */
  readonly taken: Readonly<Record<string, number>>
  /** By chat; what was left last comes last. */
  readonly edits: Readonly<Record<string, readonly EditDraft[]>>
  readonly history: Readonly<Record<string, HistoryStatus>>
  /** By chat. */
  readonly wishes: Readonly<Record<string, Wishes>>
}

export type EngineStore = StoreApi<EngineState>

export function createEngineStore(profileId: string): EngineStore {
  return createStore<EngineState>(() => ({
    sync: emptyState(profileId),
    phase: 'offline',
    cacheRead: false,
    outbox: [],
    readHere: {},
    drafts: {},
    taken: {},
    edits: {},
    history: {},
    wishes: {},
  }))
}
