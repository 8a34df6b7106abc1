import { givableReactions, writeRefusal } from '#contract/messenger/chats.abilities.ts'
import type { Message, Reaction } from '#contract/messenger/chats.ts'
import { editRefusal, eraseRefusal, forwardRefusal } from '#contract/messenger/messages.abilities.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'

export interface MessageAbilities {
  readonly reply: boolean
  readonly edit: boolean
  readonly erase: boolean
  /** What may be answered without words. */
  readonly react: readonly Reaction[]
  /** Readers of a channel learn nothing of each other. */
  readonly reactors: boolean
  readonly forward: boolean
}

/** What the reader may do with a message at the moment `now` (milliseconds). */
export function messageAbilities(
  message: Pick<Message, 'senderId' | 'at' | 'erased' | 'expiresAt' | 'origin'>,
  { mine, chat }: ChatSlice,
  profileId: string,
  now: number,
): MessageAbilities {
  const viewer = { profileId, now }
  const writes = writeRefusal(chat, mine) === null && message.erased === null
  return {
    reply: writes,
    react: message.erased === null ? givableReactions(chat, mine) : [],
    reactors: chat.kind !== 'channel',
    edit: editRefusal(message, { mine, chat }, viewer) === null,
    forward: forwardRefusal(message, { mine, chat }) === null,
    erase: message.erased === null && eraseRefusal(message, { mine, chat }, viewer) === null,
  }
}

/** The own message that was written last, when it may still be edited. */
export function lastEditable(slice: ChatSlice, profileId: string, now: number): Message | null {
  const messages = (slice.window?.entries ?? []).flatMap((entry) =>
    entry.e === 'message.posted' ? entry.p.message : [],
  )
  const last = messages.findLast((message) => message.senderId === profileId && message.erased === null)
  return last !== undefined && messageAbilities(last, slice, profileId, now).edit ? last : null
}
