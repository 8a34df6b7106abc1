import type { CommunityType } from '#contract/communities/types.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { lockHeads } from '../chats/chat-log.store.ts'
import { chatView } from '../chats/chat-views.ts'
import { channelsOf, dialoguesOf, groupsWith, insertChat } from '../chats/chats.store.ts'
import { setHeadRefusal } from '../chats/members.store.ts'
import type { LeftDoors } from '../doors.ts'

interface Parts extends Pick<Platform, 'clock' | 'newId' | 'emitter'> {
  doors: LeftDoors
  changes: ChatChanges
}

/** How a membership in a community changed for one profile. */
export interface MembershipChange {
  communityId: string
  profileId: string
  /** Classes whose channels the profile heard before and hears now. */
  before: readonly ('everyone' | 'staff')[]
  after: readonly ('everyone' | 'staff')[]
}

/** What happens to chats when communities and memberships change; called inside the transaction that changes them. */
export function createCommunityChats(parts: Parts) {
  const { changes, doors } = parts

  const doCreateChannel = async (tx: Tx, communityId: string, channelClass: 'everyone' | 'staff', title: string) => {
    const row = await insertChat(tx, {
      id: parts.newId(),
      kind: 'channel',
      title,
      communityId,
      channelClass,
      direct: null,
      historyFromStart: true,
      membersCount: 0,
      createdBy: null,
      now: parts.clock.now(),
    })
    if (row === null) throw new Error('A channel of a new community exists already')
    await changes.append(tx, row.id, 'chat.changed', { chat: chatView(row), actorId: null, what: 'created' })
  }

  /** Dialogues without a shared community are closed for pupils and read-only for adults. */
  const doCloseDialogues = async (tx: Tx, profileId: string) => {
    for (const { chatId, otherId } of await dialoguesOf(tx, profileId)) {
      if (await doors.shareCommunity(tx, profileId, otherId)) continue
      await lockHeads(tx, [chatId])
      const pupils = await doors.pupilsAmong(tx, [profileId, otherId])
      if (pupils.size > 0) await changes.doLeave(tx, chatId, [...pupils], null)
      // Last, because whoever leaves makes the rule of dialogues be looked at anew.
      await setHeadRefusal(tx, chatId, 'message.writeForbidden')
      await changes.doTellMine(tx, profileId, chatId)
      await changes.doTellMine(tx, otherId, chatId)
    }
  }

  return {
    /** The two default channels of a new community (CHN-01); the second one's name depends on the type (CHN-06). */
    async onCommunityCreated(tx: Tx, community: { id: string; type: CommunityType }): Promise<void> {
      await doCreateChannel(tx, community.id, 'staff', 'Сотрудники')
      const common = ['kindergarten', 'college', 'authority'].includes(community.type) ? 'Общий' : 'Общешкольный'
      await doCreateChannel(tx, community.id, 'everyone', common)
    },

    /** Channels come and go with the membership; whoever is out of the community is out of its chats. */
    async onMembershipChanged(tx: Tx, change: MembershipChange): Promise<void> {
      const { communityId, profileId, before, after } = change
      for (const channel of await channelsOf(tx, communityId)) {
        const had = before.includes(channel.channelClass)
        const has = after.includes(channel.channelClass)
        if (!had && has) {
          await changes.doTellAdded(tx, profileId, channel.id, [{ communityId, class: channel.channelClass }])
        }
        if (had && !has) await parts.emitter.toProfile(tx, profileId, 'chat.dropped', { chatId: channel.id })
      }
      if (after.length > 0) return
      const groups = await groupsWith(tx, communityId, [profileId])
      if (groups.length > 0) {
        await lockHeads(
          tx,
          groups.map((group) => group.chatId),
        )
      }
      for (const { chatId } of groups) await changes.doLeave(tx, chatId, [profileId], null)
      await doCloseDialogues(tx, profileId)
    },
  }
}

export type CommunityChats = ReturnType<typeof createCommunityChats>
