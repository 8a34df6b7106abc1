import type { ErrorsOf } from '#contract/kit/operation.ts'
import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import type { ChatState } from '#contract/messenger/chats.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files } from '../../files/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView, mineView, stateView } from '../chats/chat-views.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import * as store from './pictures.store.ts'

interface Parts extends Pick<Platform, 'db' | 'newId' | 'transaction'> {
  files: Files
  chats: Pick<ChatsService, 'accessChat' | 'checkAble' | 'doReturnState'>
  changes: Pick<ChatChanges, 'append'>
}

type SetCodes = ErrorsOf<Operations['chats.setPicture']>

export type ChatPictures = ReturnType<typeof createChatPictures>

/** Pictures of groups (CHT-01): whoever may rename a group gives it one, whoever reads it sees it. */
export function createChatPictures({ db, newId, transaction, files, chats, changes }: Parts) {
  const doTell = async (tx: Tx, viewerId: string, chatId: string, pictureId: string | null): Promise<ChatState> => {
    const row = await store.setPictureId(tx, chatId, pictureId)
    const what = pictureId === null ? 'unpictured' : 'pictured'
    await changes.append(tx, chatId, 'chat.changed', { chat: chatView(row), actorId: viewerId, what })
    return chats.doReturnState(tx, viewerId, chatId)
  }

  return {
    /** Makes an upload the picture of a group. Its repeat finds what the first one has made. */
    async set(
      viewerId: string,
      { chatId, fileId }: { chatId: string; fileId: string },
      fail: Fail<SetCodes>,
    ): Promise<ChatState> {
      const row = (await chats.accessChat(db, viewerId, chatId)) ?? fail('chat.unknown')
      if (!chatAbilities(chatView(row), mineView(row)).rename) {
        fail('chat.notAllowed', { rule: 'rename', changedBy: 'owner' })
      }
      if ((await store.sourceOf(db, chatId)) === fileId) return stateView(row)
      const squares = await files.makeSquares({ ownerId: viewerId, communityId: row.community_id }, fileId, fail)
      const fileIds = squares.map((square) => square.fileId)
      return transaction(async (tx) => {
        // He may have lost the right while the picture was made.
        await chats.checkAble(tx, viewerId, chatId, 'rename', fail)
        await files.erase(tx, [...(await store.deletePictures(tx, chatId)), fileId])
        await files.use(tx, fileIds)
        const pictureId = newId()
        await store.insertPictures(tx, { pictureId, chatId, sourceId: fileId }, squares)
        return doTell(tx, viewerId, chatId, pictureId)
      })
    },

    /** Takes the picture of a group away; one that is not there is no mistake. */
    async remove(
      tx: Tx,
      viewerId: string,
      chatId: string,
      fail: Fail<'chat.unknown' | 'chat.notAllowed'>,
    ): Promise<ChatState> {
      await chats.checkAble(tx, viewerId, chatId, 'rename', fail)
      const former = await store.deletePictures(tx, chatId)
      if (former.length === 0) return chats.doReturnState(tx, viewerId, chatId)
      await files.erase(tx, former)
      return doTell(tx, viewerId, chatId, null)
    },

    /** The bytes of a picture in a size, if this profile reads its chat now. */
    async open(viewerId: string, pictureId: string, size: number): Promise<Buffer | null> {
      const picture = await store.findPicture(db, pictureId, size)
      if (picture === null) return null
      const row = await chats.accessChat(db, viewerId, picture.chatId)
      return row?.picture_id === pictureId ? files.read(db, picture.fileId) : null
    },
  }
}
