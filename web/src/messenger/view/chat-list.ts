import { isHidden } from '#contract/messenger/chats.abilities.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { Marks } from '#contract/messenger/marks.ts'
import type { OutboxItem } from '#web/kit/outbox/outbox-ports.ts'
import type { EngineState } from '#web/kit/sync/engine-state.ts'
import { markedIn } from '#web/kit/sync/marks.ts'
import { isReadByOthers, lastActivity, unreadOf } from '#web/kit/sync/selectors.ts'
import type { ChatSlice, SyncState } from '#web/kit/sync/state.ts'
import { type FallbackNames, nameOf, needsNoNames, otherOf, titleOf } from './people.ts'
import { summaryOf } from './summary.ts'

export type Delivery = 'waiting' | 'failed' | 'sent' | 'read'

/** Newest first; what waits in the outbox counts as activity. */
export function orderChats(state: Pick<EngineState, 'sync' | 'outbox'>): string[] {
  const written = new Map<string, string>()
  for (const item of state.outbox) written.set(item.chatId, new Date(item.createdAt).toISOString())
  const activity = (slice: ChatSlice) => {
    const own = written.get(slice.chat.id) ?? ''
    const last = lastActivity(slice)
    return own > last ? own : last
  }
  return Object.values(state.sync.chats)
    .map((slice) => ({ id: slice.chat.id, at: activity(slice) }))
    .sort((one, other) => (one.at === other.at ? (one.id < other.id ? 1 : -1) : one.at < other.at ? 1 : -1))
    .map((item) => item.id)
}

/** Those that the reader has not hidden; what he writes there himself shows a chat at once. */
export function withoutHidden(
  { sync, outbox }: Pick<EngineState, 'sync' | 'outbox'>,
  chatIds: readonly string[],
): string[] {
  return chatIds.filter((id) => {
    const slice = sync.chats[id]!
    return (
      slice.chat.kind === 'favourites' ||
      !isHidden(slice.mine, slice.lastMessage) ||
      outbox.some((item) => item.chatId === id)
    )
  })
}

/** Chats of one organisation; direct and joint chats belong to all. */
export function inCommunity(state: SyncState, chatIds: readonly string[], communityId: string | null): string[] {
  if (communityId === null) return [...chatIds]
  return chatIds.filter((id) => {
    const owner = state.chats[id]?.chat.communityId
    return owner === communityId || owner === null
  })
}

/** The organisation of a chat in which the viewer is because of children and for nothing else; undefined for any other. */
export function placeOfParent({ chats, memberships }: SyncState, chatId: string): string | undefined {
  const membership = memberships[chats[chatId]?.chat.communityId ?? '']
  return membership?.roles.every(({ role }) => role === 'parent') ? membership.communityId : undefined
}

/** Chats whose name, or whose person's surname, begins a word with every word that was typed. */
export function findChats(
  state: SyncState,
  chatIds: readonly string[],
  query: string,
  fallback: FallbackNames,
): string[] {
  const wanted = wordsOf(query)
  if (wanted.length === 0) return [...chatIds]
  return chatIds.filter((id) => {
    const slice = state.chats[id]
    if (slice === undefined) return false
    const card = state.cards[otherOf(slice, state.profileId) ?? '']
    const names = `${titleOf(slice, state, fallback).name} ${card === undefined ? '' : `${card.surname} ${card.name}`}`
    const words = wordsOf(names)
    return wanted.every((start) => words.some((word) => word.startsWith(start)))
  })
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLocaleLowerCase('ru')
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

export interface Preview {
  readonly kind: 'draft' | 'typing' | 'message' | 'erased' | 'none'
  /** Who wrote it, for groups and for own messages. */
  readonly author: string | null
  /** Of an erased message: who erased it. */
  readonly text: string
  readonly at: string | null
  /** Of the own last message, else null. */
  readonly delivery: Delivery | null
}

/** The last message that the reader has not deleted for himself, as far as it is held. */
function lastShown(slice: ChatSlice, marks: Marks): Message | null {
  const hidden = markedIn(marks, 'hidden', slice.chat.id)
  if (slice.lastMessage === null || !hidden.has(slice.lastMessage.seq)) return slice.lastMessage
  const held = slice.window?.entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message] : [])) ?? []
  return held.findLast(({ seq }) => !hidden.has(seq)) ?? null
}

/** The second line of a chat in the list, and the state of its last message. */
export function previewOf(
  slice: ChatSlice,
  state: Pick<EngineState, 'sync' | 'outbox' | 'drafts'>,
  isOpen: boolean,
  names: FallbackNames & { you: string },
): Preview {
  const { sync } = state
  const pending = lastPending(slice, state.outbox)
  const last = lastShown(slice, state.sync.marks)
  const own = last !== null && last.senderId === sync.profileId
  const delivery: Delivery | null =
    pending !== null
      ? deliveryOfItem(pending)
      : own && last.erased === null
        ? isReadByOthers(slice, last)
          ? 'read'
          : 'sent'
        : null
  const at = pending !== null ? new Date(pending.createdAt).toISOString() : (last?.at ?? null)
  const draft = state.drafts[slice.chat.id]
  if (!isOpen && draft !== undefined && draft.text.trim() !== '') {
    return { kind: 'draft', author: null, text: draft.text, at, delivery: null }
  }
  const typing = Object.keys(slice.typing)
  if (typing.length > 0) {
    const author = needsNoNames(slice) ? null : nameOf(sync.cards[typing[0]!], names).name
    return { kind: 'typing', author, text: String(typing.length), at, delivery }
  }
  if (pending !== null)
    return {
      kind: 'message',
      author: names.you,
      text: summaryOf({
        ...pending,
        origin: null,
        attachments: [...pending.attachments],
        poll: null,
        announcement: null,
      }),
      at,
      delivery,
    }
  if (last === null) {
    // What was last is deleted for the reader, and what stood before it is not held here.
    const kind = slice.lastMessage === null ? 'none' : 'message'
    return { kind, author: null, text: '', at, delivery: null }
  }
  if (last.erased !== null) return { kind: 'erased', author: null, text: last.erased, at, delivery: null }
  const isNamed = slice.chat.kind !== 'channel' && !needsNoNames(slice)
  const author = own ? names.you : isNamed ? nameOf(sync.cards[last.senderId], names).name : null
  return { kind: 'message', author, text: summaryOf(last), at, delivery }
}

export function deliveryOfItem(item: OutboxItem): Delivery {
  return item.state === 'failed' ? 'failed' : item.state === 'sent' ? 'sent' : 'waiting'
}

function lastPending(slice: ChatSlice, outbox: readonly OutboxItem[]): OutboxItem | null {
  const items = outbox.filter((item) => item.chatId === slice.chat.id && item.key !== slice.lastMessage?.id)
  return items.at(-1) ?? null
}

/** Chats with something unread; what the badge of the messenger and of each organisation shows. */
export function unreadChats(state: Pick<EngineState, 'sync' | 'readHere'>, communityId: string | null = null): number {
  const ids = inCommunity(state.sync, Object.keys(state.sync.chats), communityId)
  return ids.filter((id) => {
    const slice = state.sync.chats[id]!
    return !isHidden(slice.mine, slice.lastMessage) && unreadOf(slice, state.sync.profileId, state.readHere[id]) > 0
  }).length
}
