import type { Message } from '#contract/messenger/chats.ts'
import { shownAt } from '#contract/messenger/expiry.ts'
import type { ChatSlice, SyncState } from './state.ts'

/** A timer of a browser rings at once when it is set for longer than this. */
const TIMER_MS_MAX = 24 * 3_600_000

function* heldMessages({ window, lastMessage, quoted, changed }: ChatSlice): Iterable<Message> {
  for (const entry of window?.entries ?? []) if (entry.e === 'message.posted') yield entry.p.message
  for (const message of Object.values(quoted)) if (message !== null) yield message
  yield* Object.values(changed)
  if (lastMessage !== null) yield lastMessage
}

/** The earliest moment (milliseconds) at which a held message ends; infinite when none does. */
function nextEnd(slice: ChatSlice): number {
  let next = Number.POSITIVE_INFINITY
  for (const { expiresAt, erased } of heldMessages(slice)) {
    if (expiresAt !== null && erased === null) next = Math.min(next, Date.parse(expiresAt))
  }
  return next
}

/** Empties what is over at the moment `now`, wherever the device holds it, without waiting to be told. */
export function withoutExpired(state: SyncState, now: number): SyncState {
  const over = Object.values(state.chats).filter((slice) => nextEnd(slice) <= now)
  if (over.length === 0) return state
  const chats = { ...state.chats }
  for (const slice of over) chats[slice.chat.id] = emptied(slice, now)
  return { ...state, chats }
}

function emptied(slice: ChatSlice, now: number): ChatSlice {
  const shown = (message: Message | null) => (message === null ? null : shownAt(message, now))
  const { window } = slice
  const entries = window?.entries.map((entry) =>
    entry.e === 'message.posted' ? { ...entry, p: { message: shownAt(entry.p.message, now) } } : entry,
  )
  return {
    ...slice,
    lastMessage: shown(slice.lastMessage),
    window: window === null ? null : { ...window, entries: entries! },
    quoted: Object.fromEntries(Object.entries(slice.quoted).map(([seq, message]) => [seq, shown(message)])),
    changed: Object.fromEntries(Object.entries(slice.changed).map(([seq, message]) => [seq, shownAt(message, now)])),
  }
}

/** Rings when the next held message ends; looks only at chats that have changed since it looked. */
export class ExpiryTimer {
  readonly #ends = new Map<string, { slice: ChatSlice; end: number }>()
  readonly #after: (ms: number, callback: () => void) => () => void
  readonly #now: () => number
  readonly #ring: () => void
  #setFor = Number.POSITIVE_INFINITY
  #cancel: (() => void) | null = null

  constructor(parts: {
    after: (ms: number, callback: () => void) => () => void
    now: () => number
    ring: () => void
  }) {
    this.#after = parts.after
    this.#now = parts.now
    this.#ring = parts.ring
  }

  look(state: SyncState): void {
    for (const chatId of this.#ends.keys()) if (!(chatId in state.chats)) this.#ends.delete(chatId)
    let next = Number.POSITIVE_INFINITY
    for (const slice of Object.values(state.chats)) {
      const known = this.#ends.get(slice.chat.id)
      const end = known?.slice === slice ? known.end : nextEnd(slice)
      this.#ends.set(slice.chat.id, { slice, end })
      next = Math.min(next, end)
    }
    if (next === this.#setFor) return
    this.stop()
    if (next === Number.POSITIVE_INFINITY) return
    this.#setFor = next
    this.#cancel = this.#after(Math.min(TIMER_MS_MAX, Math.max(0, next - this.#now())), () => {
      this.stop()
      this.#ring()
    })
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#setFor = Number.POSITIVE_INFINITY
  }
}
