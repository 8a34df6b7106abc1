import type { OutputOf } from '#contract/kit/operation.ts'
import { CHAT_MEMBERS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { ReaderRow } from '../chats/chat-views.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import { openMembers } from '../chats/members.store.ts'
import type { LeftDoors } from '../doors.ts'

/** Where a message would sound in a quiet time. */
export function urgentPlaceOf(
  { community_id, direct_low, direct_high }: Pick<ReaderRow, 'community_id' | 'direct_low' | 'direct_high'>,
  viewerId: string,
) {
  return { communityId: community_id, otherId: direct_low === viewerId ? direct_high : direct_low }
}

interface Parts extends Pick<ChatsService, 'accessChat'> {
  doors: Pick<LeftDoors, 'quietAmong' | 'urgent'>
}

export type ChatQuiet = ReturnType<typeof createChatQuiet>

/** Says to whoever is about to write when the people of a chat hear of it (P-04). */
export function createChatQuiet({ accessChat, doors }: Parts) {
  return {
    async quiet(
      reader: Reader,
      viewerId: string,
      chatId: string,
      fail: Fail<'chat.unknown'>,
    ): Promise<OutputOf<Operations['chats.quiet']>> {
      const chat = (await accessChat(reader, viewerId, chatId)) ?? fail('chat.unknown')
      // Chats of units may have grown beyond the bound of those that people make.
      const members = await openMembers(reader, chatId, CHAT_MEMBERS_MAX * 2)
      const others = members.filter((id) => id !== viewerId)
      const { soundsAt, ...counts } = await doors.quietAmong(reader, chat.community_id, others)
      const urgentLeft = await doors.urgent.left(reader, viewerId, urgentPlaceOf(chat, viewerId))
      return { ...counts, soundsAt: soundsAt === null ? null : toInstant(soundsAt), urgentLeft }
    },
  }
}
