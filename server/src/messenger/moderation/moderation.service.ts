import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { ChatState } from '#contract/messenger/chats.ts'
import type { Operations } from '#contract/operations.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView } from '../chats/chat-views.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import type { MessengerStores } from '../stores.ts'
import type { CleanUps } from './clean-ups.ts'

interface Parts extends Pick<ChatsService, 'checkAble' | 'doReturnState'> {
  stores: Pick<MessengerStores, 'chats' | 'members'>
  changes: Pick<ChatChanges, 'append' | 'doLeave'>
  cleanUps: CleanUps
}

type RemoveMember = Operations['chats.removeMember']

export type Moderation = ReturnType<typeof createModeration>

/** How whoever leads a group keeps order there (CHT-10). */
export function createModeration({ stores: { chats, members }, changes, cleanUps, checkAble, doReturnState }: Parts) {
  return {
    async removeMember(
      tx: Tx,
      viewerId: string,
      { chatId, profileId, cleanUp }: InputOf<RemoveMember>,
      fail: Fail<ErrorsOf<RemoveMember>>,
    ): Promise<ChatState> {
      const row = await checkAble(tx, viewerId, chatId, 'removeMembers', fail)
      if (profileId === viewerId) fail('chat.selfImpossible')
      const role = (await members.membersAmong(tx, chatId, [profileId])).get(profileId) ?? fail('chat.memberUnknown')
      if (role === 'owner') fail('chat.notAllowed', { rule: 'removeOwner', changedBy: 'owner' })
      if (role === 'observer') fail('chat.notAllowed', { rule: 'removeObserver', changedBy: 'administrator' })
      if (cleanUp !== undefined && row.supervision !== null) fail('message.supervised')
      await changes.doLeave(tx, chatId, [profileId], viewerId)
      if (cleanUp !== undefined) await cleanUps.doAsk(tx, row, { senderId: profileId, actorId: viewerId, cleanUp })
      return doReturnState(tx, viewerId, chatId)
    },

    /** What is so already takes no number. */
    async setSlowMode(
      tx: Tx,
      viewerId: string,
      { chatId, slowModeMs }: InputOf<Operations['chats.setSlowMode']>,
      fail: Fail<'chat.unknown' | 'chat.notAllowed'>,
    ): Promise<ChatState> {
      const before = await checkAble(tx, viewerId, chatId, 'setSlowMode', fail)
      if (before.slow_mode_ms !== slowModeMs) {
        const chat = chatView(await chats.setSlowMode(tx, chatId, slowModeMs))
        await changes.append(tx, chatId, 'chat.changed', { chat, actorId: viewerId, what: 'slowed' })
      }
      return doReturnState(tx, viewerId, chatId)
    },
  }
}
