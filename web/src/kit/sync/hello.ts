import { WATCHED_CHATS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Hello } from '../realtime/socket-client.ts'
import { lastActivity } from './selectors.ts'
import type { ChatSlice, SyncState } from './state.ts'

/** Positions in one hello: with more, the frame would be too large, and old chats are sent whole again. */
const POSITIONS_MAX = 1_000

/**
 * The positions that a client holds. A chat on screen whose window ends where the log was last heard, or beyond, gets what
 * it missed; one without a window gets its last page; one that is being read somewhere in its past is left there.
 */
export function helloOf(state: SyncState, onScreen: readonly string[]): Hello {
  const recent = Object.values(state.chats)
    .sort((one, other) => (lastActivity(other) > lastActivity(one) ? 1 : -1))
    .slice(0, POSITIONS_MAX)
  const open = onScreen.filter((chatId) => wantsEntries(state.chats[chatId])).slice(0, WATCHED_CHATS_MAX)
  const positions = recent.filter((slice) => !(open.includes(slice.chat.id) && slice.window === null))
  return {
    profile: state.profileSeq,
    communities: state.communitySeqs,
    chats: Object.fromEntries(positions.map((slice) => [slice.chat.id, slice.lastSeq])),
    open,
  }
}

function wantsEntries(slice: ChatSlice | undefined): boolean {
  return slice === undefined || slice.window === null || slice.window.to >= slice.lastSeq
}
