import type { Message } from '#contract/messenger/chats.ts'
import { CHAT_MEMBERS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Files } from '../../files/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { ReaderRow } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { attachmentView, type HeldFile } from './media.ts'

interface Parts {
  doors: Pick<LeftDoors, 'pupilsAmong'>
  stores: Pick<MessengerStores, 'attachments' | 'members'>
}

/** What tells by whom a chat is read. */
type ReadByRow = Pick<ReaderRow, 'id' | 'kind' | 'channel_class' | 'observer_ids'>

/** What is sent as it was made here, wherever it is sent. */
const RECORDED: ReadonlySet<string> = new Set(['voice', 'round'])

export type Holding = ReturnType<typeof createHolding>

/** Which files messages hold. Every function works under the heads of their chats, so that none of them goes meanwhile. */
export function createHolding({ doors, stores }: Parts) {
  const { attachments, members } = stores

  /** Whether pupils read a chat. To a channel of everybody they may come at any time. */
  const isReadByPupils = async (tx: Reader, chat: ReadByRow): Promise<boolean> => {
    if (chat.kind === 'channel') return chat.channel_class !== 'staff'
    const readers = [...(await members.openMembers(tx, chat.id, CHAT_MEMBERS_MAX)), ...chat.observer_ids]
    return (await doors.pupilsAmong(tx, readers)).size > 0
  }

  return {
    isReadByPupils,

    /**
     * Ready files as a chat may hold them, in the order of `ids`: where pupils read, a photo is the one that tells no place
     * (MSG-03), and what was spoken or filmed into the chat is everywhere what every browser plays. Returns null when one of them is not ready.
     */
    async choose(
      tx: Tx,
      chat: ReaderRow,
      ids: readonly string[],
      fail: Fail<'attachment.placeStays'>,
    ): Promise<HeldFile[] | null> {
      const found = new Map((await attachments.readMedia(tx, ids)).map((media) => [media.file_id, media]))
      if (found.size < new Set(ids).size) return null
      const telling = [...found.values()].filter((media) => media.tells_place)
      const isPlaced = telling.some(({ kind }) => !RECORDED.has(kind)) && (await isReadByPupils(tx, chat))
      const replaced = telling.filter(({ kind }) => isPlaced || RECORDED.has(kind))
      if (replaced.length > 0) {
        const cleanIds = replaced.map(({ clean_id }) => clean_id ?? fail('attachment.placeStays'))
        const clean = new Map((await attachments.readMedia(tx, cleanIds)).map((media) => [media.file_id, media]))
        for (const { file_id, clean_id } of replaced) found.set(file_id, clean.get(clean_id!)!)
      }
      return ids.map((id) => ({ attachment: attachmentView(found.get(id)!), sourceId: id }))
    },

    hold: attachments.holdFiles,
  }
}

/** Erases the files of a message that no other message holds; the caller holds the head of its chat. */
export async function doLetGo(
  tx: Tx,
  { attachments }: Pick<MessengerStores, 'attachments'>,
  message: Message,
  erase: Files['erase'],
): Promise<void> {
  if (message.attachments.length === 0) return
  await erase(tx, await attachments.forgetMedia(tx, await attachments.letGoOf(tx, message)))
}
