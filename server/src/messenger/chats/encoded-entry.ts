import { type EventName, events } from '#contract/events.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { shownAt } from '#contract/messenger/expiry.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Text } from '../../platform/db/texts.ts'
import type { Pieces } from '../../platform/dispatch/encoded.ts'
import { jsonAround } from '../../platform/dispatch/json-bytes.ts'
import { compileSchema } from '../../platform/dispatch/validation.ts'
import { peopleOf } from './people-of.ts'

/** An entry of a chat's log as JSON, with what whoever makes an answer of it has to know. */
export interface EncodedEntry {
  s: number
  /** A `ChatEntry` in UTF-8. */
  json: Buffer
  /** Profiles that it names. */
  people: readonly string[]
  /** The number of the message that it answers. */
  replyToSeq: number | null
  isReacted: boolean
  /** Whether it names somebody, or everybody. */
  isMentioning: boolean
  /** Number among the messages that count for unread; null for another event. The first of `people` has sent it. */
  ordinal: number | null
  /** Whether its row is empty. */
  isErased: boolean
  /** The message when its time will be over. */
  vanishing: Message | null
}

/** Columns of an entry in this order; those of a message are null for another event, and `kind` and `payload` for a message. */
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
  origin: Text,
  attachments: Text,
  poll: Text,
  announcement: Text,
  mentions: Text,
  sticker: Text,
  urgent: Text,
  preview: Text,
  kind: Text,
  payload: Text,
  /** The place of the range among those that were asked for. */
  n: string,
]

/** Places of the columns: taking a list of twenty-three apart makes another list. */
const [SEQ, AT_MS, ORDINAL, ID, SENDER_ID, TEXT, REPLY_TO_SEQ, VERSION] = [0, 1, 2, 3, 4, 5, 6, 7] as const
const [EDITED_MS, EXPIRES_MS, ERASED_WHY, REACTIONS, REACTIONS_SEQ, ORIGIN] = [8, 9, 10, 11, 12, 13] as const
const [ATTACHMENTS, POLL, ANNOUNCEMENT, MENTIONS, STICKER, URGENT, PREVIEW, KIND, PAYLOAD] = [
  14, 15, 16, 17, 18, 19, 20, 21, 22,
] as const

/** What `messageView` says of the same row, without a detour over objects. */
export function entryOfTexts(chatId: string, row: EntryTexts): EncodedEntry {
  if (row[ID] === null) return entryOfEvent(row)
  const erasedWhy = row[ERASED_WHY]
  const reactions = row[REACTIONS]
  const json = messageJson(chatId, row)
  // What was erased says no more what it answered.
  const replyToSeq = erasedWhy === null ? row[REPLY_TO_SEQ] : null
  return {
    s: Number(row[SEQ]),
    json,
    people: [row[SENDER_ID]!],
    replyToSeq: replyToSeq === null ? null : Number(replyToSeq),
    isReacted: reactions !== null && reactions !== '[]',
    isMentioning: row[MENTIONS] !== null && erasedWhy === null,
    ordinal: Number(row[ORDINAL]),
    isErased: erasedWhy !== null,
    vanishing: row[EXPIRES_MS] !== null && erasedWhy === null ? messageOf({ json }) : null,
  }
}

