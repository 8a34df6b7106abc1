import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import { ATTACHED_DRAWERS } from '#contract/messenger/attachments.limits.ts'
import type { Operations } from '#contract/operations.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { seqsWithFiles, seqsWithLinks } from './listing.store.ts'

interface Parts extends Pick<Platform, 'clock'>, Pick<ChatsService, 'accessPlace'> {
  doors: Pick<LeftDoors, 'cards'>
  stores: Pick<MessengerStores, 'messages'>
}

const LIST_LIMIT = 50

export type AttachedList = ReturnType<typeof createAttachedList>

/** «Вложения» of a chat: what was ever sent there, as far as the reader may see it (MSG-18). */
export function createAttachedList({ clock, accessPlace, doors, stores }: Parts) {
  return {
    async list(
      db: Reader,
      viewerId: string,
      { chatId, what, search, cursor, limit = LIST_LIMIT }: InputOf<Operations['attachments.list']>,
      fail: Fail<'chat.unknown'>,
    ): Promise<OutputOf<Operations['attachments.list']>> {
      const place = (await accessPlace(db, viewerId, chatId)) ?? fail('chat.unknown')
      const asked = {
        chatId,
        readerId: viewerId,
        startSeq: place.start_seq ?? 0,
        beforeSeq: (decodeCursor(cursor, ['count'])?.[0] as number | undefined) ?? null,
        now: new Date(clock.now()),
        search: search ?? null,
        limit: limit + 1,
      }
      const seqs =
        what === 'link' ? await seqsWithLinks(db, asked) : await seqsWithFiles(db, ATTACHED_DRAWERS[what], asked)
      const shown = seqs.slice(0, limit)
      const messages = await stores.messages.messagesBySeq(db, chatId, shown, asked.startSeq)
      const senders = [...new Set(messages.map(({ senderId }) => senderId))]
      return {
        messages: messages.reverse(),
        cards: await doors.cards(db, senders),
        next: seqs.length > limit ? encodeCursor([shown.at(-1)!]) : null,
      }
    },
  }
}
