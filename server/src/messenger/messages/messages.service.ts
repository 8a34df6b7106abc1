import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { ChatEntry, OwnReaction } from '#contract/messenger/messages.ts'
import { PAGE_ENTRIES } from '#contract/messenger/messenger.limits.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Database, Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { PlaceRow } from '../chats/chat-views.ts'
import type { Committed, Committer } from '../delivery/committer.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { checkText } from './check-text.ts'

interface Parts {
  db: Database
  committer: Committer
  doors: LeftDoors
  stores: MessengerStores
  accessPlace: (reader: Reader, viewerId: string, chatId: string) => Promise<PlaceRow | null>
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

export type MessagesService = ReturnType<typeof createMessagesService>

/** Sending and reading messages. */
export function createMessagesService(parts: Parts) {
  const { messagesBySeq, isSent } = parts.stores.messages
  return {
    /**
     * Sends a message. The right to write is decided by the committer, so that calls of one sender stay in order; only
     * a message that answers another is looked up before, since its quote must be one that the sender may see.
     */
    async send(
      viewerId: string,
      input: { chatId: string; key: string; text: string; replyToSeq?: number; lifetimeMs?: number },
      fail: Fail<'message.empty' | 'message.tooLong' | 'message.replyUnknown' | 'chat.unknown'>,
    ): Promise<Message> {
      const text = checkText(input.text, fail)
      if (input.replyToSeq !== undefined) await checkReply(viewerId, { ...input, replyToSeq: input.replyToSeq }, fail)
      const committed = await parts.committer.submit({
        chatId: input.chatId,
        senderId: viewerId,
        id: input.key,
        text,
        replyToSeq: input.replyToSeq ?? null,
        lifetimeMs: input.lifetimeMs ?? null,
      })
      // Of a repeat only the message as it stands now tells whether it was changed or has expired; to whoever may not
      // see that, it says again what he sent.
      if (committed.version === 1 && committed.lifetimeMs === null) return committedView(committed)
      return (await readPresent(viewerId, committed)) ?? committedView(committed)
    },

    async page(viewerId: string, input: PageInput, fail: Fail<'chat.unknown'>): Promise<Page> {
      const chat = (await parts.accessPlace(parts.db, viewerId, input.chatId)) ?? fail('chat.unknown')
      const first = (chat.start_seq ?? 0) + 1
      const { entries, ...more } = await readWindow(parts, input, first, chat.last_seq)
      const shown = new Set(entries.map((entry) => entry.s))
      const quotedSeqs = entries.flatMap((entry) =>
        entry.e === 'message.posted' && entry.p.message.replyToSeq !== null ? [entry.p.message.replyToSeq] : [],
      )
      const missing = [...new Set(quotedSeqs)].filter((seq) => !shown.has(seq))
      const quoted = await messagesBySeq(parts.db, input.chatId, missing, first - 1)
      return {
        entries,
        quoted,
        cards: await parts.doors.cards(parts.db, peopleOf(entries, quoted)),
        ...more,
        own: await parts.stores.reactions.reactionsOf(parts.db, input.chatId, viewerId, reactedIn(entries)),
        asOf: chat.last_seq,
      }
    },

    async get(
      viewerId: string,
      input: { chatId: string; seqs: readonly number[] },
      fail: Fail<'chat.unknown'>,
    ): Promise<Message[]> {
      const chat = (await parts.accessPlace(parts.db, viewerId, input.chatId)) ?? fail('chat.unknown')
      return messagesBySeq(parts.db, input.chatId, input.seqs, chat.start_seq ?? 0)
    },
  }

  /** A message as it stands; null for whoever may not see it any more, such as a sender who was removed since. */
  async function readPresent(viewerId: string, { chatId, seq }: Committed): Promise<Message | null> {
    const chat = await parts.accessPlace(parts.db, viewerId, chatId)
    if (chat === null) return null
    const [present] = await messagesBySeq(parts.db, chatId, [seq], chat.start_seq ?? 0)
    return present ?? null
  }

  async function checkReply(
    viewerId: string,
    input: { chatId: string; key: string; replyToSeq: number },
    fail: Fail<'message.replyUnknown' | 'chat.unknown'>,
  ): Promise<void> {
    const { chatId, key, replyToSeq } = input
    const chat = (await parts.accessPlace(parts.db, viewerId, chatId)) ?? fail('chat.unknown')
    const [message] = await messagesBySeq(parts.db, chatId, [replyToSeq], chat.start_seq ?? 0)
    if (message !== undefined && message.erased === null) return
    // A repeat of what stands in the chat: what it answers was there when it was sent.
    if (!(await isSent(parts.db, chatId, viewerId, key))) fail('message.replyUnknown')
  }
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
    replyToSeq: committed.replyToSeq,
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
  { db, stores }: Parts,
  input: PageInput,
  first: number,
  last: number,
): Promise<Pick<Page, 'entries' | 'hasBefore' | 'hasAfter'>> {
  const limit = input.limit ?? PAGE_ENTRIES
  const read = (from: number, to: number, most: number, end: 'low' | 'high') =>
    stores.log.readChatLog(db, input.chatId, { from, to, limit: most, end })
  // Numbers of changes stand in no page: that nothing is left is told by a page that is not full.
  const hasBefore = (entries: readonly ChatEntry[], most: number) => entries.length === most && entries[0]!.s > first
  const hasAfter = (entries: readonly ChatEntry[], most: number) => entries.length === most && entries.at(-1)!.s < last
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

/** Numbers of the messages among the entries to which somebody has reacted. */
export function reactedIn(entries: readonly ChatEntry[]): number[] {
  return entries.flatMap((entry) =>
    entry.e === 'message.posted' && entry.p.message.reactions.length > 0 ? [entry.s] : [],
  )
}

/** Everybody who is named by entries. */
export function peopleOf(entries: readonly ChatEntry[], messages: readonly Message[] = []): string[] {
  const ids = new Set(messages.map((message) => message.senderId))
  for (const entry of entries) {
    if (entry.e === 'message.posted') ids.add(entry.p.message.senderId)
    else {
      if (entry.p.actorId !== null) ids.add(entry.p.actorId)
      if (entry.e !== 'chat.changed') for (const profileId of entry.p.profileIds.slice(0, 50)) ids.add(profileId)
    }
  }
  return [...ids]
}
