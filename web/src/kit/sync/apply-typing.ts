import { typingIn } from './selectors.ts'
import type { ChatSlice, SyncState } from './state.ts'

/** Forgets signs of typing that were not repeated. */
export function withoutOldTyping(state: SyncState, now: number): SyncState {
  const changed: Record<string, ChatSlice> = {}
  for (const [chatId, slice] of Object.entries(state.chats)) {
    const alive = typingIn(slice, now)
    if (alive.length === Object.keys(slice.typing).length) continue
    changed[chatId] = { ...slice, typing: Object.fromEntries(alive.map((id) => [id, slice.typing[id]!])) }
  }
  return Object.keys(changed).length === 0 ? state : { ...state, chats: { ...state.chats, ...changed } }
}
