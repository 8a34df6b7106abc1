import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { ChatEntry, OwnReaction } from '#contract/messenger/messages.ts'
import { PAGE_ENTRIES } from '#contract/messenger/messenger.limits.ts'
import type { StickerName } from '#contract/messenger/sticker.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Database, Reader } from '../../platform/db/database.ts'
import { gather } from '../../platform/db/gather.ts'
import { Encoded } from '../../platform/dispatch/encoded.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AttachedDraft, AttachedSending } from '../attachments/sending.service.ts'
import type { PlaceRow, ReaderRow } from '../chats/chat-views.ts'
import { type EncodedEntry, stretchOf } from '../chats/encoded-entry.ts'
import type { ChatRange } from '../chats/entries.store.ts'
import type { Committed, Committer, Draft } from '../delivery/committer.ts'
import type { LeftDoors } from '../doors.ts'
import { placedMentions } from '../mentions/mentions.ts'
import type { MessengerStores } from '../stores.ts'
import { checkCaption, checkText } from './check-text.ts'
import { SendOrder } from './send-order.ts'
import type { Vanishing } from './vanishing.ts'

interface Parts {
  db: Database
  transaction: Platform['transaction']
  committer: Committer
  attached: AttachedSending
  doors: LeftDoors
  stores: MessengerStores
  accessPlace: (viewerId: string, chatId: string) => Promise<PlaceRow | null>
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
  vanishing: Vanishing
}

export interface PageInput {
  chatId: string
  before?: number
  after?: number
  around?: number
  limit?: number
}

export interface Page {
  entries: ChatEntry[]
  quoted: Message[]
  cards: ProfileCard[]
  hasBefore: boolean
  hasAfter: boolean
  own: OwnReaction[]
  asOf: number
}

/** Few enough that a page does not wait long for those that are read with it. */
const PAGES_TOGETHER_MAX = 16
const PAGES_AT_ONCE = 2
const CARDS_TOGETHER_MAX = 500

export type MessagesService = ReturnType<typeof createMessagesService>

