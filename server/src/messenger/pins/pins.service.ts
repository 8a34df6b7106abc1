import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import { speakingRight, speaksIn } from '#contract/messenger/channels.abilities.ts'
import { pinRefusal } from '#contract/messenger/chats.abilities.ts'
import type { ChatState } from '#contract/messenger/chats.ts'
import { passingRefusal } from '#contract/messenger/messages.abilities.ts'
import { PINS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Operations } from '#contract/operations.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView, mineView, type ReaderRow, stateView } from '../chats/chat-views.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts extends Pick<ChatsService, 'accessChat' | 'doReturnState'> {
  doors: LeftDoors
  stores: MessengerStores
  changes: Pick<ChatChanges, 'append'>
}

type FailPin = Fail<ErrorsOf<Operations['pins.remove']>>
/** What changes, and of which message. */
type Pinning = { what: 'pinned' | 'unpinned'; seq: number } | { what: 'pinsArranged' }

export type PinsService = ReturnType<typeof createPins>

/** Messages that stay at hand for everybody in a chat (MSG-17). What is so already takes no number. */
export function createPins(parts: Parts) {
  const { doors, changes, accessChat, doReturnState } = parts
  const { chats, log, messages } = parts.stores

  /** A chat in which the viewer may pin, under its head, and in whose name he does. */
  const accessPins = async (
    tx: Tx,
    viewerId: string,
    chatId: string,
    fail: FailPin,
  ): Promise<{ row: ReaderRow; actorId: string }> => {
    await log.lockHeads(tx, [chatId])
    const row = (await accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
    if (row.kind === 'channel') {
      const communityId = row.community_id!
      const membership = await doors.accessMembership(tx, viewerId, communityId)
      if (!speaksIn(membership, row.channel_class)) {
        fail('community.notAllowed', { right: speakingRight(row.channel_class) })
      }
      return { row, actorId: communityId }
    }
    const refusal = pinRefusal(chatView(row), mineView(row))
    if (refusal === 'chat.notAllowed') fail(refusal, { rule: 'pin', changedBy: 'owner' })
    if (refusal !== null) fail(refusal)
    return { row, actorId: viewerId }
  }

  const doPin = async (
    tx: Tx,
    viewerId: string,
    { row, actorId }: { row: ReaderRow; actorId: string },
    pins: readonly number[],
    pinning: Pinning,
  ): Promise<ChatState> => {
    const changed = await chats.setPins(tx, row.id, pins)
    await changes.append(tx, row.id, 'chat.changed', { chat: chatView(changed), actorId, ...pinning })
    return doReturnState(tx, viewerId, row.id)
  }

  return {
    async add(
      tx: Tx,
      viewerId: string,
      { chatId, seq }: InputOf<Operations['pins.add']>,
      fail: Fail<ErrorsOf<Operations['pins.add']>>,
    ): Promise<ChatState> {
      const place = await accessPins(tx, viewerId, chatId, fail)
      const { pins, start_seq } = place.row
      const [message] = await messages.messagesBySeq(tx, chatId, [seq], start_seq ?? 0)
      const refusal = passingRefusal(message ?? fail('message.unknown'))
      if (refusal !== null) fail(refusal)
      if (pins.includes(seq)) return stateView(place.row)
      if (pins.length >= PINS_MAX) fail('pin.tooMany', { pinsMax: PINS_MAX })
      return doPin(tx, viewerId, place, [seq, ...pins], { what: 'pinned', seq })
    },

    async remove(
      tx: Tx,
      viewerId: string,
      { chatId, seq }: InputOf<Operations['pins.remove']>,
      fail: FailPin,
    ): Promise<ChatState> {
      const place = await accessPins(tx, viewerId, chatId, fail)
      const { pins } = place.row
      if (!pins.includes(seq)) return stateView(place.row)
      const left = pins.filter((pinned) => pinned !== seq)
      return doPin(tx, viewerId, place, left, { what: 'unpinned', seq })
    },

    async arrange(
      tx: Tx,
      viewerId: string,
      { chatId, seqs }: InputOf<Operations['pins.arrange']>,
      fail: Fail<ErrorsOf<Operations['pins.arrange']>>,
    ): Promise<ChatState> {
      const place = await accessPins(tx, viewerId, chatId, fail)
      const { pins } = place.row
      const isSame = seqs.length === pins.length && seqs.every((seq) => pins.includes(seq))
      if (!isSame) fail('pin.othersPinned')
      if (seqs.every((seq, place) => seq === pins[place])) return stateView(place.row)
      return doPin(tx, viewerId, place, seqs, { what: 'pinsArranged' })
    },
  }
}
