import type { Message } from '#contract/messenger/chats.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import type { ChatSlice } from './state.ts'

/** Changes that a chat remembers for pages that were read before they were heard. */
const REMEMBERED_MAX = 500

/** The message that an entry carries, as it stood when the entry was read. */
export function messageIn(entry: ChatEntry): Message | null {
  return entry.e === 'message.posted' || entry.e === 'message.changed' ? entry.p.message : null
}

/** Entries in which no message is older than another entry or `known` has it: nothing of an erased text is left. */
export function withNewest(
  entries: readonly ChatEntry[],
  known: Readonly<Record<number, Message>> = {},
): readonly ChatEntry[] {
  const newest = new Map<number, Message>(Object.values(known).map((message) => [message.seq, message]))
  for (const entry of entries) {
    if (entry.e === 'message.changed') keepNewer(newest, entry.p.message)
  }
  if (newest.size === 0) return entries
  let changed = false
  const replaced = entries.map((entry) => {
    const message = messageIn(entry)
    const better = message === null ? undefined : newest.get(message.seq)
    if (message === null || better === undefined || better.version <= message.version) return entry
    changed = true
    return { ...entry, p: { ...entry.p, message: better } } as ChatEntry
  })
  return changed ? replaced : entries
}

function keepNewer(newest: Map<number, Message>, message: Message): void {
  if (message.version > (newest.get(message.seq)?.version ?? 0)) newest.set(message.seq, message)
}

/** The newer of what is held of a message and what is offered. */
export function newerMessage<M extends Message | null>(held: M, offered: Message): M | Message {
  return held !== null && held.seq === offered.seq && offered.version > held.version ? offered : held
}

/** Takes messages in that were changed, wherever they are held, and remembers them for pages that are on their way. */
export function withChangedMessages(slice: ChatSlice, messages: readonly Message[]): ChatSlice {
  if (messages.length === 0) return slice
  const bySeq = Object.fromEntries(messages.map((message) => [message.seq, message]))
  const { window } = slice
  const entries = window === null ? [] : withNewest(window.entries, bySeq)
  return {
    ...slice,
    lastMessage: messages.reduce<Message | null>(newerMessage, slice.lastMessage),
    window: window === null || entries === window.entries ? window : { ...window, entries },
    quoted: withNewerQuotes(slice.quoted, bySeq),
    changed: remember(slice.changed, messages),
  }
}

/** Quoted messages, none of which is older than `known` has it. */
export function withNewerQuotes(
  quoted: ChatSlice['quoted'],
  known: Readonly<Record<number, Message>>,
): ChatSlice['quoted'] {
  const newer = Object.values(known).filter((message) => {
    const held = quoted[message.seq]
    return held !== undefined && held !== null && held.version < message.version
  })
  if (newer.length === 0) return quoted
  return { ...quoted, ...Object.fromEntries(newer.map((message) => [message.seq, message])) }
}

function remember(held: ChatSlice['changed'], messages: readonly Message[]): ChatSlice['changed'] {
  const newest = new Map(Object.values(held).map((message) => [message.seq, message]))
  for (const message of messages) {
    if (message.version <= (newest.get(message.seq)?.version ?? 0)) continue
    // Put to the end, so that the first ones are those that were changed longest ago.
    newest.delete(message.seq)
    newest.set(message.seq, message)
  }
  return Object.fromEntries([...newest].slice(-REMEMBERED_MAX))
}

/** An erased message of somebody else waits for nobody any more. */
export function withoutErased(slice: ChatSlice, message: Message, seq: number): ChatSlice {
  const heard = slice.heard.filter((each) => each !== message.seq)
  if (seq <= slice.mine.countedSeq) return { ...slice, heard }
  return { ...slice, heard, erased: [...slice.erased, { seq, targetSeq: message.seq }] }
}
