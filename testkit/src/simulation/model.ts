import type { ChatHistory, Happening, People } from './happenings.ts'
import { FOUNDING_SEQ, leadersAmong, type Membership, membersAt, moveMembers, writeRefusal } from './model-members.ts'
import { joined, left } from './model-membership-rules.ts'
import { isGone, type MessageState, type MessageView, messagesOf, moveMessages, viewMessage } from './model-messages.ts'
import { deleted, edited, expired, posted, reacted, renamed, type Stand } from './model-rules.ts'

/** What the devices of one person show of a chat when all is in step. */
export interface ChatView {
  /** Numbers of what he may see, ascending: changes of messages too, when he may see the message. */
  readonly entries: readonly number[]
  /** Messages among the entries by number. */
  readonly messages: ReadonlyMap<number, MessageView>
  readonly title: string
  /** The longest-standing member first. */
  readonly members: readonly string[]
}

function faultsOf(stand: Stand, happening: Happening): Iterable<string> {
  switch (happening.kind) {
    case 'created':
      return []
    case 'renamed':
      return renamed(stand, { ...happening, kind: 'renamed' })
    case 'joined':
      return joined(stand, happening)
    case 'left':
      return left(stand, happening)
    case 'posted':
      return posted(stand, happening)
    case 'edited':
      return edited(stand, happening)
    case 'deleted':
      return deleted(stand, happening)
    case 'expired':
      return expired(stand, happening)
    case 'reacted':
      return reacted(stand, happening)
  }
}

/** What is wrong with the place at which a happening stands; `place` counts from 1. */
function* placeFaults(place: number, { seq, kind }: Happening): Iterable<string> {
  if (seq !== place) yield `it stands at place ${place}`
  if (place === 1 && kind !== 'created') yield 'it comes before the creation'
  if (place > 1 && kind === 'created') yield 'the chat is created a second time'
  if (place === FOUNDING_SEQ && kind !== 'joined') yield 'nobody has joined with the creation'
}

/**
 * Goes through all that has happened in one chat and returns a sentence for everything that breaks a rule; none when all
 * is well. A happening that breaks a rule takes effect nevertheless: what follows is judged by what people then see.
 */
export function judge(chat: ChatHistory, people: People): string[] {
  const members = new Map<string, Membership>()
  const messages = new Map<number, MessageState>()
  const keys = new Set<string>()
  const stand: Stand = { chat, people, members, messages, keys }
  const sentences: string[] = []
  for (const [index, happening] of chat.happenings.entries()) {
    const tell = (what: string) =>
      sentences.push(`Chat ${chat.chatId}, number ${happening.seq}, ${happening.kind}: ${what}.`)
    for (const fault of placeFaults(index + 1, happening)) tell(fault)
    for (const fault of faultsOf(stand, happening)) tell(fault)
    if (happening.kind === 'posted') keys.add(`${happening.senderId} ${happening.key}`)
    moveMembers(chat, members, happening)
    moveMessages(messages, happening)
  }
  return sentences
}

/** Whether a membership shows a happening; a change is shown to those who may see the message that it changes. */
function shows(chat: ChatHistory, { startSeq }: Membership, happening: Happening): boolean {
  if (happening.seq < startSeq) return false
  if (!('targetSeq' in happening)) return true
  const { targetSeq } = happening
  return targetSeq >= startSeq && chat.happenings.some(({ seq, kind }) => seq === targetSeq && kind === 'posted')
}

/**
 * Whether the person may be given entry `seq` when the chat stands at number `asOf`. Of a message that is erased by then
 * he may be given the place and not the text: `viewOf` says which text that is.
 */
export function maySee(chat: ChatHistory, profileId: string, seq: number, asOf: number): boolean {
  if (seq > asOf) return false
  const membership = membersAt(chat, asOf).get(profileId)
  const happening = chat.happenings.find((each) => each.seq === seq)
  return membership !== undefined && happening !== undefined && shows(chat, membership, happening)
}

/** What the person's devices show at the moment `now` (milliseconds) when all is in step; null when he is not a member. */
export function viewOf(chat: ChatHistory, profileId: string, now: number): ChatView | null {
  const members = membersAt(chat, Number.POSITIVE_INFINITY)
  const membership = members.get(profileId)
  if (membership === undefined) return null
  const states = messagesOf(chat)
  const entries: number[] = []
  const messages = new Map<number, MessageView>()
  let title = ''
  for (const happening of chat.happenings) {
    if (happening.kind === 'created' || happening.kind === 'renamed') title = happening.title
    if (!shows(chat, membership, happening)) continue
    entries.push(happening.seq)
    if (happening.kind === 'posted') messages.set(happening.seq, viewMessage(states.get(happening.seq)!, now))
  }
  return { entries, messages, title, members: [...members.keys()] }
}

/**
 * How many messages after number `readSeq` the person has not read at the moment `now` (milliseconds): those of others
 * that he may see and that can still be read; 0 when he is not a member.
 */
export function unreadOf(chat: ChatHistory, profileId: string, readSeq: number, now: number): number {
  const membership = membersAt(chat, Number.POSITIVE_INFINITY).get(profileId)
  if (membership === undefined) return 0
  const unread = [...messagesOf(chat).values()].filter(
    (message) =>
      message.seq > readSeq &&
      message.seq >= membership.startSeq &&
      message.senderId !== profileId &&
      !isGone(message, now),
  )
  return unread.length
}

/** Whether the person may write when the chat stands at number `asOf`. */
export function mayWrite(chat: ChatHistory, profileId: string, asOf: number, people: People): boolean {
  return writeRefusal(chat.kind, membersAt(chat, asOf), profileId, people) === null
}

/**
 * Who leads the chat when it stands at number `asOf`, the longest-standing first; nobody leads a dialogue. Where
 * several have stood equally long and none has acted as the next owner by then, it names them all.
 */
export function leadersOf(chat: ChatHistory, asOf: number): string[] {
  return leadersAmong(membersAt(chat, asOf))
}
