import type { ChatHistory, Happening, People } from './happenings.ts'
import { leads, type Members, makerOf, OWN_CHANGE_MS, writeRefusal } from './model-members.ts'
import { isGone, type MessageState } from './model-messages.ts'

/** The chat right before a happening. */
export interface Stand {
  readonly chat: ChatHistory
  readonly people: People
  readonly members: Members
  readonly messages: ReadonlyMap<number, MessageState>
  /** `sender key` of every message so far. */
  readonly keys: ReadonlySet<string>
}

/** Yields what is wrong with one happening, each time as the end of a sentence. */
export type Rule<Kind extends Happening['kind']> = (
  stand: Stand,
  happening: Happening & { kind: Kind },
) => Iterable<string>

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** MSG-01. */
const TEXT_POINTS_MAX = 4096
/** */
const LIFETIMES_MS: readonly (number | null)[] = [null, MINUTE_MS, HOUR_MS, DAY_MS, 7 * DAY_MS]
/** MSG-08: so long after its end a message may still be there. */
const EXPIRY_DELAY_MS = MINUTE_MS

function* textRules(text: string): Iterable<string> {
  if (text.trim() === '') yield 'the text is empty'
  if ([...text].length > TEXT_POINTS_MAX) yield `the text is longer than ${TEXT_POINTS_MAX} characters`
}

/** The message that is meant, when the person is a member and may see it; otherwise the reason why not. */
function seen({ members, messages }: Stand, profileId: string, seq: number): MessageState | string {
  const membership = members.get(profileId)
  if (membership === undefined) return `${profileId} is not a member`
  const message = messages.get(seq)
  if (message === undefined) return `number ${seq} is not a message before it`
  return seq < membership.startSeq ? `${profileId} may not see number ${seq}` : message
}

export const posted: Rule<'posted'> = function* (stand, { senderId, key, text, replyToSeq, lifetimeMs }) {
  const refusal = writeRefusal(stand.chat.kind, stand.members, senderId, stand.people)
  if (refusal !== null) yield refusal
  if (stand.keys.has(`${senderId} ${key}`)) yield `${senderId} has used the key ${key} before`
  if (!LIFETIMES_MS.includes(lifetimeMs)) yield `there is no lifetime of ${lifetimeMs} ms`
  yield* textRules(text)
  if (replyToSeq === null || !stand.members.has(senderId)) return
  const target = seen(stand, senderId, replyToSeq)
  if (typeof target === 'string') yield `the answer is to nothing: ${target}`
}

export const edited: Rule<'edited'> = function* (stand, { at, actorId, targetSeq, text }) {
  yield* textRules(text)
  const message = seen(stand, actorId, targetSeq)
  if (typeof message === 'string') return yield message
  const refusal = writeRefusal(stand.chat.kind, stand.members, actorId, stand.people)
  if (refusal !== null) yield refusal
  if (message.senderId !== actorId) yield `${actorId} edits a message of ${message.senderId}`
  if (at - message.at >= OWN_CHANGE_MS) yield 'a message is edited after its first day'
  if (isGone(message, at)) yield `number ${targetSeq} is erased`
}

export const deleted: Rule<'deleted'> = function* (stand, { at, actorId, targetSeq }) {
  const message = seen(stand, actorId, targetSeq)
  if (typeof message === 'string') return yield message
  if (message.erased) yield `number ${targetSeq} is erased already`
  if (leads(stand.members.get(actorId))) return
  if (message.senderId !== actorId) yield `${actorId} may not erase a message of ${message.senderId}`
  else if (at - message.at >= OWN_CHANGE_MS) yield 'an own message is erased after its first day'
}

export const expired: Rule<'expired'> = function* ({ messages }, { at, targetSeq }) {
  const message = messages.get(targetSeq)
  if (message === undefined) return yield `number ${targetSeq} is not a message before it`
  if (message.erased) yield `number ${targetSeq} is erased already`
  if (message.dueAt === null) return yield `number ${targetSeq} has no lifetime`
  if (at < message.dueAt) yield `it comes ${message.dueAt - at} ms before the time`
  if (at > message.dueAt + EXPIRY_DELAY_MS) yield `it comes ${at - message.dueAt} ms after the time`
}

export const reacted: Rule<'reacted'> = function* (stand, { at, actorId, targetSeq, reaction }) {
  const message = seen(stand, actorId, targetSeq)
  if (typeof message === 'string') return yield message
  if (isGone(message, at)) yield `number ${targetSeq} is erased`
  else if ((message.reactions.get(actorId) ?? null) === reaction) yield 'it changes nothing'
  if (reaction === null) return
  const refusal = writeRefusal(stand.chat.kind, stand.members, actorId, stand.people)
  if (refusal !== null) yield refusal
}

export const renamed: Rule<'renamed'> = function* ({ chat, members }, { actorId }) {
  if (chat.kind === 'direct') yield 'a dialogue has no name'
  else if (actorId !== null && !leads(members.get(actorId))) yield `${actorId} does not lead the chat`
  else if (actorId === null && makerOf(chat) !== null) yield 'no rule renames what a person has made'
}
