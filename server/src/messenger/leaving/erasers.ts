import type { Eraser } from '../../identity/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { emptyTexts } from '../announcements/announcements.store.ts'
import { eraseAnswers } from '../announcements/answers.store.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { ChannelClass } from '../chats/reader.store.ts'
import type { DeletedChats } from '../ending/deleted-chats.ts'
import { eraseVoters, eraseVotes, nextVoted } from '../polls/polls.store.ts'
import { isPoll, type PollTelling } from '../polls/telling.ts'
import { eraseScheduled } from '../scheduled/scheduled.store.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './erasers.store.ts'

interface Parts {
  clock: Pick<Clock, 'now'>
  stores: Pick<MessengerStores, 'drafts' | 'folders' | 'log' | 'marks' | 'messages'>
  telling: Pick<PollTelling, 'doTell'>
  changes: Pick<ChatChanges, 'doLeave'>
  deletedChats: Pick<DeletedChats, 'doEraseChat'>
  classesOf: (reader: Reader, profileId: string) => Promise<ChannelClass[]>
  /** Takes back what somebody has asked of chats. */
  doForgetRequests: (tx: Tx, profileIds: readonly string[]) => Promise<number>
}

/**
 * Erases what chats hold of somebody beside his messages, which belong to the conversations of others and stay without a
 * name. It goes before the roles do: with them it is forgotten which channels were his.
 */
export function createErasers(parts: Parts): readonly Eraser[] {
  const { clock, stores, changes, telling, classesOf, deletedChats, doForgetRequests } = parts
  return [
    {
      what: 'readTimes',
      async erase(tx, { profileIds }) {
        const channels: ChannelClass[] = []
        for (const profileId of profileIds) channels.push(...(await classesOf(tx, profileId)))
        return store.eraseReadTimes(tx, profileIds, channels)
      },
    },
    {
      what: 'settings',
      async erase(tx, { profileIds }) {
        const marks = await stores.marks.eraseMarks(tx, profileIds)
        const folders = await stores.folders.eraseFolders(tx, profileIds)
        const drafts = await stores.drafts.eraseDrafts(tx, profileIds)
        const scheduled = await eraseScheduled(tx, profileIds)
        const requests = await doForgetRequests(tx, profileIds)
        const texts = await emptyTexts(tx, profileIds)
        return marks + folders + drafts + scheduled + requests + texts + (await store.eraseSilence(tx, profileIds))
      },
    },
    {
      what: 'votes',
      async erase(tx, { profileIds }) {
        const next = await nextVoted(tx, profileIds)
        if (next === null) return (await eraseVoters(tx, profileIds)) + (await eraseAnswers(tx, profileIds))
        await stores.log.lockHeads(tx, [next.chatId])
        await eraseVotes(tx, next, profileIds)
        const [message] = await stores.messages.messagesBySeq(tx, next.chatId, [next.seq], 0)
        if (message !== undefined && isPoll(message)) await telling.doTell(tx, message, clock.now())
        return 1
      },
    },
    {
      what: 'chats',
      async erase(tx, { profileIds }) {
        // What somebody has written for himself alone is nobody else's conversation.
        const lonely = await store.nextLonely(tx, profileIds)
        if (lonely !== null) {
          await deletedChats.doEraseChat(tx, lonely)
          return 1
        }
        const next = await store.nextGroup(tx, profileIds)
        if (next === null) return 0
        await stores.log.lockHeads(tx, [next.chat_id])
        await changes.doLeave(tx, next.chat_id, [next.profile_id], null)
        return 1
      },
    },
  ]
}
