import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { mineView, type PlaceRow, type ReaderRow, writeRefusalOf } from '../chats/chat-views.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts extends Pick<Platform, 'clock' | 'emitter'> {
  stores: MessengerStores
  accessPlace: (reader: Reader, viewerId: string, chatId: string) => Promise<PlaceRow | null>
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

export type ReadsService = ReturnType<typeof createReadsService>

/** Read positions and the sign of typing. */
export function createReadsService(parts: Parts) {
  const { messages, reads } = parts.stores
  return {
    /** Moves the own position forward; every device of the reader learns it, and the chat when it is among the farthest. */
    async mark(tx: Tx, viewerId: string, input: { chatId: string; seq: number }, fail: Fail<'chat.unknown'>) {
      const chat = (await parts.accessPlace(tx, viewerId, input.chatId)) ?? fail('chat.unknown')
      const seq = Math.min(input.seq, chat.last_seq)
      if (seq <= (chat.read_seq ?? 0)) return
      const ordinal = await messages.ordinalAt(tx, input.chatId, seq)
      const position = { chatId: input.chatId, profileId: viewerId, seq, ordinal, now: parts.clock.now() }
      if (!(await reads.advanceReadPosition(tx, position))) return
      const after = (await parts.accessChat(tx, viewerId, input.chatId)) ?? fail('chat.unknown')
      parts.emitter.ephemeral(tx, 'profile', viewerId, 'chat.mine', { mine: mineView(after) })
      const top = await reads.readTop(tx, input.chatId)
      if (chat.kind === 'channel' || !top.some((place) => place.profileId === viewerId)) return
      parts.emitter.ephemeral(tx, 'chat', input.chatId, 'chat.read', { chatId: input.chatId, readTop: top })
    },

    /** Tells the chat that somebody types, if he may write there. */
    async typing(db: Reader, viewerId: string, chatId: string, fail: Fail<'chat.unknown'>) {
      const chat = (await parts.accessPlace(db, viewerId, chatId)) ?? fail('chat.unknown')
      if (writeRefusalOf(chat) !== null) return
      parts.emitter.ephemeral(null, 'chat', chatId, 'typing.started', { chatId, profileId: viewerId })
    },
  }
}
