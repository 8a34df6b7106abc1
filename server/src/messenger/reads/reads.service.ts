import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { mineView, type PlaceRow, type ReaderRow, tellsWhoHasRead, writeRefusalOf } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { createQuietReaders } from './quiet-readers.ts'

interface Parts extends Pick<Platform, 'clock' | 'emitter' | 'transaction'> {
  db: Database
  doors: Pick<LeftDoors, 'quietTimesOf'>
  stores: MessengerStores
  accessPlace: (reader: Reader, viewerId: string, chatId: string) => Promise<PlaceRow | null>
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

export type ReadsService = ReturnType<typeof createReadsService>

/** Read positions and the sign of typing. */
export function createReadsService(parts: Parts) {
  const { messages, reads } = parts.stores
  const quietReaders = createQuietReaders(parts)

  /** @returns whether the position has moved */
  const doAdvance = async (
    tx: Tx,
    viewerId: string,
    input: { chatId: string; seq: number; heldUntil: number | null },
    fail: Fail<'chat.unknown'>,
  ): Promise<boolean> => {
    const chat = (await parts.accessPlace(tx, viewerId, input.chatId)) ?? fail('chat.unknown')
    const seq = Math.min(input.seq, chat.last_seq)
    if (seq <= (chat.read_seq ?? 0)) return false
    const ordinal = await messages.ordinalAt(tx, input.chatId, seq)
    const { chatId, heldUntil } = input
    const now = parts.clock.now()
    return reads.advanceReadPosition(tx, { chatId, profileId: viewerId, seq, ordinal, now, heldUntil })
  }

  /**
   * Counts after the commit: whoever was told before it of the position that stood then has counted an earlier log, and
   * no message falls between what he has counted and what he is told now.
   */
  const tell = async (viewerId: string, chatId: string, heldUntil: number | null): Promise<void> => {
    const { db, emitter } = parts
    const after = await parts.accessChat(db, viewerId, chatId)
    if (after === null) return
    emitter.ephemeral(null, 'profile', viewerId, 'chat.mine', { mine: mineView(after) })
    if (heldUntil !== null || !tellsWhoHasRead(after)) return
    const top = await reads.readTop(db, chatId)
    if (!top.some((place) => place.profileId === viewerId)) return
    emitter.ephemeral(null, 'chat', chatId, 'chat.read', { chatId, readTop: top })
  }

  return {
    /**
     * Moves the own position forward; every device of the reader learns it, and the chat when it is among the farthest. Of what is
     * read in a quiet time the chat learns when that ends (P-04).
     */
    async mark(viewerId: string, input: { chatId: string; seq: number }, fail: Fail<'chat.unknown'>) {
      const heldUntil = await quietReaders.heldUntil(viewerId, input.chatId)
      const moved = await parts.transaction((tx) => doAdvance(tx, viewerId, { ...input, heldUntil }, fail))
      if (moved) await tell(viewerId, input.chatId, heldUntil)
    },

    /** Tells the chat that somebody types, if he may write there. */
    async typing(db: Reader, viewerId: string, chatId: string, fail: Fail<'chat.unknown'>) {
      const chat = (await parts.accessPlace(db, viewerId, chatId)) ?? fail('chat.unknown')
      if (writeRefusalOf(chat) !== null) return
      parts.emitter.ephemeral(null, 'chat', chatId, 'typing.started', { chatId, profileId: viewerId })
    },
  }
}
