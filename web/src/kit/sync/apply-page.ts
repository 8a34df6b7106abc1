import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { OwnReaction } from '#contract/messenger/messages.ts'
import { messagesIn, withNewerQuotes, withNewest, withOwnReactions } from './changes.ts'
import { type SyncState, withChat } from './state.ts'
import { withCards } from './versions.ts'
import {
  joinWindows,
  type PageAnswer,
  type PageWish,
  RESTING_ENTRIES_MAX,
  restingWindow,
  stretchOf,
  touches,
} from './window.ts'

export interface HistoryPage extends PageAnswer {
  readonly quoted: readonly Message[]
  readonly cards: readonly ProfileCard[]
  readonly own: readonly OwnReaction[]
  readonly asOf: number
}

/**
 * Takes a page of history in.
 *
 * @param lastSeq where the log of the chat stood when the page was asked for
 */
export function applyPage(
  state: SyncState,
  chatId: string,
  wish: PageWish,
  page: HistoryPage,
  lastSeq: number,
): SyncState {
  const joined = withChat(state, chatId, (slice) => {
    // What was changed after the page was read is known from the event.
    const entries = withNewest(page.entries, slice)
    const stretch = stretchOf({ ...page, entries }, wish, slice.mine.startSeq, lastSeq)
    const edge = 'before' in wish || 'after' in wish
    if (edge && !touches(slice.window, stretch)) return slice
    const found = { ...slice.quoted, ...quotes(page, stretch.from, stretch.to) }
    const quoted = withNewerQuotes(found, slice)
    const own = withOwnReactions(slice, messagesIn(entries), page.own, page.asOf)
    return { ...slice, quoted, own, window: joinWindows(slice.window, stretch) }
  })
  return withCards(joined, page.cards)
}

/** Takes single messages in that are quoted; those that were asked for and did not come may not be seen. */
export function applyQuoted(
  state: SyncState,
  chatId: string,
  asked: readonly number[],
  messages: readonly Message[],
): SyncState {
  const found = Object.fromEntries(asked.map((seq) => [seq, messages.find((message) => message.seq === seq) ?? null]))
  return withChat(state, chatId, (slice) => ({
    ...slice,
    quoted: withNewerQuotes({ ...slice.quoted, ...found }, slice),
  }))
}

/** The chat has left the screen: only the end of its log is kept. */
export function applyClosed(state: SyncState, chatId: string): SyncState {
  return withChat(state, chatId, (slice) => {
    const window = restingWindow(slice.window, slice.lastSeq, RESTING_ENTRIES_MAX)
    return window === slice.window ? slice : { ...slice, window, quoted: window === null ? {} : slice.quoted }
  })
}

function quotes(page: HistoryPage, from: number, to: number): Record<number, Message | null> {
  const found = new Map(page.quoted.map((message) => [message.seq, message]))
  const all: Record<number, Message | null> = {}
  for (const entry of page.entries) {
    if (entry.e !== 'message.posted' || entry.p.message.replyToSeq === null) continue
    const seq = entry.p.message.replyToSeq
    if (seq < from || seq > to) all[seq] = found.get(seq) ?? null
  }
  return all
}
