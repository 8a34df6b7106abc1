import type { EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Supervision } from '#contract/messenger/chats.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { MessengerStores } from '../stores.ts'
import { chatView } from './chat-views.ts'

interface Parts extends Pick<Platform, 'clock' | 'emitter'> {
  stores: MessengerStores
  append: (
    tx: Tx,
    chatId: string,
    name: 'supervision.changed',
    payload: EventPayload<'supervision.changed'>,
  ) => Promise<EventFrame>
  doTellAdded: (tx: Tx, profileId: string, chatId: string) => Promise<void>
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
    for (const profileId of leftIds) await emitter.toProfile(tx, profileId, 'chat.dropped', { chatId })
    if (joinedIds.length === 0) return true
    const observers = joinedIds.map((profileId) => ({ profileId, role: 'observer' as const }))
    const ordinal = (await log.lockHeads(tx, [chatId])).get(chatId)!.lastOrdinal
    await members.openIntervals(tx, chatId, observers, { joinedSeq: seq, startSeq: seq - 1, ordinal, now: clock.now() })
    for (const profileId of joinedIds) await doTellAdded(tx, profileId, chatId)
    return true
  }
}