function messageJson(chatId: string, row: EntryTexts): Buffer {
  const at = toInstant(Number(row[AT_MS]))
  const why = row[ERASED_WHY]
  const head =
    `{"e":"message.posted","s":${row[SEQ]},"at":"${at}","p":{"message":{"id":"${row[ID]}","chatId":"${chatId}",` +
    `"seq":${row[SEQ]},"ordinal":${row[ORDINAL]},"version":${row[VERSION]},"senderId":"${row[SENDER_ID]}",` +
    `"replyToSeq":${why === null ? row[REPLY_TO_SEQ] : null},"at":"${at}",` +
    `"editedAt":${instantOrNull(why === null ? row[EDITED_MS] : null)},"expiresAt":${instantOrNull(row[EXPIRES_MS])},` +
    `"erased":${why === null ? 'null' : `"${why}"`},"reactionsSeq":${row[REACTIONS_SEQ] ?? '0'},${urgentJson(row[URGENT])}"text":`
  const reactions = row[REACTIONS]
  const origin = why === null ? row[ORIGIN] : null
  const attachments = why === null ? row[ATTACHMENTS] : null
  const poll = why === null ? row[POLL] : null
  const announcement = row[ANNOUNCEMENT]
  const mentions = why === null ? row[MENTIONS] : null
  const sticker = why === null ? row[STICKER] : null
  const preview = why === null ? row[PREVIEW] : null
  if ([reactions, origin, attachments, poll, announcement, mentions, sticker, preview].every((each) => each === null)) {
    return jsonAround(
      head,
      row[TEXT]!,
      ',"mentions":[],"attachments":[],"origin":null,"poll":null,"announcement":null,"sticker":null,"reactions":[]}}}',
    )
  }
  // The signs of reactions are no ASCII, nor are names.
  const tail =
    `,"mentions":${mentions ?? '[]'},"attachments":${attachments ?? '[]'},"origin":${origin},"poll":${poll},` +
    `"announcement":${announcement},"sticker":${sticker},${preview === null ? '' : `"preview":${preview},`}` +
    `"reactions":${reactions ?? '[]'}}}}`
  return Buffer.concat([jsonAround(head, row[TEXT]!, ''), Buffer.from(tail)])
}

function urgentJson(reason: Text): string {
  return reason === null ? '' : `"urgent":"${reason}",`
}

function instantOrNull(ms: Text): string {
  return ms === null ? 'null' : `"${toInstant(Number(ms))}"`
}

/** The message of an entry that has one. */
export function messageOf({ json }: Pick<EncodedEntry, 'json'>): Message {
  return (JSON.parse(json.toString('utf8')) as { p: { message: Message } }).p.message
}

function entryOfEvent(row: EntryTexts): EncodedEntry {
  const kind = row[KIND] as EventName
  const p = compileSchema(events[kind].payload).clean(JSON.parse(row[PAYLOAD]!))
  return encodeEntry({ e: kind, s: Number(row[SEQ]), at: toInstant(Number(row[AT_MS])), p } as ChatEntry)
}

export function encodeEntry(entry: ChatEntry): EncodedEntry {
  const message = entry.e === 'message.posted' ? entry.p.message : null
  return {
    s: entry.s,
    json: Buffer.from(JSON.stringify(entry)),
    people: peopleOf([entry]),
    replyToSeq: message?.replyToSeq ?? null,
    isReacted: message !== null && message.reactions.length > 0,
    isMentioning: message !== null && message.mentions.length > 0,
    ordinal: message?.ordinal ?? null,
    isErased: message !== null && message.erased !== null,
    vanishing: message !== null && message.expiresAt !== null && message.erased === null ? message : null,
  }
}

/** The entry as it may be shown at the moment `now` (milliseconds). */
export function entryShownAt(entry: EncodedEntry, now: number): EncodedEntry {
  if (entry.vanishing === null) return entry
  const message = shownAt(entry.vanishing, now)
  if (message === entry.vanishing) return entry
  // Its row is emptied later, and until then it counts as it did.
  return { ...encodeEntry({ e: 'message.posted', s: entry.s, at: message.at, p: { message } }), isErased: false }
}

/** Entries as a JSON list. */
export function listOf(entries: readonly EncodedEntry[]): Pieces {
  const pieces: (string | Buffer)[] = ['[']
  for (const { json } of entries) {
    if (pieces.length > 1) pieces.push(',')
    pieces.push(json)
  }
  pieces.push(']')
  return pieces
}

/** Entries as an answer has them, one behind the other. */
export interface Stretch {
  /** A list of them. */
  json: Pieces
  /** Profiles that they name. */
  people: readonly string[]
  /** Numbers of the messages among them to which somebody has reacted. */
  reacted: readonly number[]
}

export function stretchOf(entries: readonly EncodedEntry[]): Stretch {
  return {
    json: listOf(entries),
    people: [...new Set(entries.flatMap(({ people }) => people))],
    reacted: entries.filter(({ isReacted }) => isReacted).map(({ s }) => s),
  }
}
