import type { Message } from '#contract/messenger/chats.ts'
import { shownAt } from '#contract/messenger/expiry.ts'
import { isMentioned } from '#contract/messenger/mentioned.ts'
import { UNREAD_COUNT_MAX, UNREAD_MENTIONS_MAX } from '#contract/messenger/messenger.limits.ts'
import { type EncodedEntry, entryShownAt, messageOf, type Stretch, stretchOf } from '../chats/encoded-entry.ts'
import type { ChatRange } from '../chats/entries.store.ts'
import type { UnreadFrom } from '../chats/reader.store.ts'

/** Numbers that are kept of an entry. */
const MARKS = 5
const [SEQ, ORDINAL, JSON_END, NAMES_END, KIND] = [0, 1, 2, 3, 4] as const
const REACTED = 1
const ERASED = 2
const MENTIONING = 4
/** Of another event than a message. */
const NO_ORDINAL = -1
/** What a log costs beside what it holds, about. */
const OWN_BYTES = 600
const COMMA = Buffer.from(',')

/**
 * The newest entries of a chat, as they stood when its log stood at `seq`. What it does not reach it does not answer. All
 * of them lie in one piece: so many small objects would be looked at by every collection of garbage.
 */
export class RecentLog {
  readonly seq: number
  /** Every entry from this number on is here. */
  readonly #from: number
  /** Entries with a comma behind each, in UTF-8. */
  readonly #json: Buffer
  readonly #marks: Float64Array
  readonly #names: readonly string[]
  /** Places of messages whose time will be over. */
  readonly #vanishing: readonly number[]
  /** The last message of all. */
  #last: Message | null = null

  /** @param entries ascending; the newest `limit` up to `seq`, or all when there are fewer */
  constructor(entries: readonly EncodedEntry[], { seq, limit }: { seq: number; limit: number }) {
    this.seq = seq
    this.#from = entries.length < limit ? 1 : entries[0]!.s
    this.#json = Buffer.concat(entries.flatMap(({ json }) => [json, COMMA]))
    this.#marks = new Float64Array(entries.length * MARKS)
    this.#vanishing = [...entries.keys()].filter((at) => entries[at]!.vanishing !== null)
    const known = new Map<string, string>()
    const names: string[] = []
    let end = 0
    for (const [at, { s, ordinal, json, people, isReacted, isErased, isMentioning }] of entries.entries()) {
      end += json.length + COMMA.length
      for (const name of people) {
        // The same text for all of one person.
        const same = known.get(name) ?? name
        known.set(same, same)
        names.push(same)
      }
      const kind = (isReacted ? REACTED : 0) + (isErased ? ERASED : 0) + (isMentioning ? MENTIONING : 0)
      this.#marks.set([s, ordinal ?? NO_ORDINAL, end, names.length, kind], at * MARKS)
    }
    this.#names = names
  }

  /** Bytes of memory, about. */
  get bytes(): number {
    return OWN_BYTES + this.#json.length + this.#marks.byteLength + this.#names.length * 8
  }