/** Sending and reading messages. */
export function createMessagesService(parts: Parts) {
  const { db, accessPlace } = parts
  const { messagesBySeq, sentSeqs } = parts.stores.messages
  const order = new SendOrder()
  const entriesOf = gather(
    async (ranges: readonly ChatRange[]) => {
      const found = await parts.stores.entries.readEntries(db, ranges)
      return new Map(ranges.map((range, i) => [range, found[i]!]))
    },
    PAGES_TOGETHER_MAX,
    PAGES_AT_ONCE,
  )
  const cardOf = gather(
    async (ids: readonly string[]) => new Map((await parts.doors.cards(db, ids)).map((card) => [card.id, card])),
    CARDS_TOGETHER_MAX,
  )
  return {
    /**
     * Sends a message. The right to write is decided by the committer; only what a message answers is looked up before,
     * since its quote must be one that the sender may see, and the rule of an organisation about what vanishes. Calls of one sender stay in order all the same.
     */
    async send(
      viewerId: string,
      input: InputOf<Operations['messages.send']>,
      fail: Fail<ErrorsOf<Operations['messages.send']>>,
    ): Promise<Message> {
      const { chatId, key, attachments = [], mentions = [], replyToSeq = null, lifetimeMs = null } = input
      if (input.sticker !== undefined) return sendSticker(viewerId, input, input.sticker, fail)
      if (attachments.length > 0 || mentions.length > 0 || input.urgent !== undefined)
        return sendAttached(viewerId, input, fail)
      const text = checkText(input.text, fail)
      const draft = { chatId, senderId: viewerId, id: key, text, replyToSeq, lifetimeMs }
      try {
        const isPlain = replyToSeq === null && lifetimeMs === null
        const look = isPlain ? null : () => checkBefore(viewerId, draft, fail)
        const committed = await order.send(`${viewerId} ${chatId}`, look, () => parts.committer.submit(draft))
        if (committed.isNew) return committedView(committed)
        // Of a repeat only the message as it stands tells whether it was changed, reacted to, or has expired. To whoever
        // may not see that, it says again what he sent, unless something else may have become of it.
        return (
          (await readPresent(committed)) ?? (committed.version === 1 ? committedView(committed) : fail('chat.unknown'))
        )
      } catch (error) {
        if (!(error instanceof Refusal) || error.code === 'key.reused') throw error
        if (error.code === 'message.tooSoon') {
          return await sendAlone({ ...draft, mentions: [], attachments: [], sticker: null }, fail)
        }
        return await repeatOf(draft, error)
      }
    },

    async page(viewerId: string, input: PageInput, fail: Fail<'chat.unknown'>): Promise<Encoded<Page>> {
      const { chatId } = input
      const chat = (await accessPlace(viewerId, chatId)) ?? fail('chat.unknown')
      const first = (chat.start_seq ?? 0) + 1
      const { entries, hasBefore, hasAfter } = await readWindow(entriesOf, input, first, chat.last_seq)
      const shown = new Set(entries.map((entry) => entry.s))
      const quotes = new Set(entries.flatMap(({ replyToSeq }) => replyToSeq ?? []))
      const missing = [...quotes].filter((seq) => !shown.has(seq))
      const quoted = await messagesBySeq(db, chatId, missing, first - 1)
      const { json, people, reacted } = stretchOf(entries)
      const named = new Set([...people, ...quoted.map(({ senderId }) => senderId)])
      const cards = (await Promise.all([...named].map(cardOf))).filter((card) => card !== undefined)
      const own = await parts.stores.reactions.reactionsOf(db, chatId, viewerId, reacted)
      const rest = JSON.stringify({ quoted, cards, hasBefore, hasAfter, own, asOf: chat.last_seq } satisfies Omit<
        Page,
        'entries'
      >)
      return new Encoded(['{"entries":', ...json, `,${rest.slice(1)}`])
    },

    async get(
      viewerId: string,
      input: { chatId: string; seqs: readonly number[] },
      fail: Fail<'chat.unknown'>,
    ): Promise<Message[]> {
      const chat = (await accessPlace(viewerId, input.chatId)) ?? fail('chat.unknown')
      return messagesBySeq(db, input.chatId, input.seqs, chat.start_seq ?? 0)
    },
  }

  async function sendAttached(
    senderId: string,
    input: InputOf<Operations['messages.send']>,
    fail: Fail<ErrorsOf<Operations['messages.send']>>,
  ): Promise<Message> {
    const { chatId, key: id, attachments = [], replyToSeq = null, lifetimeMs = null } = input
    const text = attachments.length > 0 ? checkCaption(input.text, fail) : checkText(input.text, fail)
    const mentions = placedMentions({ raw: input.text, text, mentions: input.mentions ?? [] }, fail)
    const carried = { text, mentions, attachments, sticker: null, urgent: input.urgent }
    return sendAlone({ chatId, senderId, id, ...carried, replyToSeq, lifetimeMs }, fail)
  }

  async function sendSticker(
    senderId: string,
    input: InputOf<Operations['messages.send']>,
    sticker: StickerName,
    fail: Fail<ErrorsOf<Operations['messages.send']>>,
  ): Promise<Message> {
    const { chatId, key: id, attachments, mentions = [], replyToSeq = null, lifetimeMs = null } = input
    if (input.text.trim() !== '' || attachments !== undefined || mentions.length > 0) fail('sticker.notAlone')
    const carried = { text: '', mentions: [], attachments: [], sticker }
    return sendAlone({ chatId, senderId, id, ...carried, replyToSeq, lifetimeMs }, fail)
  }

  /** Sends in a transaction of its own, after what its sender has written there before. */
  async function sendAlone(draft: AttachedDraft, fail: Fail<ErrorsOf<Operations['messages.send']>>): Promise<Message> {
    const { chatId, senderId } = draft
    const settled = () => parts.committer.settled(chatId, senderId)
    return order.alone(`${senderId} ${chatId}`, settled, () =>
      parts.transaction((tx) => parts.attached.send(tx, draft, fail)),
    )
  }

  /**
   * A repeat is answered with the message that stands in the chat, though its sender could not send it now: his right
   * to write is gone, or what it answers. Anything else stays refused.
   */
  async function repeatOf(draft: Draft, refusal: Refusal): Promise<Message> {
    const [seq] = await sentSeqs(db, { ...draft, ids: [draft.id] })
    const present = seq === undefined ? null : await readPresent({ ...draft, seq })
    if (present === null) throw await refusalFor(draft, refusal)
    if (!isDraftOf(draft, present)) throw new Refusal('key.reused')
    return present
  }

  /** Who reads a channel follows from a rule and not from a row, so the storage refuses everybody alike: also whom it is unknown to. */
  async function refusalFor({ senderId, chatId }: Draft, refusal: Refusal): Promise<Refusal> {
    if (refusal.code !== 'message.channelReadOnly') return refusal
    return (await accessPlace(senderId, chatId)) === null ? new Refusal('chat.unknown') : refusal
  }

  /** A message as it stands; null when its sender may not see it any more, since he was removed. */
  async function readPresent(sent: Pick<Committed, 'chatId' | 'senderId' | 'seq'>): Promise<Message | null> {
    const chat = await accessPlace(sent.senderId, sent.chatId)
    if (chat === null) return null
    const [present] = await messagesBySeq(db, sent.chatId, [sent.seq], chat.start_seq ?? 0)
    return present ?? null
  }

  /** What a message answers, and whether it may vanish, is looked up before it is handed on. */
  async function checkBefore(
    viewerId: string,
    { chatId, replyToSeq, lifetimeMs }: Draft,
    fail: Fail<ErrorsOf<Operations['messages.send']>>,
  ): Promise<void> {
    if (replyToSeq !== null) await checkReply(viewerId, chatId, replyToSeq, fail)
    const chat = lifetimeMs === null ? null : await parts.accessChat(db, viewerId, chatId)
    const refusal = chat === null ? null : await parts.vanishing.refusal(db, chat)
    if (refusal === 'message.vanishWithPupils') fail(refusal)
  }

  async function checkReply(
    viewerId: string,
    chatId: string,
    seq: number,
    fail: Fail<'message.replyUnknown' | 'chat.unknown'>,
  ): Promise<void> {
    const chat = (await accessPlace(viewerId, chatId)) ?? fail('chat.unknown')
    const [message] = await messagesBySeq(db, chatId, [seq], chat.start_seq ?? 0)
    if (message === undefined || message.erased !== null) fail('message.replyUnknown')
  }
}

