import type { Message } from '#contract/messenger/chats.ts'
import { UNREAD_COUNT_MAX } from '#contract/messenger/messenger.limits.ts'
import { type EncodedEntry, entryShownAt, messageOf } from '../chats/encoded-entry.ts'
import type { ChatRange } from '../chats/entries.store.ts'
import type { UnreadFrom } from '../chats/reader.store.ts'

/** The newest entries of a chat, as they stood when its log stood at `seq`. What it does not reach it does not answer. */
export class RecentLog {
  readonly seq: number
  readonly bytes: number
  /** Every entry from this number on is here. */
  readonly #from: number
  readonly #entries: readonly EncodedEntry[]
  readonly #messages = new Map<number, Message>()

  /** @param entries ascending; the newest `limit` up to `seq`, or all when there are fewer */
  constructor(entries: readonly EncodedEntry[], { seq, limit }: { seq: number; limit: number }) {
    this.seq = seq
    this.#from = entries.length < limit ? 1 : entries[0]!.s
    // Copied together, so that none of them keeps the memory of its neighbours from elsewhere.
    const all = Buffer.concat(entries.map(({ json }) => json))
    let end = 0
    this.#entries = entries.map((entry) => {
      end += entry.json.length
      return { ...entry, json: all.subarray(end - entry.json.length, end) }
    })
    this.bytes = all.length
  }

  /** Whether it has so many entries, or all that there are. */
  reaches(entries: number): boolean {
    return this.#from === 1 || this.#entries.length >= entries
  }

  /** Entries of a range that ends where the log stands, as they may be shown at `now`. */
  entriesOf({ from, limit, end }: ChatRange, now: number): EncodedEntry[] | undefined {
    const inside = this.#entries.filter(({ s }) => s >= from)
    const isWhole = this.#from <= from || (end === 'high' && inside.length >= limit)
    if (!isWhole) return undefined
    const wanted = end === 'low' ? inside.slice(0, limit) : inside.slice(-limit)
    return wanted.map((entry) => entryShownAt(entry, now))
  }

  /** The last message above a number; null when there is none. */
  lastAbove(startSeq: number, now: number): Message | null | undefined {
    const last = this.#entries.findLast(({ s, ordinal }) => s > startSeq && ordinal !== null)
    if (last === undefined) return this.#from <= startSeq + 1 ? null : undefined
    return last.vanishing === null ? this.#messageOf(last) : messageOf(entryShownAt(last, now))
  }

  #messageOf(entry: EncodedEntry): Message {
    const message = this.#messages.get(entry.s) ?? messageOf(entry)
    this.#messages.set(entry.s, message)
    return message
  }

  /** Messages of others above a place. */
  unreadOf({ profileId, afterOrdinal, startSeq }: UnreadFrom): number | undefined {
    const oldest = this.#entries.find(({ ordinal }) => ordinal !== null)
    const isWhole = this.#from <= startSeq + 1 || (oldest !== undefined && oldest.ordinal! <= afterOrdinal + 1)
    if (!isWhole) return undefined
    let count = 0
    for (const { s, ordinal, people, isErased } of this.#entries) {
      if (ordinal !== null && ordinal > afterOrdinal && s > startSeq && !isErased && people[0] !== profileId) count += 1
    }
    return Math.min(count, UNREAD_COUNT_MAX)
  }
}
