import { type EventName, events } from '#contract/events.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { shownAt } from '#contract/messenger/expiry.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Text } from '../../platform/db/texts.ts'
import { compileSchema } from '../../platform/dispatch/validation.ts'
import { peopleOf } from './people-of.ts'

/** An entry of a chat's log as JSON, with what whoever makes an answer of it has to know. */
export interface EncodedEntry {
  s: number
  /** A `ChatEntry`. */
  json: string
  /** Profiles that it names. */
  people: readonly string[]
  /** The number of the message that it answers. */
  replyToSeq: number | null
  isReacted: boolean
  /** The message when its time will be over. */
  vanishing: Message | null
}

/** Columns of an entry in this order; those of a message are null for another event, and the last two for a message. */
export type EntryTexts = readonly [
  seq: string,
  atMs: string,
  ordinal: Text,
  id: Text,
  senderId: Text,
  text: Text,
  replyToSeq: Text,
  version: Text,
  editedMs: Text,
  expiresMs: Text,
  erasedWhy: Text,
  reactions: Text,
  reactionsSeq: Text,
  kind: Text,
  payload: Text,
]

/** What `messageView` says of the same row, without a detour over objects. */
export function entryOfTexts(chatId: string, row: EntryTexts): EncodedEntry {
  const [seq, atMs, ordinal, id, senderId, text, reply, version, edited, expires, why, reactions, reactionsSeq] = row
  if (id === null) return entryOfEvent(row)
  const at = toInstant(Number(atMs))
  const instantOr = (ms: Text) => (ms === null ? 'null' : `"${toInstant(Number(ms))}"`)
  // What was erased says no more what it answered.
  const replyToSeq = why === null ? reply : null
  const message =
    `{"id":"${id}","chatId":"${chatId}","seq":${seq},"ordinal":${ordinal},"version":${version},"senderId":"${senderId}",` +
    `"text":${JSON.stringify(text)},"replyToSeq":${replyToSeq},"at":"${at}","editedAt":${instantOr(why === null ? edited : null)},` +
    `"expiresAt":${instantOr(expires)},"erased":${why === null ? 'null' : `"${why}"`},"reactions":${reactions ?? '[]'},"reactionsSeq":${reactionsSeq ?? '0'}}`
  return {
    s: Number(seq),
    json: `{"e":"message.posted","s":${seq},"at":"${at}","p":{"message":${message}}}`,
    people: [senderId!],
    replyToSeq: replyToSeq === null ? null : Number(replyToSeq),
    isReacted: reactions !== null && reactions !== '[]',
    vanishing: expires !== null && why === null ? (JSON.parse(message) as Message) : null,
  }
}

function entryOfEvent([seq, atMs, ...rest]: EntryTexts): EncodedEntry {
  const [kind, payload] = rest.slice(-2) as [EventName, string]
  const p = compileSchema(events[kind].payload).clean(JSON.parse(payload))
  return encodeEntry({ e: kind, s: Number(seq), at: toInstant(Number(atMs)), p } as ChatEntry)
}

export function encodeEntry(entry: ChatEntry): EncodedEntry {
  const message = entry.e === 'message.posted' ? entry.p.message : null
  return {
    s: entry.s,
    json: JSON.stringify(entry),
    people: peopleOf([entry]),
    replyToSeq: message?.replyToSeq ?? null,
    isReacted: message !== null && message.reactions.length > 0,
    vanishing: message !== null && message.expiresAt !== null && message.erased === null ? message : null,
  }
}

/** The entry as it may be shown at the moment `now` (milliseconds). */
export function entryShownAt(entry: EncodedEntry, now: number): EncodedEntry {
  if (entry.vanishing === null) return entry
  const message = shownAt(entry.vanishing, now)
  if (message === entry.vanishing) return entry
  return encodeEntry({ e: 'message.posted', s: entry.s, at: message.at, p: { message } })
}

/** Entries as a JSON list. */
export function listOf(entries: readonly EncodedEntry[]): string {
  return `[${entries.map(({ json }) => json).join(',')}]`
}
