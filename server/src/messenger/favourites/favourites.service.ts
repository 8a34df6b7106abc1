import type { ChatState } from '#contract/messenger/chats.ts'
import type { Tx } from '../../platform/db/database.ts'
import { fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView } from '../chats/chat-views.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts extends Pick<Platform, 'clock'>, Pick<ChatsService, 'doReturnState'> {
  doors: Pick<LeftDoors, 'holdProfiles'>
  stores: Pick<MessengerStores, 'chats'>
  changes: Pick<ChatChanges, 'append' | 'doJoin'>
}

export type FavouritesService = ReturnType<typeof createFavourites>

/** «Избранное»: the chat of a person with himself. Nobody else comes in, and he cannot leave it (FAV-01). */
export function createFavourites({ clock, doors, stores: { chats }, changes, doReturnState }: Parts) {
  return {
    async open(tx: Tx, viewerId: string, id: string): Promise<ChatState> {
      await doors.holdProfiles(tx, [viewerId], 'keep')
      const row = await chats.insertChat(tx, {
        id,
        kind: 'favourites',
        title: '',
        communityId: null,
        unitId: null,
        channelClass: null,
        direct: [viewerId, viewerId],
        historyFromStart: true,
        membersCount: 1,
        createdBy: viewerId,
        now: clock.now(),
      })
      if (row === null) {
        const known = await chats.findDirect(tx, viewerId, viewerId)
        return known === null ? refuse('key.reused') : doReturnState(tx, viewerId, known.id)
      }
      await changes.append(tx, row.id, 'chat.changed', { chat: chatView(row), actorId: viewerId, what: 'created' })
      const asNew = { actorId: viewerId, startSeq: 0, countsAlready: true, ordinal: 0 }
      await changes.doJoin(tx, row.id, [{ profileId: viewerId, role: 'owner' }], asNew)
      return doReturnState(tx, viewerId, row.id)
    },
  }
}
