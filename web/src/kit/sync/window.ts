import type { ChatEntry } from '#contract/messenger/messages.ts'
import { newerMessage } from './changes.ts'
import type { ChatWindow } from './state.ts'

/** Entries of one chat that a device keeps; older ones are read again when somebody scrolls there. */
export const KEPT_ENTRIES_MAX = 150
/** Entries of a chat that is not on screen but may be opened again in a moment. */
export const RESTING_ENTRIES_MAX = 600

/** Which page of history was asked for. */
export type PageWish = { before: number } | { after: number } | { around: number } | { latest: true }

export interface PageAnswer {
  readonly entries: readonly ChatEntry[]
  readonly hasBefore: boolean
  readonly hasAfter: boolean
}

/**
 * The stretch of the log that a page covers. Numbers without an entry (changes of messages) are covered as well.
 *
 * @param startSeq the reader sees what lies above this number
 * @param lastSeq where the log stood when the page was asked for
 */
export function stretchOf(page: PageAnswer, wish: PageWish, startSeq: number, lastSeq: number): ChatWindow {
  const first = page.entries[0]?.s
  const last = page.entries.at(-1)?.s
  const from = 'after' in wish ? wish.after + 1 : page.hasBefore && first !== undefined ? first : startSeq + 1
  const end = page.hasAfter ? (last ?? from - 1) : Math.max(last ?? 0, lastSeq)
  const to = 'before' in wish ? wish.before - 1 : end
  return { from, to, entries: page.entries, reachesStart: from <= startSeq + 1 }
}

/** Joins two stretches that overlap or touch; otherwise the offered one replaces the held one. */
export function joinWindows(held: ChatWindow | null, offered: ChatWindow): ChatWindow {
  if (held === null || offered.from > held.to + 1 || held.from > offered.to + 1) return offered
  return {
    from: Math.min(held.from, offered.from),
    to: Math.max(held.to, offered.to),
    entries: joinEntries(held.entries, offered.entries),
    reachesStart: held.reachesStart || offered.reachesStart,
  }
}

/** Whether a page would still join what is held: somebody may have jumped elsewhere while it was on its way. */
export function touches(held: ChatWindow | null, offered: ChatWindow): boolean {
  return held !== null && offered.from <= held.to + 1 && held.from <= offered.to + 1
}

/** Puts the next number of the log to a window that ends right before it; null when it has none. */
export function appendNumber(window: ChatWindow | null, seq: number, entry: ChatEntry | null): ChatWindow | null {
  if (window === null || window.to !== seq - 1) return window
  return { ...window, to: seq, entries: entry === null ? window.entries : [...window.entries, entry] }
}

/**
 * What of a window lies at or below a number; null when nothing does. A page may tell more of the log than was heard of it:
 * what has changed up there is told to nobody who begins again from where he has heard it.
 */
export function windowUpTo(window: ChatWindow | null, seq: number): ChatWindow | null {
  if (window === null || window.to <= seq) return window
  if (window.from > seq) return null
  return { ...window, to: seq, entries: window.entries.filter(({ s }) => s <= seq) }
}

/** What is kept of a chat that is not looked at: the end of its log, or nothing when the window lies elsewhere. */
export function restingWindow(window: ChatWindow | null, lastSeq: number, most: number): ChatWindow | null {
  if (window === null || window.to !== lastSeq) return null
  if (window.entries.length <= most) return window
  const entries = window.entries.slice(-most)
  return { from: entries[0]!.s, to: window.to, entries, reachesStart: false }
}

function joinEntries(held: readonly ChatEntry[], offered: readonly ChatEntry[]): readonly ChatEntry[] {
  const bySeq = new Map(held.map((entry) => [entry.s, entry]))
  for (const entry of offered) {
    const known = bySeq.get(entry.s)
    bySeq.set(entry.s, known === undefined ? entry : newerEntry(known, entry))
  }
  return [...bySeq.values()].sort((one, other) => one.s - other.s)
}

function newerEntry(held: ChatEntry, offered: ChatEntry): ChatEntry {
  if (held.e !== 'message.posted' || offered.e !== 'message.posted') return offered
  const message = newerMessage(held.p.message, offered.p.message)
  return message === held.p.message ? held : { ...held, p: { message } }
}
