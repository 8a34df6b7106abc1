import { mayAnnounce } from '#contract/communities/unit-audiences.ts'
import { ANNOUNCED_EVERY_MS } from '#contract/messenger/announcements.limits.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { startRounds } from '../../platform/clock/rounds.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { insertPost } from '../channels/channels.store.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { ReaderRow } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'
import type { ChangesService } from '../messages/changes.service.ts'
import type { MessengerStores } from '../stores.ts'
import { confirmOf } from './announcement-views.ts'
import * as store from './announcements.store.ts'
import type { AudienceChats } from './audience-chats.ts'
import type { Reminding } from './reminding.ts'
import { type Announcer, chatRule, type TargetRules } from './target-rules.ts'

/** Places of one step. */
const STEP_TARGETS = 50

interface Parts extends Pick<Platform, 'db' | 'transaction' | 'clock' | 'log'> {
  doors: Pick<LeftDoors, 'accessMembership' | 'holdProfiles'>
  stores: Pick<MessengerStores, 'log' | 'messages' | 'supervision'>
  changes: Pick<ChatChanges, 'doTellPosted'>
  edits: Pick<ChangesService, 'doEdit' | 'doErase'>
  audienceChats: AudienceChats
  rules: TargetRules
  reminding: Reminding
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

export interface Announcing {
  /** Brings every announcement to every place that it has not reached as it is now, and reminds of those that wait for answers. */
  run(): Promise<void>
  /** Runs again and again; the answer stops it. Several processes may do so at once. */
  start(): () => void
}

/**
 * Brings announcements to their places, each place in a transaction of its own, so that no chat waits for another one and whoever
 * dies in between goes on where he was. What may be said there is decided at that moment.
 */
export function createAnnouncing(parts: Parts): Announcing {
  const { clock, db, transaction, doors, changes, edits, audienceChats, rules } = parts
  const { log, messages, supervision } = parts.stores

  /** Somebody who is still of the staff. */
  const announcerOf = async (tx: Tx, announcement: store.AnnouncementRow): Promise<Announcer | null> => {
    const { author_id: profileId, community_id: communityId } = announcement
    const membership = await doors.accessMembership(tx, profileId, communityId)
    return membership !== null && mayAnnounce(membership) ? { profileId, membership } : null
  }

  const doPut = async (
    tx: Tx,
    announcement: store.AnnouncementRow,
    target: store.TargetRow,
    chat: { id: string; isChannel: boolean },
  ): Promise<void> => {
    const { id, author_id: authorId, community_id: communityId, text, important, version } = announcement
    const confirm = confirmOf(announcement)
    const words = {
      chatId: chat.id,
      id: target.message_id,
      text,
      mentions: [],
      attachments: [],
      poll: null,
      announcement: { id, important, confirm },
      sticker: null,
      now: clock.now(),
    }
    const message = chat.isChannel
      ? await insertPost(tx, { ...words, communityId, authorId })
      : await messages.insertMessage(tx, {
          ...words,
          senderId: authorId,
          replyToSeq: null,
          origin: null,
          lifetimeMs: null,
        })
    changes.doTellPosted(tx, message)
    await store.setBrought(tx, target, { version, at: { chatId: chat.id, seq: message.seq } })
  }

  const putIntoChat = async (tx: Tx, announcement: store.AnnouncementRow, target: store.TargetRow, chatId: string) => {
    await log.lockHeads(tx, [chatId])
    const announcer = await announcerOf(tx, announcement)
    const row = announcer === null ? null : await parts.accessChat(tx, announcer.profileId, chatId)
    const rule = announcer === null ? 'chat' : chatRule(row, announcer)
    if (rule !== null) return store.setBrought(tx, target, { version: announcement.version, refused: rule })
    return doPut(tx, announcement, target, { id: chatId, isChannel: row!.kind === 'channel' })
  }

  const putIntoUnit = async (tx: Tx, announcement: store.AnnouncementRow, target: store.TargetRow) => {
    const { version, community_id: communityId } = announcement
    const of = { communityId, unitId: target.unit_id!, audience: target.unit_audience! }
    // Profiles before the unit, and the unit before heads.
    await doors.holdProfiles(tx, await audienceChats.peopleOf(tx, of), 'keep')
    const announcer = await announcerOf(tx, announcement)
    const rule = announcer === null ? 'unit' : await rules.unitRule(tx, announcer, of.unitId)
    if (rule !== null) return store.setBrought(tx, target, { version, refused: rule })
    const chatId = await audienceChats.doOpen(tx, of)
    const head = (await log.lockHeads(tx, [chatId])).get(chatId)!
    if (head.writeRefusal !== null) return store.setBrought(tx, target, { version, refused: head.writeRefusal })
    return doPut(tx, announcement, target, { id: chatId, isChannel: false })
  }

  /** What stands in a place, when it may be changed still: what somebody has to see stays as it was said. */
  const standingAt = async (tx: Tx, chatId: string, seq: number): Promise<Message | 'kept' | null> => {
    await log.lockHeads(tx, [chatId])
    const [message] = await messages.messagesBySeq(tx, chatId, [seq], 0)
    if (message === undefined || message.erased !== null) return null
    return (await supervision.takenSupervised(tx, chatId, [seq])).length > 0 ? 'kept' : message
  }

  const doFollow = async (
    tx: Tx,
    announcement: store.AnnouncementRow,
    target: store.TargetRow & { chat_id: string; seq: number },
  ) => {
    const { text, version, withdrawn_at } = announcement
    const message = await standingAt(tx, target.chat_id, target.seq)
    if (message === 'kept') return store.setBrought(tx, target, { version, kept: true })
    if (message !== null) {
      const acting = { profileId: message.senderId, now: clock.now() }
      if (withdrawn_at !== null) await edits.doErase(tx, [message], acting)
      else if (text !== '' && message.text !== text) await edits.doEdit(tx, message, { text, mentions: [] }, acting)
    }
    return store.setBrought(tx, target, { version })
  }

  const bring = (id: string, n: number) =>
    transaction(async (tx) => {
      const announcement = await store.holdAnnouncement(tx, id)
      const target = announcement === null ? null : await store.readTarget(tx, id, n)
      if (announcement === null || target === null || !target.due) return
      const { chat_id, seq } = target
      if (chat_id !== null && seq !== null) return doFollow(tx, announcement, { ...target, chat_id, seq })
      // It never came there, and does not any more: it is withdrawn, or its author is gone with what he wrote.
      if (announcement.text === '') {
        return store.setBrought(tx, target, { version: announcement.version })
      }
      if (target.unit_id !== null) return putIntoUnit(tx, announcement, target)
      return putIntoChat(tx, announcement, target, chat_id!)
    })

  const run = async () => {
    for (;;) {
      const due = await store.dueTargets(db, STEP_TARGETS)
      let failed = false
      for (const { id, n } of due) {
        // One place that fails keeps no other from being reached; the next round comes to it again.
        await bring(id, n).catch((error: unknown) => {
          parts.log.warn({ error, id, n }, 'messenger.announcementFailed')
          failed = true
        })
      }
      if (failed || due.length < STEP_TARGETS) break
    }
    await parts.reminding.run()
  }

  return {
    run,
    start: () =>
      startRounds({
        clock,
        log: parts.log,
        everyMs: ANNOUNCED_EVERY_MS,
        failure: 'messenger.announcementsFailed',
        run,
      }),
  }
}
