import type { Message } from '#contract/messenger/chats.ts'
import type { Marks } from '#contract/messenger/marks.ts'
import { markedIn } from '#web/kit/sync/marks.ts'
import { quotedIn } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'

/** Pinned messages that the reader may see and has not deleted for himself, in the order in which they are shown. */
export function seenPins(slice: ChatSlice, marks: Marks): readonly Message[] {
  const hidden = markedIn(marks, 'hidden', slice.chat.id)
  return slice.chat.pins.flatMap((seq) => (hidden.has(seq) ? [] : (quotedIn(slice, seq) ?? [])))
}
