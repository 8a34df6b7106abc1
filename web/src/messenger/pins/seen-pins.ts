import type { Message } from '#contract/messenger/chats.ts'
import { quotedIn } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'

/** Pinned messages that the reader may see, in the order in which they are shown. */
export function seenPins(slice: ChatSlice): readonly Message[] {
  return slice.chat.pins.flatMap((seq) => quotedIn(slice, seq) ?? [])
}