  get #length(): number {
    return this.#marks.length / MARKS
  }

  #mark(at: number, which: 0 | 1 | 2 | 3 | 4): number {
    return at < 0 ? 0 : this.#marks[at * MARKS + which]!
  }

  /** Place of the first entry at or above a number. */
  #placeOf(from: number): number {
    let at = this.#length
    while (at > 0 && this.#mark(at - 1, SEQ) >= from) at -= 1
    return at
  }

  /** Whether it has so many entries, or all that there are. */
  reaches(entries: number): boolean {
    return this.#from === 1 || this.#length >= entries
  }

  /** Entries of a range that ends where the log stands, as they may be shown at `now`. */
  entriesOf({ from, limit, end }: ChatRange, now: number): Stretch | undefined {
    const first = this.#placeOf(from)
    const most = this.#length - first
    const isWhole = this.#from <= from || (end === 'high' && most >= limit)
    if (!isWhole) return undefined
    const begin = end === 'low' ? first : Math.max(first, this.#length - limit)
    return this.#stretch(begin, Math.min(this.#length, begin + limit), now)
  }

  #stretch(begin: number, end: number, now: number): Stretch {
    if (this.#vanishing.some((at) => at >= begin && at < end)) {
      const places = Array.from({ length: end - begin }, (_, i) => begin + i)
      return stretchOf(places.map((at) => entryShownAt(this.#entry(at), now)))
    }
    const names = this.#names.slice(this.#mark(begin - 1, NAMES_END), this.#mark(end - 1, NAMES_END))
    const reacted: number[] = []
    for (let at = begin; at < end; at += 1) {
      if ((this.#mark(at, KIND) & REACTED) !== 0) reacted.push(this.#mark(at, SEQ))
    }
    const all = this.#json.subarray(this.#mark(begin - 1, JSON_END), this.#mark(end - 1, JSON_END))
    // Without the comma behind the last one.
    return { json: ['[', all.subarray(0, -COMMA.length), ']'], people: [...new Set(names)], reacted }
  }

  #entry(at: number): EncodedEntry {
    const json = this.#json.subarray(this.#mark(at - 1, JSON_END), this.#mark(at, JSON_END) - COMMA.length)
    const ordinal = this.#mark(at, ORDINAL)
    return {
      s: this.#mark(at, SEQ),
      json,
      people: this.#names.slice(this.#mark(at - 1, NAMES_END), this.#mark(at, NAMES_END)),
      // Nobody asks an entry that is remembered what it answers.
      replyToSeq: null,
      isReacted: (this.#mark(at, KIND) & REACTED) !== 0,
      isMentioning: (this.#mark(at, KIND) & MENTIONING) !== 0,
      ordinal: ordinal === NO_ORDINAL ? null : ordinal,
      isErased: (this.#mark(at, KIND) & ERASED) !== 0,
      vanishing: this.#vanishing.includes(at) ? messageOf({ json }) : null,
    }
  }

  /** The last message above a number; null when there is none. */
  lastAbove(startSeq: number, now: number): Message | null | undefined {
    let at = this.#length - 1
    while (at >= 0 && this.#mark(at, ORDINAL) === NO_ORDINAL) at -= 1
    if (at < 0 || this.#mark(at, SEQ) <= startSeq) return at >= 0 || this.#from <= startSeq + 1 ? null : undefined
    this.#last ??= messageOf(this.#entry(at))
    return shownAt(this.#last, now)
  }

  /** Messages of others above a place. */
  unreadOf({ profileId, afterOrdinal, startSeq }: UnreadFrom): number | undefined {
    let count = 0
    let oldest = Number.POSITIVE_INFINITY
    for (let at = this.#length - 1; at >= 0; at -= 1) {
      const ordinal = this.#mark(at, ORDINAL)
      if (ordinal === NO_ORDINAL) continue
      oldest = ordinal
      if (ordinal <= afterOrdinal || this.#mark(at, SEQ) <= startSeq) break
      const isErased = (this.#mark(at, KIND) & ERASED) !== 0
      if (!isErased && this.#names[this.#mark(at - 1, NAMES_END)] !== profileId) count += 1
    }
    const isWhole = this.#from <= startSeq + 1 || oldest <= afterOrdinal + 1
    return isWhole ? Math.min(count, UNREAD_COUNT_MAX) : undefined
  }

  /** Numbers of the messages above a place that name the reader, ascending, the oldest of many. */
  mentionsOf({ profileId, afterOrdinal, startSeq }: UnreadFrom): number[] | undefined {
    const found: number[] = []
    let oldest = Number.POSITIVE_INFINITY
    for (let at = this.#length - 1; at >= 0; at -= 1) {
      const ordinal = this.#mark(at, ORDINAL)
      if (ordinal === NO_ORDINAL) continue
      oldest = ordinal
      if (ordinal <= afterOrdinal || this.#mark(at, SEQ) <= startSeq) break
      const names = (this.#mark(at, KIND) & MENTIONING) !== 0
      if (names && isMentioned(messageOf(this.#entry(at)), profileId)) found.push(this.#mark(at, SEQ))
    }
    const isWhole = this.#from <= startSeq + 1 || oldest <= afterOrdinal + 1
    return isWhole ? found.reverse().slice(0, UNREAD_MENTIONS_MAX) : undefined
  }
}
