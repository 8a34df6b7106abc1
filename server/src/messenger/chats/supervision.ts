import type { EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Supervision } from '#contract/messenger/chats.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { MessengerStores } from '../stores.ts'
import { chatView } from './chat-views.ts'
import type { ReaderOfChat } from './reader.store.ts'

interface Parts extends Pick<Platform, 'clock' | 'emitter'> {
  stores: MessengerStores
  append: (
    tx: Tx,
    chatId: string,
    name: 'supervision.changed',
    payload: EventPayload<'supervision.changed'>,
  ) => Promise<EventFrame>
  doTellAdded: (tx: Tx, asked: readonly ReaderOfChat[]) => Promise<void>
}

/** Lets observers into a dialogue and out of it, under the head of the chat; whoever comes sees what follows. */
export function createObservers({ clock, emitter, stores, append, doTellAdded }: Parts) {
  const { chats, log, members, supervision } = stores

  /** @returns whether anything changed */
  return async (tx: Tx, chatId: string, wanted: Supervision | null): Promise<boolean> => {
    const chat = (await chats.readChats(tx, [chatId])).get(chatId)
    if (chat === undefined) throw new Error('The rule of two adults is looked at in a chat that does not exist')
    const ids = [...(wanted?.observerIds ?? [])].sort()
    if (chat.supervision === (wanted?.mode ?? null) && chat.observer_ids.join() === ids.join()) return false
    const leftIds = chat.observer_ids.filter((id) => !ids.includes(id))
    const joinedIds = ids.filter((id) => !chat.observer_ids.includes(id))
    const row = await supervision.setSupervision(
      tx,
      chatId,
      wanted === null ? null : { mode: wanted.mode, observerIds: ids },
    )
    const payload = { chat: chatView(row), joinedIds, leftIds, actorId: null }
    const seq = (await append(tx, chatId, 'supervision.changed', payload)).s!
    if (leftIds.length > 0) await members.closeIntervals(tx, chatId, leftIds, seq, 'observers')
    const dropped = leftIds.map((profileId) => ({ profileId, payload: { chatId } }))
    await emitter.toProfiles(tx, 'chat.dropped', dropped)
    if (joinedIds.length === 0) return true
    const ordinal = (await log.lockHeads(tx, [chatId])).get(chatId)!.lastOrdinal
    const from = { chatId, role: 'observer', joinedSeq: seq, startSeq: seq - 1, ordinal } as const
    const opened = joinedIds.map((profileId) => ({ ...from, profileId }))
    await members.openIntervals(tx, opened, clock.now())
    await doTellAdded(tx, opened)
    return true
  }
}