/** Whether a message may be what this draft became; what has been changed since cannot be compared any more. */
function isDraftOf(draft: Draft, message: Message): boolean {
  if (message.erased !== null) return true
  const lifetimeMs = message.expiresAt === null ? null : Date.parse(message.expiresAt) - Date.parse(message.at)
  const isSaid = message.version > 1 || (message.text === draft.text && message.mentions.length === 0)
  const isText = isSaid && message.attachments.length === 0 && message.urgent === undefined
  return isText && message.replyToSeq === draft.replyToSeq && lifetimeMs === draft.lifetimeMs
}

/** A committed message as everybody sees it. */
export function committedView(committed: Committed): Message {
  return {
    id: committed.id,
    chatId: committed.chatId,
    seq: committed.seq,
    ordinal: committed.ordinal,
    version: committed.version,
    senderId: committed.senderId,
    text: committed.text,
    mentions: [],
    attachments: [],
    replyToSeq: committed.replyToSeq,
    origin: null,
    poll: null,
    announcement: null,
    sticker: null,
    at: toInstant(committed.sentAt),
    editedAt: null,
    expiresAt: committed.lifetimeMs === null ? null : toInstant(committed.sentAt + committed.lifetimeMs),
    erased: null,
    reactions: [],
    reactionsSeq: 0,
  }
}

/** Entries that a page shows, and whether there are more on either side. */
async function readWindow(
  entriesOf: (range: ChatRange) => Promise<EncodedEntry[] | undefined>,
  input: PageInput,
  first: number,
  last: number,
): Promise<{ entries: EncodedEntry[]; hasBefore: boolean; hasAfter: boolean }> {
  const limit = input.limit ?? PAGE_ENTRIES
  const read = async (from: number, to: number, most: number, end: 'low' | 'high') =>
    (await entriesOf({ chatId: input.chatId, from, to, limit: most, end }))!
  // Numbers of changes stand in no page: that nothing is left is told by a page that is not full.
  const hasBefore = (entries: readonly EncodedEntry[], most: number) => entries.length === most && entries[0]!.s > first
  const hasAfter = (entries: readonly EncodedEntry[], most: number) =>
    entries.length === most && entries.at(-1)!.s < last
  if (input.around !== undefined) {
    const half = Math.floor(limit / 2)
    const before = await read(first, input.around, half + 1, 'high')
    const after = await read(Math.max(first, input.around + 1), last, half, 'low')
    return {
      entries: [...before, ...after],
      hasBefore: hasBefore(before, half + 1),
      hasAfter: half === 0 ? input.around < last : hasAfter(after, half),
    }
  }
  if (input.after !== undefined) {
    const entries = await read(Math.max(first, input.after + 1), last, limit, 'low')
    return { entries, hasBefore: input.after >= first, hasAfter: hasAfter(entries, limit) }
  }
  const to = input.before === undefined ? last : Math.min(last, input.before - 1)
  const entries = await read(first, to, limit, 'high')
  return { entries, hasBefore: hasBefore(entries, limit), hasAfter: to < last }
}
