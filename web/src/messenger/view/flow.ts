import type { Message, Reaction } from '#contract/messenger/chats.ts'
import type { Marks } from '#contract/messenger/marks.ts'
import type { Mention } from '#contract/messenger/mention.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import type { OutboxItem } from '#web/kit/outbox/outbox-ports.ts'
import type { Wishes } from '#web/kit/sync/engine-state.ts'
import { markedIn } from '#web/kit/sync/marks.ts'
import { withWish } from '#web/kit/sync/reacting.ts'
import { isReadByOthers } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { type Delivery, deliveryOfItem } from './chat-list.ts'
import { textOf } from './summary.ts'

/** Messages of one author further apart than this begin a new group. */
const GROUP_PAUSE_MS = 10 * 60_000

export interface BubbleItem {
  readonly t: 'bubble'
  readonly key: string
  /** Null while the message waits in the outbox. */
  readonly seq: number | null
  readonly senderId: string
  readonly own: boolean
  /** Empty when the message is erased. */
  readonly text: string
  readonly mentions: readonly Mention[]
  readonly attachments: Message['attachments']
  readonly edited: boolean
  readonly erased: Message['erased']
  /** When it vanishes; null when it stays or is not sent yet. */
  readonly expiresAt: string | null
  readonly reactions: Message['reactions']
  readonly ownReaction: Reaction | null
  readonly at: string
  readonly replyToSeq: number | null
  /** Whose words it forwards; null for the sender’s own. */
  readonly origin: Message['origin']
  /** What it asks, the text being the question; null of other messages. */
  readonly poll: Message['poll']
  /** Of which announcement it is one place; null of other messages. */
  readonly announcement: Message['announcement']
  readonly sticker: Message['sticker']
  /** Why it sounds in quiet times too; undefined of all others. */
  readonly urgent: Message['urgent'] | undefined
  /** The card of its first link; undefined where there is none. */
  readonly preview: Message['preview'] | undefined
  readonly delivery: Delivery | null
  readonly first: boolean
  readonly last: boolean
  readonly pending: OutboxItem | null
  /** The reader has marked it for himself (MSG-15). */
  readonly important: boolean
}

/** Changes of the chat itself, which stand as a line of their own. */
export type LineEntry = Exclude<ChatEntry, { e: 'message.posted' }>

export type FlowItem =
  | BubbleItem
  | { readonly t: 'day'; readonly key: string; readonly at: string }
  | { readonly t: 'new'; readonly key: 'new' }
  | { readonly t: 'system'; readonly key: string; readonly entry: LineEntry }

interface FlowParts {
  readonly slice: ChatSlice
  readonly profileId: string
  readonly outbox: readonly OutboxItem[]
  /** The reader's reactions that are on their way to the server, by message. */
  readonly wishes: Wishes
  /** What the reader has marked for himself. */
  readonly marks: Marks
  /** The line of new messages stands after this number; null: no line. */
  readonly newAfter: number | null
  /** The day of a moment in the zone of the organisation. */
  readonly dayOf: (at: string) => string
}

/** What stands in a chat from top to bottom: days, lines, and messages in groups of one author. */
export function flowOf({ slice, profileId, outbox, wishes, marks, newAfter, dayOf }: FlowParts): FlowItem[] {
  const hidden = markedIn(marks, 'hidden', slice.chat.id)
  const important = markedIn(marks, 'important', slice.chat.id)
  const items: FlowItem[] = []
  let day = ''
  let newDrawn = newAfter === null
  const beginDay = (at: string) => {
    const next = dayOf(at)
    if (next !== day) items.push({ t: 'day', key: `day ${next}`, at })
    day = next
  }
  for (const entry of slice.window?.entries ?? []) {
    if (isSilent(entry) || hidden.has(entry.s)) continue
    beginDay(entry.at)
    if (!newDrawn && entry.s > newAfter! && isOthersMessage(entry, profileId)) {
      items.push({ t: 'new', key: 'new' })
      newDrawn = true
    }
    if (entry.e === 'message.posted') {
      const bubble = bubbleOf(entry.p.message, slice, profileId, wishes)
      items.push(important.has(entry.s) && bubble.erased === null ? { ...bubble, important: true } : bubble)
    } else items.push({ t: 'system', key: `line ${entry.s}`, entry })
  }
  const shown = new Set(items.map((item) => item.key))
  if (slice.window === null || slice.window.to >= slice.lastSeq) {
    for (const item of outbox) {
      if (item.chatId !== slice.chat.id || shown.has(item.key)) continue
      const at = new Date(item.createdAt).toISOString()
      beginDay(at)
      items.push(pendingOf(item, profileId, at))
    }
  }
  return grouped(items)
}

/** The joining of the two people of a dialogue says nothing, nor does that of those who were there from the start. */
function isSilent(entry: ChatEntry): boolean {
  return entry.e === 'members.joined' && entry.s === 2
}

function isOthersMessage(entry: ChatEntry, profileId: string): boolean {
  return entry.e === 'message.posted' && entry.p.message.senderId !== profileId
}

function bubbleOf(message: Message, slice: ChatSlice, profileId: string, wishes: Wishes): BubbleItem {
  const own = message.senderId === profileId
  const given = slice.own[message.seq]?.reaction ?? null
  const { [message.seq]: wish = given } = message.erased === null ? wishes : {}
  return {
    t: 'bubble',
    // The own one keeps the key that it had in the outbox. Another author may have taken the same key; numbers are one's own.
    key: own ? message.id : `message ${message.seq}`,
    seq: message.seq,
    senderId: message.senderId,
    own,
    text: textOf(message),
    mentions: message.mentions,
    attachments: message.attachments,
    edited: message.editedAt !== null,
    erased: message.erased,
    expiresAt: message.erased === null ? message.expiresAt : null,
    reactions: withWish(message.reactions, given, wish),
    ownReaction: wish,
    at: message.at,
    replyToSeq: message.replyToSeq,
    origin: message.origin,
    poll: message.poll,
    announcement: message.announcement,
    sticker: message.sticker,
    urgent: message.erased === null ? message.urgent : undefined,
    preview: message.erased === null ? message.preview : undefined,
    delivery: own && message.erased === null ? (isReadByOthers(slice, message) ? 'read' : 'sent') : null,
    first: true,
    last: true,
    pending: null,
    important: false,
  }
}

function pendingOf(item: OutboxItem, profileId: string, at: string): BubbleItem {
  const { key, text, mentions, attachments, replyToSeq } = item
  return {
    t: 'bubble',
    key,
    seq: null,
    senderId: profileId,
    own: true,
    text,
    mentions,
    attachments: [...attachments],
    edited: false,
    erased: null,
    expiresAt: null,
    reactions: [],
    ownReaction: null,
    at,
    replyToSeq,
    origin: null,
    poll: null,
    announcement: null,
    sticker: item.sticker,
    urgent: item.urgent,
    preview: undefined,
    delivery: deliveryOfItem(item),
    first: true,
    last: true,
    pending: item,
    important: false,
  }
}

function grouped(items: FlowItem[]): FlowItem[] {
  return items.map((item, index) => {
    if (item.t !== 'bubble') return item
    return { ...item, first: !sameGroup(items[index - 1], item), last: !sameGroup(item, items[index + 1]) }
  })
}

function sameGroup(above: FlowItem | undefined, below: FlowItem | undefined): boolean {
  if (above?.t !== 'bubble' || below?.t !== 'bubble' || above.senderId !== below.senderId) return false
  return Date.parse(below.at) - Date.parse(above.at) < GROUP_PAUSE_MS
}
