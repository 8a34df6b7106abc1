import type { InputOf } from '#contract/kit/operation.ts'
import type { ChatState } from '#contract/messenger/chats.ts'
import type { Operations } from '#contract/operations.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { MessengerStores } from '../stores.ts'
import type { ChatChanges } from './chat-changes.ts'
import { chatView } from './chat-views.ts'
import type { ChatsService } from './chats.service.ts'

interface Parts extends Pick<ChatsService, 'checkAble' | 'doReturnState'> {
  stores: Pick<MessengerStores, 'members'>
  changes: Pick<ChatChanges, 'append' | 'doTellMine'>
}

export type ChatRoles = ReturnType<typeof createChatRoles>

/** Who leads a group beside its owner, and how it gets another owner (CHT-08). */
export function createChatRoles({ stores: { members }, changes, checkAble, doReturnState }: Parts) {
  return {
    /** What somebody is already takes no number; whoever makes another one the owner stays administrator. */
    async set(
      tx: Tx,
      viewerId: string,
      { chatId, profileId, role }: InputOf<Operations['chats.setRole']>,
      fail: Fail<'chat.unknown' | 'chat.notAllowed' | 'chat.memberUnknown' | 'chat.selfImpossible'>,
    ): Promise<ChatState> {
      await checkAble(tx, viewerId, chatId, 'setRole', fail)
      if (profileId === viewerId) fail('chat.selfImpossible')
      const present = (await members.membersAmong(tx, chatId, [profileId])).get(profileId)
      if (present === undefined || present === 'observer') return fail('chat.memberUnknown')
      if (present === role) return doReturnState(tx, viewerId, chatId)
      if (role === 'member' && (await members.leadsUnit(tx, chatId, profileId))) {
        fail('chat.notAllowed', { rule: 'unitLead', changedBy: 'administrator' })
      }
      await members.setRole(tx, chatId, profileId, role)
      if (role === 'owner') await members.setRole(tx, chatId, viewerId, 'administrator')
      const chat = chatView((await members.changeMembersCounts(tx, new Map([[chatId, 0]]))).get(chatId)!)
      const given = { profileId, role }
      await changes.append(tx, chatId, 'chat.changed', { chat, actorId: viewerId, what: 'roleGiven', given })
      for (const id of role === 'owner' ? [profileId, viewerId] : [profileId]) await changes.doTellMine(tx, id, chatId)
      return doReturnState(tx, viewerId, chatId)
    },
  }
}
