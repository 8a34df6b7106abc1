import type { ClientFrame } from '#contract/kit/socket.ts'
import { CATCH_UP_CHANGED_MAX, CATCH_UP_ENTRIES_MAX, PAGE_ENTRIES } from '#contract/messenger/messenger.limits.ts'
import type { ChatRange } from '../chats/entries.store.ts'
import type { HeldFacts } from '../chats/reader.store.ts'

export type Hello = Extract<ClientFrame, { t: 'hello' }>

/** A chat that has moved beyond what the client holds of it. */
export interface Moved {
  facts: HeldFacts
  /** The number above which the reader may see. */
  startSeq: number
  /** Up to where the client has heard it; null when it has to begin anew. */
  heardSeq: number | null
  isOpen: boolean
}

/** Whether the client holds all of a chat already and needs only the facts of its reader. */
export function isSame(facts: HeldFacts, hello: Hello): boolean {
  return hello.chats[facts.id] === facts.last_seq && !hello.open.includes(facts.id)
}

export function movedOf(facts: HeldFacts, hello: Hello): Moved {
  const heard = hello.chats[facts.id]
  const startSeq = facts.start_seq ?? 0
  // A position beyond the end was given by a database that has been put back since: what it held is not kept.
  const isPlace = heard !== undefined && heard >= startSeq && heard <= facts.last_seq
  return { facts, startSeq, heardSeq: isPlace ? heard : null, isOpen: hello.open.includes(facts.id) }
}

/** Whether the client begins anew: nobody knows what it holds, or it has missed too much. */
export function isReset({ facts, heardSeq, isOpen }: Moved, changed: number): boolean {
  if (heardSeq === null || changed > CATCH_UP_CHANGED_MAX) return true
  return isOpen && facts.last_seq - heardSeq > CATCH_UP_ENTRIES_MAX
}

/** What a client gets of a chat on screen. */
export function missedRange({ facts, startSeq, heardSeq }: Moved, reset: boolean): ChatRange {
  const to = facts.last_seq
  if (!reset) return { chatId: facts.id, from: heardSeq! + 1, to, limit: CATCH_UP_ENTRIES_MAX, end: 'low' }
  return { chatId: facts.id, from: startSeq + 1, to, limit: PAGE_ENTRIES, end: 'high' }
}
