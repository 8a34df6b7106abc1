import { CHAT_MEMBERS_MAX } from '#contract/messenger/messenger.limits.ts'
import { fail } from '../platform/dispatch/refusal.ts'
import type { Platform } from '../platform/platform.ts'
import type { AttachedSending } from './attachments/sending.service.ts'
import { type ChatRow, chatView, mineView } from './chats/chat-views.ts'
import type { ChatsService } from './chats/chats.service.ts'
import type { Messenger } from './index.ts'
import { linkByToken } from './invitations/chat-links.store.ts'
import { openChatsOf } from './leaving/erasers.store.ts'
import { createEvidence } from './messages/evidence.ts'
import type { MessengerStores } from './stores.ts'

/** What is said for somebody is text alone. */
const NOTHING_ELSE = { mentions: [], attachments: [], sticker: null, replyToSeq: null, lifetimeMs: null }

function pairOf({ direct_low, direct_high }: ChatRow): readonly [string, string] | null {
  return direct_low === null || direct_high === null ? null : [direct_low, direct_high]
}

/** Hands chats to domains on the right as their readers see them. */
export function doorsToChats(
  { clock }: Pick<Platform, 'clock'>,
  { accessChat }: Pick<ChatsService, 'accessChat'>,
  stores: MessengerStores,
  sending: Pick<AttachedSending, 'send'>,
): Pick<
  Messenger,
  'accessChat' | 'belongingOf' | 'chatOf' | 'chatsOf' | 'doSay' | 'evidenceOf' | 'membersAmong' | 'peopleOf'
> {
  const { chats, members } = stores
  return {
    evidenceOf: createEvidence({ clock, stores, accessChat }),
    async accessChat(reader, viewerId, chatId) {
      const row = await accessChat(reader, viewerId, chatId)
      return row === null ? null : { chat: chatView(row), mine: mineView(row) }
    },
    async belongingOf(reader, key, by) {
      const chatId = by === 'chat' ? key : (await linkByToken(reader, key))?.chat_id
      if (chatId === undefined) return null
      const chat = (await chats.readChats(reader, [chatId])).get(chatId)
      return chat === undefined ? null : { communityId: chat.community_id, pair: pairOf(chat) }
    },
    async doSay(tx, { profileId: senderId, ...said }) {
      await sending.send(tx, { ...said, senderId, ...NOTHING_ELSE }, fail)
    },
    async chatOf(reader, chatId) {
      const row = (await chats.readChats(reader, [chatId])).get(chatId)
      return row === undefined || row.deleted_at !== null ? null : { ...chatView(row), archived: row.archived }
    },
    membersAmong: members.membersAmong,
    chatsOf: openChatsOf,
    peopleOf: (reader, chatId) => members.openMembers(reader, chatId, CHAT_MEMBERS_MAX),
  }
}
