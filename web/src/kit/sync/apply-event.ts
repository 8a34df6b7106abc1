import type { EventFrame } from '#contract/kit/socket.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import { appliers, type EventContext, type MessengerEvent } from './appliers.ts'
import { type SyncState, withChat } from './state.ts'
import { appendNumber } from './window.ts'

const EARLY_EVENTS_MAX = 200
/** Events that are no entry of their own: they change one, or say nothing. */
const SILENT: ReadonlySet<string> = new Set(['message.changed', 'reactions.changed', 'poll.changed', 'chat.passed'])

export interface Applied {
  readonly state: SyncState
  /** A number is missing before this event: it was not applied, a new snapshot is needed. */
  readonly gap: boolean
}

/** Phase «stream»: applies one event by its number, exactly once and in order. */
export function applyEvent(state: SyncState, frame: EventFrame, heardAt: number): Applied {
  if (frame.a === 'chat') return applyChatEvent(state, frame, heardAt)
  const held = frame.a === 'profile' ? state.profileSeq : state.communitySeqs[frame.id]
  if (frame.s !== undefined && held !== undefined) {
    if (frame.s <= held) return { state, gap: false }
    // A log that was never heard has no position yet: it begins with whatever comes first.
    if (held > 0 && frame.s > held + 1) return { state, gap: true }
  }
  const applied = withPosition(run(state, frame, heardAt), frame)
  const added = frame.e === 'chat.added' ? replayEarly(applied, frame, heardAt) : applied
  return { state: added, gap: false }
}

function applyChatEvent(state: SyncState, frame: EventFrame, heardAt: number): Applied {
  const slice = state.chats[frame.id]
  if (slice === undefined) return { state: holdBack(state, frame), gap: false }
  if (frame.s === undefined) return { state: run(state, frame, heardAt), gap: false }
  if (frame.s <= slice.lastSeq) return { state, gap: false }
  if (frame.s > slice.lastSeq + 1) return { state, gap: true }
  const applied = run(state, frame, heardAt)
  const seq = frame.s
  const entry = SILENT.has(frame.e) ? null : ({ e: frame.e, s: seq, at: frame.at, p: frame.p } as ChatEntry)
  return {
    state: withChat(applied, frame.id, (changed) => ({
      ...changed,
      lastSeq: seq,
      window: appendNumber(changed.window, seq, entry),
    })),
    gap: false,
  }
}

/** An event that this version of the client does not know changes nothing but the position. */
function run(state: SyncState, frame: EventFrame, heardAt: number): SyncState {
  const applier = appliers[frame.e as MessengerEvent] as
    | ((state: SyncState, payload: unknown, context: EventContext) => SyncState)
    | undefined
  return applier === undefined ? state : applier(state, frame.p, { seq: frame.s ?? null, heardAt })
}

function withPosition(state: SyncState, frame: EventFrame): SyncState {
  if (frame.s === undefined) return state
  if (frame.a === 'profile') return { ...state, profileSeq: frame.s }
  return { ...state, communitySeqs: { ...state.communitySeqs, [frame.id]: frame.s } }
}

function holdBack(state: SyncState, frame: EventFrame): SyncState {
  if (frame.s === undefined) return state
  const waiting = state.early[frame.id] ?? []
  if (waiting.length >= EARLY_EVENTS_MAX) return state
  return { ...state, early: { ...state.early, [frame.id]: [...waiting, frame] } }
}

/** What was heard of a chat before it was known follows its state; what the state holds already falls out by number. */
function replayEarly(state: SyncState, frame: EventFrame, heardAt: number): SyncState {
  const chatId = (frame.p as { state: { chat: { id: string } } }).state.chat.id
  const waiting = state.early[chatId]
  if (waiting === undefined) return state
  const { [chatId]: _taken, ...early } = state.early
  let replayed: SyncState = { ...state, early }
  for (const event of waiting) replayed = applyChatEvent(replayed, event, heardAt).state
  return replayed
}
