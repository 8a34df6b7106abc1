import { givableReactions, pinRefusal, writeRefusal } from '#contract/messenger/chats.abilities.ts'
import type { Message, Reaction } from '#contract/messenger/chats.ts'
import { editRefusal, eraseRefusal, forwardRefusal, passingRefusal } from '#contract/messenger/messages.abilities.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'

export interface MessageAbilities {
  readonly reply: boolean
  readonly edit: boolean
  readonly erase: boolean
  /** What may be answered without words. */
  readonly react: readonly Reaction[]
  /** Readers of a channel learn nothing of each other. */
  readonly reactors: boolean
  /** Whoever has sent it sees who has read it. */
  readonly readers: boolean
  readonly forward: boolean
  readonly pin: boolean
  readonly important: boolean
  /** Nobody reports himself. */
  readonly report: boolean
}

/**
 * What the reader may do with a message at the moment `now` (milliseconds). In a channel he pins when he speaks there for
 * its organisation.
 */
export function messageAbilities(
  message: Pick<Message, 'senderId' | 'at' | 'erased' | 'expiresAt' | 'origin' | 'poll' | 'announcement' | 'sticker'>,
  { mine, chat }: ChatSlice,
  profileId: string,
  now: number,
  speaks: boolean,
): MessageAbilities {
  const viewer = { profileId, now }
  const writes = writeRefusal(chat, mine) === null && message.erased === null
  return {
    reply: writes,
    react: message.erased === null ? givableReactions(chat, mine) : [],
    reactors: chat.kind !== 'channel',
    readers: message.senderId === profileId && message.erased === null,
    edit: editRefusal(message, { mine, chat }, viewer) === null,
    important: passingRefusal(message) === null,
    report: message.senderId !== profileId && message.erased !== 'expired',
    forward: forwardRefusal(message, { mine, chat }) === null,
    pin: passingRefusal(message) === null && (chat.kind === 'channel' ? speaks : pinRefusal(chat, mine) === null),
    erase: message.erased === null && eraseRefusal(message, { mine, chat }, viewer) === null,
  }
}

/** The own message that was written last, when it may still be edited. */
export function lastEditable(slice: ChatSlice, profileId: string, now: number): Message | null {
  const messages = (slice.window?.entries ?? []).flatMap((entry) =>
    entry.e === 'message.posted' ? entry.p.message : [],
  )
  const last = messages.findLast((message) => message.senderId === profileId && message.erased === null)
  return last !== undefined && messageAbilities(last, slice, profileId, now, false).edit ? last : null
}
