import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { JOIN_REQUESTS_MAX } from '#contract/messenger/chat-links.limits.ts'
import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import type { ChatState } from '#contract/messenger/chats.ts'
import { CHAT_MEMBERS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView, mineView } from '../chats/chat-views.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { countUse, linkOf } from './chat-links.store.ts'
import * as store from './join-requests.store.ts'

interface Parts extends Pick<ChatsService, 'accessChat' | 'checkAble' | 'doReturnState'>, Pick<Platform, 'clock'> {
  doors: Pick<LeftDoors, 'cards' | 'contactsAmong' | 'holdProfiles'>
  stores: Pick<MessengerStores, 'log'>
  changes: Pick<ChatChanges, 'doJoin' | 'doTellMine'>
}

type List = Operations['joinRequests.list']
type Decide = Operations['joinRequests.decide']

export type JoinRequests = ReturnType<typeof createJoinRequests>

/** Who asks to come into a group by its link, where whoever leads it decides (CHT-06). */
export function createJoinRequests(parts: Parts) {
  const { clock, doors, changes, accessChat, checkAble, doReturnState } = parts
  const { log } = parts.stores

  /** Counts anew and tells those who decide. */
  const doTell = async (tx: Tx, chatId: string): Promise<void> => {
    for (const profileId of await store.recount(tx, chatId)) await changes.doTellMine(tx, profileId, chatId)
  }

  return {
    /** The caller holds the head of the chat and has checked that this one may come. */
    async doAsk(tx: Tx, request: { chatId: string; profileId: string; token: string }): Promise<void> {
      await store.putRequest(tx, { ...request, at: new Date(clock.now()) })
      await doTell(tx, request.chatId)
    },

    /** Forgets what these people have asked of any chat. Returns of how many. */
    async doForget(tx: Tx, profileIds: readonly string[]): Promise<number> {
      const chatIds = await store.chatsAskedBy(tx, profileIds)
      await log.lockHeads(tx, chatIds)
      for (const chatId of chatIds) {
        await store.deleteRequests(tx, chatId, profileIds)
        await doTell(tx, chatId)
      }
      return chatIds.length
    },

    async list(reader: Reader, viewerId: string, chatId: string, fail: Fail<ErrorsOf<List>>): Promise<OutputOf<List>> {
      const row = (await accessChat(reader, viewerId, chatId)) ?? fail('chat.unknown')
      if (!chatAbilities(chatView(row), mineView(row)).decideRequests) {
        fail('chat.notAllowed', { rule: 'decideRequests', changedBy: 'owner' })
      }
      const rows = await store.waitingRequests(reader, chatId, JOIN_REQUESTS_MAX)
      const ids = rows.map((each) => each.profile_id)
      return {
        requests: rows.map((each) => ({ profileId: each.profile_id, askedAt: toInstant(each.asked_at) })),
        cards: await doors.cards(reader, ids),
      }
    },

    /** Whoever is let in has to be somebody whom the deciding one could add. */
    async decide(
      tx: Tx,
      viewerId: string,
      { chatId, profileId, letIn }: InputOf<Decide>,
      fail: Fail<ErrorsOf<Decide>>,
    ): Promise<ChatState> {
      await doors.holdProfiles(tx, [viewerId, profileId], 'keep')
      const row = await checkAble(tx, viewerId, chatId, 'decideRequests', fail)
      const asked = await store.requestOf(tx, chatId, profileId)
      if (asked === null || asked.declined_at !== null) fail('joinRequest.unknown')
      if (!letIn) {
        await store.declineRequest(tx, chatId, profileId, new Date(clock.now()))
        await doTell(tx, chatId)
        return doReturnState(tx, viewerId, chatId)
      }
      const contacts = await doors.contactsAmong(tx, viewerId, [profileId], row.community_id ?? undefined)
      if (!contacts.has(profileId)) fail('chatLink.notContact', { setBy: 'organisation', changedBy: 'owner' })
      if (row.archived) fail('chat.archived')
      if (row.members_count >= CHAT_MEMBERS_MAX) fail('chat.membersTooMany', { membersMax: CHAT_MEMBERS_MAX })
      // With it what he has asked is answered.
      const asOne = { actorId: viewerId, startSeq: null, countsAlready: false, ordinal: row.last_ordinal }
      await changes.doJoin(tx, chatId, [{ profileId, role: 'member' }], asOne)
      const link = await linkOf(tx, chatId)
      if (link?.token === asked!.token) await countUse(tx, chatId)
      return doReturnState(tx, viewerId, chatId)
    },
  }
}
