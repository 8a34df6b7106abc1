import type { EventPayload } from '#contract/events.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { ChatEntry, OwnReaction } from '#contract/messenger/messages.ts'
import type { PollState } from '#contract/messenger/poll.ts'
import type { ChatSlice } from './state.ts'

/** Changes of each kind that a chat remembers for pages that were read before they were heard. */
const REMEMBERED_MAX = 500

type Reacted = Pick<Message, 'seq' | 'reactions' | 'reactionsSeq'>
type Known = Pick<ChatSlice, 'changed' | 'reacted' | 'polled'>

const NOTHING: Known = { changed: {}, reacted: {}, polled: {} }

/** What is newer of two readings of one message: text, reactions and votes change apart. */
export function newerMessage(held: Message, offered: Message): Message {
  const base = offered.version > held.version ? offered : held
  const reacted = withReactions(base, offered.reactionsSeq > held.reactionsSeq ? offered : held)
  return withVotes(withVotes(reacted, held.poll?.state), offered.poll?.state)
}

function withReactions(message: Message, { reactions, reactionsSeq }: Omit<Reacted, 'seq'>): Message {
  const same = reactionsSeq === message.reactionsSeq
  return same ? message : { ...message, reactions: message.erased === null ? reactions : [], reactionsSeq }
}

function withVotes(message: Message, state: PollState | undefined): Message {
  const { poll } = message
  const newer = poll !== null && state !== undefined && state.asOf > poll.state.asOf
  return newer ? { ...message, poll: { ...poll, state } } : message
}

/** The message with everything newer that is known of it. */
function renewed(message: Message, { changed, reacted, polled }: Known): Message {
  const change = changed[message.seq]
  const text = withVotes(change === undefined ? message : newerMessage(message, change), polled[message.seq]?.state)
  const reaction = reacted[message.seq]
  return reaction === undefined || reaction.reactionsSeq <= text.reactionsSeq ? text : withReactions(text, reaction)
}

/** Entries in which no message is older than what is known of it: nothing of an erased text is left. */
export function withNewest(entries: readonly ChatEntry[], known: Known): readonly ChatEntry[] {
  let changed = false
  const replaced = entries.map((entry) => {
    if (entry.e !== 'message.posted') return entry
    const message = renewed(entry.p.message, known)
    if (message === entry.p.message) return entry
    changed = true
    return { ...entry, p: { message } }
  })
  return changed ? replaced : entries
}

/** Quoted messages, none of which is older than what is known of it. */
export function withNewerQuotes(quoted: ChatSlice['quoted'], known: Known): ChatSlice['quoted'] {
  let changed = false
  const replaced = Object.entries(quoted).map(([seq, message]) => {
    const newer = message === null ? null : renewed(message, known)
    changed ||= newer !== message
    return [seq, newer] as const
  })
  return changed ? Object.fromEntries(replaced) : quoted
}

/** Takes messages in that were changed, wherever they are held, and remembers them for pages that are on their way. */
export function withChangedMessages(slice: ChatSlice, messages: readonly Message[]): ChatSlice {
  if (messages.length === 0) return slice
  const changed = Object.fromEntries(messages.map((message) => [message.seq, message]))
  return {
    ...withKnown(slice, { ...NOTHING, changed }),
    changed: messages.reduce((held, message) => {
      const before = held[message.seq]
      return remember(held, before === undefined ? message : newerMessage(before, message))
    }, slice.changed),
  }
}

/** Takes new counts of reactions to a message in. */
export function withReacted(slice: ChatSlice, { seq, reactions, reactionsSeq }: Reacted): ChatSlice {
  const reacted = { seq, reactions, reactionsSeq }
  if (reactionsSeq <= (slice.reacted[seq]?.reactionsSeq ?? 0)) return slice
  return {
    ...withKnown(slice, { ...NOTHING, reacted: { [seq]: reacted } }),
    reacted: remember(slice.reacted, reacted),
  }
}

/** Takes the votes of a poll in, or its end. */
export function withPolled(
  slice: ChatSlice,
  { seq, state }: Pick<EventPayload<'poll.changed'>, 'seq' | 'state'>,
): ChatSlice {
  const polled = { seq, state }
  if (state.asOf <= (slice.polled[seq]?.state.asOf ?? 0)) return slice
  return {
    ...withKnown(slice, { ...NOTHING, polled: { [seq]: polled } }),
    polled: remember(slice.polled, polled),
  }
}

function withKnown(slice: ChatSlice, known: Known): ChatSlice {
  const { window, lastMessage } = slice
  const entries = window === null ? [] : withNewest(window.entries, known)
  return {
    ...slice,
    lastMessage: lastMessage === null ? null : renewed(lastMessage, known),
    window: window === null || entries === window.entries ? window : { ...window, entries },
    quoted: withNewerQuotes(slice.quoted, known),
  }
}

/** Puts something to the end of what is remembered, so that what was changed longest ago comes first and goes first. */
function remember<T extends { readonly seq: number }>(held: Readonly<Record<string, T>>, item: T): Record<string, T> {
  const { [`${item.seq}`]: _before, ...others } = held
  const kept = Object.entries(others)
  if (kept.length < REMEMBERED_MAX) return { ...others, [item.seq]: item }
  return { ...Object.fromEntries(kept.slice(kept.length + 1 - REMEMBERED_MAX)), [item.seq]: item }
}

/** An erased message of somebody else waits for nobody any more. */
export function withoutErased(slice: ChatSlice, message: Message, seq: number): ChatSlice {
  const heard = slice.heard.filter((each) => each !== message.seq)
  if (seq <= slice.mine.countedSeq) return { ...slice, heard }
  return { ...slice, heard, erased: [...slice.erased, { seq, targetSeq: message.seq }] }
}

/** The reader has reacted, here or on another device. */
export function withOwnReaction(
  slice: ChatSlice,
  event: Pick<EventPayload<'reactions.own'>, 'seq' | 'reaction'>,
  seq: number,
): ChatSlice {
  if (seq <= (slice.own[event.seq]?.asOf ?? 0)) return slice
  return { ...slice, own: { ...slice.own, [event.seq]: { reaction: event.reaction, asOf: seq } } }
}

/** Takes the reader's reactions to messages in that came with an answer, which knew everything up to number `asOf`. */
export function withOwnReactions(
  slice: ChatSlice,
  messages: readonly number[],
  given: readonly OwnReaction[],
  asOf: number,
): ChatSlice['own'] {
  const bySeq = new Map(given.map((each) => [each.seq, each.reaction]))
  const own = { ...slice.own }
  for (const seq of messages) {
    if ((own[seq]?.asOf ?? 0) > asOf) continue
    const reaction = bySeq.get(seq)
    if (reaction === undefined) delete own[seq]
    else own[seq] = { reaction, asOf }
  }
  return own
}

/** Numbers of the messages among entries. */
export function messagesIn(entries: readonly ChatEntry[]): number[] {
  return entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.s] : []))
}
