import type { Message } from '#contract/messenger/chats.ts'
import { TYPING_REPEAT_MS, UNREAD_COUNT_MAX, UNREAD_MENTIONS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { ChatSlice, SyncState } from './state.ts'

/** A sign of typing is forgotten after this time. */
export const TYPING_LIFE_MS = 2 * TYPING_REPEAT_MS

/** When something last happened in a chat, for the order of the list. */
export function lastActivity(slice: ChatSlice): string {
  return slice.lastMessage?.at ?? slice.chat.createdAt
}

/**
 * Messages that wait for the reader: what the server counted, and what was heard since.
 *
 * @param readHere the number up to which this device has read, which the server may not know yet
 */
export function unreadOf(slice: ChatSlice, profileId: string, readHere = 0): number {
  const { mine, heard } = slice
  if (readHere >= slice.lastSeq) return 0
  if (readHere <= mine.readSeq) {
    return Math.min(UNREAD_COUNT_MAX, stillUnread(slice) + heard.filter((seq) => seq > mine.readSeq).length)
  }
  const { window } = slice
  const held = window !== null && window.to === slice.lastSeq && window.from <= readHere + 1
  if (!held) return Math.min(UNREAD_COUNT_MAX, stillUnread(slice) + heard.length)
  const waiting = window.entries.filter(
    (entry) => entry.s > readHere && entry.e === 'message.posted' && isWaiting(entry.p.message, profileId),
  )
  return Math.min(UNREAD_COUNT_MAX, waiting.length)
}

function isWaiting(message: Message, profileId: string): boolean {
  return message.senderId !== profileId && message.erased === null
}

/** What the server counted, less what was erased since. A full count is at least so many, whatever was erased. */
function stillUnread({ mine, erased }: ChatSlice): number {
  if (mine.unread >= UNREAD_COUNT_MAX) return mine.unread
  const gone = erased.filter(({ targetSeq }) => targetSeq > mine.readSeq && targetSeq <= mine.countedSeq)
  return Math.max(0, mine.unread - gone.length)
}

/**
 * Numbers of the messages above what the reader has read that name him, ascending: as the server told them, with what was
 * heard since.
 *
 * @param readHere the number up to which this device has read, which the server may not know yet
 */
export function mentionsOf({ mine, named }: ChatSlice, readHere = 0): readonly number[] {
  if (mine.mentions.length === 0 && named.length === 0) return mine.mentions
  const seqs = new Set(mine.mentions)
  for (const { targetSeq, isNamed } of named) {
    if (isNamed) seqs.add(targetSeq)
    else seqs.delete(targetSeq)
  }
  const read = Math.max(mine.readSeq, readHere)
  const waiting = [...seqs].filter((seq) => seq > read)
  return waiting.sort((one, other) => one - other).slice(0, UNREAD_MENTIONS_MAX)
}

/** Whether anybody but the author has read up to a message. */
export function isReadByOthers(slice: ChatSlice, message: Message): boolean {
  return slice.readTop.some((place) => place.profileId !== message.senderId && place.seq >= message.seq)
}

/** Who types now. */
export function typingIn(slice: ChatSlice, now: number): string[] {
  return Object.keys(slice.typing).filter((profileId) => now - slice.typing[profileId]! < TYPING_LIFE_MS)
}

/** The message that is quoted; undefined while it is not known, null when the reader may not see it. */
export function quotedIn(slice: ChatSlice, seq: number): Message | null | undefined {
  const { window } = slice
  if (window !== null && seq >= window.from && seq <= window.to) {
    const entry = window.entries.find((candidate) => candidate.s === seq)
    return entry?.e === 'message.posted' ? entry.p.message : null
  }
  return slice.quoted[seq]
}

/** Numbers that the window quotes, or that are pinned outside of it, and that are not known yet. */
export function unknownQuotes(slice: ChatSlice): number[] {
  const unknown = new Set(slice.chat.pins.filter((seq) => quotedIn(slice, seq) === undefined))
  for (const entry of slice.window?.entries ?? []) {
    if (entry.e !== 'message.posted' || entry.p.message.replyToSeq === null) continue
    const seq = entry.p.message.replyToSeq
    if (seq < slice.window!.from && !(seq in slice.quoted)) unknown.add(seq)
  }
  return [...unknown]
}

/** People whose names the list, and on screen the window, need and whose cards are not held. */
export function unknownPeople(state: SyncState, slice: ChatSlice, onScreen: boolean): string[] {
  const people = new Set([...slice.chat.directIds, ...(slice.chat.supervision?.observerIds ?? [])])
  if (slice.lastMessage !== null) people.add(slice.lastMessage.senderId)
  if (onScreen) for (const seq of slice.chat.pins) people.add(quotedIn(slice, seq)?.senderId ?? state.profileId)
  for (const entry of (onScreen ? slice.window?.entries : null) ?? []) {
    if (entry.e === 'message.posted') {
      const { senderId, origin, mentions } = entry.p.message
      people.add(senderId)
      for (const { profileId } of mentions) people.add(profileId ?? senderId)
      if (origin?.kind === 'person') people.add(origin.profileId)
    } else {
      if (entry.p.actorId !== null) people.add(entry.p.actorId)
      if (entry.e === 'chat.changed' && entry.p.given !== undefined) people.add(entry.p.given.profileId)
      if (entry.e === 'members.joined' || entry.e === 'members.left')
        for (const id of entry.p.profileIds.slice(0, 5)) people.add(id)
      if (entry.e === 'supervision.changed')
        for (const id of entry.p.chat.supervision?.observerIds ?? []) people.add(id)
    }
  }
  return [...people].filter((id) => !(id in state.cards || id in state.memberships))
}

/**
 * The state in a form in which two of them can be compared: what was counted by the server and what was heard later are
 * one number, and nothing depends on this device. Positions in logs of communities are left out: a log that nobody has
 * written to since the membership began has none here and one in a snapshot.
 */
export function comparableState(state: SyncState) {
  return {
    profileSeq: state.profileSeq,
    memberships: state.memberships,
    marks: state.marks,
    folders: state.folders,
    drafts: state.drafts,
    chats: Object.fromEntries(
      Object.entries(state.chats).map(([chatId, slice]) => {
        const { countedSeq: _counted, ...mine } = slice.mine
        const { chat, lastSeq, lastMessage, readTop } = slice
        return [
          chatId,
          {
            chat,
            mine: { ...mine, unread: unreadOf(slice, state.profileId), mentions: mentionsOf(slice) },
            lastSeq,
            lastMessage,
            readTop,
          },
        ]
      }),
    ),
  }
}
