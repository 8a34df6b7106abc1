import { CHAT_MEMBERS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Holding } from '../attachments/holding.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts {
  doors: Pick<LeftDoors, 'previewsAmong'>
  stores: Pick<MessengerStores, 'chats' | 'members'>
  holding: Pick<Holding, 'isReadByPupils'>
}

export type PreviewRule = (reader: Reader, chatId: string) => Promise<boolean>

/** Whether links of a chat have cards: its organisation decides; of a chat of none the strictest of those whose people are in it. */
export function createPreviewRule({ doors, stores, holding }: Parts): PreviewRule {
  return async (reader, chatId) => {
    const chat = (await stores.chats.readChats(reader, [chatId])).get(chatId)
    if (chat === undefined || chat.deleted_at !== null) return false
    const people = chat.community_id === null ? await stores.members.openMembers(reader, chatId, CHAT_MEMBERS_MAX) : []
    const rule = await doors.previewsAmong(reader, chat.community_id, people)
    if (rule !== 'withoutPupils') return rule === 'everywhere'
    return !(await holding.isReadByPupils(reader, chat))
  }
}
