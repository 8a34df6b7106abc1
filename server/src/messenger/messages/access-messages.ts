import type { Chat, ChatMine, Message } from '#contract/messenger/chats.ts'
import type { Looking } from '#contract/messenger/messages.abilities.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { chatView, mineView, type ReaderRow } from '../chats/chat-views.ts'
import type { MessengerStores } from '../stores.ts'

/** What the door to messages needs. */
export interface MessageDoor extends Pick<Platform, 'clock'> {
  stores: MessengerStores
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

/**
 * Messages that somebody means and sees, under the head of their chat, with what he is there and the present time.
 * `observedAfter` is the last number that an observer of the chat does not see, 0 when nobody observes it.
 */
export async function accessMessages(
  door: MessageDoor,
  tx: Tx,
  viewerId: string,
  chatId: string,
  seqs: readonly number[],
  fail: Fail<'chat.unknown' | 'message.unknown'>,
): Promise<{
  row: ReaderRow
  place: { mine: ChatMine; chat: Chat }
  seen: Message[]
  viewer: Looking
  observedAfter: number
}> {
  await door.stores.log.lockHeads(tx, [chatId])
  const chat = (await door.accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
  const seen = await door.stores.messages.messagesBySeq(tx, chatId, seqs, chat.start_seq ?? 0)
  if (seen.length < seqs.length) fail('message.unknown')
  const observedAfter = chat.supervision === null ? 0 : await door.stores.members.observedAfter(tx, chatId)
  const place = { mine: mineView(chat), chat: chatView(chat) }
  return { row: chat, place, seen, viewer: { profileId: viewerId, now: door.clock.now() }, observedAfter }
}
