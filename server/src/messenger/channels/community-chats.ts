import type { CommunityType } from '#contract/communities/types.ts'
import { commonChannelTitle } from '#contract/messenger/channels.abilities.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AudienceChats } from '../announcements/audience-chats.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView } from '../chats/chat-views.ts'
import type { ChatOfPerson, DialogueOfPerson } from '../chats/chats.store.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { createUnitLeads, type LeadsChange } from '../unit-chats/unit-leads.ts'

interface Parts extends Pick<Platform, 'clock' | 'newId' | 'emitter'> {
  doors: LeftDoors
  stores: MessengerStores
  changes: ChatChanges
  audienceChats: Pick<AudienceChats, 'chatsToFollow' | 'doFollow'>
}

/** How the membership in a community changed for one profile. */
export interface MembershipChange {
  profileId: string
  /** Classes whose channels the profile heard before and hears now. */
  before: readonly ('everyone' | 'staff')[]
  after: readonly ('everyone' | 'staff')[]
  leads: LeadsChange
}

/** An adult was taken out of a child's family, as far as one community goes. */
export interface AdultTaken {
  communityId: string
  adultId: string
  childId: string
}

/** Chats in which people are alone with one other person. */
interface Dialogues {
  dialogues: readonly DialogueOfPerson[]
  /** Groups of so few that they may be dialogues. */
  pairs: readonly ChatOfPerson[]
}

/** What happens to chats when communities and memberships change; called inside the transaction that changes them. */
export function createCommunityChats(parts: Parts) {
  const { changes, doors } = parts
  const unitLeads = createUnitLeads(parts)
  const { chats, log, members } = parts.stores

  const doCreateChannel = async (
    tx: Tx,
    communityId: string,
    channelClass: 'everyone' | 'staff' | 'page',
    title: string,
  ) => {
    const row = await chats.insertChat(tx, {
      id: parts.newId(),
      kind: 'channel',
      title,
      communityId,
      unitId: null,
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

  /** A dialogue without a contact is closed for pupils and read-only for adults. */
  const doCloseDialogue = async (tx: Tx, chatId: string, pair: readonly [string, string]) => {
    const pupils = await doors.pupilsAmong(tx, pair)
    if (pupils.size > 0) await changes.doLeave(tx, chatId, [...pupils], null)
    // Last, because whoever leaves makes the rule of dialogues be looked at anew.
    if (!(await members.setHeadRefusal(tx, chatId, 'message.writeForbidden'))) return
    for (const profileId of pair) await changes.doTellMine(tx, profileId, chatId)
  }

  /** Contacts, and parent and child of one community even where they are not in one unit. */
  const connectedWith = async (tx: Tx, profileId: string, others: readonly string[]): Promise<Set<string>> => {
    const connected = new Set(await doors.contactsAmong(tx, profileId, others))
    for (const otherId of others) {
      if (connected.has(otherId) || !(await doors.isGuardianPair(tx, profileId, otherId))) continue
      if (await doors.shareCommunity(tx, profileId, otherId)) connected.add(otherId)
    }
    return connected
  }

  /** What people are decides with whom they may be alone: looks anew at all their dialogues, whatever they are called. */
  const doRefreshDialogues = async (tx: Tx, { dialogues, pairs }: Dialogues) => {
    for (const [profileId, own] of Map.groupBy(dialogues, (dialogue) => dialogue.profileId)) {
      const connected = await connectedWith(
        tx,
        profileId,
        own.map(({ otherId }) => otherId),
      )
      for (const { chatId, otherId } of own) {
        if (!connected.has(otherId)) await doCloseDialogue(tx, chatId, [profileId, otherId])
        // Somebody who has left does so until the dialogue is opened again.
        else if ((await members.openMembers(tx, chatId, 2)).length === 2) await changes.refreshRule(tx, chatId)
      }
    }
    for (const chatId of new Set(pairs.map((pair) => pair.chatId))) await changes.refreshRule(tx, chatId)
  }

  /** Channels come and go with the membership. */
  const doFollowChannels = async (tx: Tx, communityId: string, people: readonly MembershipChange[]) => {
    for (const { id: chatId, channelClass } of await chats.channelsOf(tx, communityId)) {
      const come = people.filter(({ before, after }) => !before.includes(channelClass) && after.includes(channelClass))
      const asked = come.map(({ profileId }) => ({ profileId, chatId }))
      if (asked.length > 0) await changes.doTellAdded(tx, asked)
      const gone = people.filter(({ before, after }) => before.includes(channelClass) && !after.includes(channelClass))
      const dropped = gone.map(({ profileId }) => ({ profileId, payload: { chatId } }))
      await parts.emitter.toProfiles(tx, 'chat.dropped', dropped)
    }
  }

  /** Joint chats of people who are pupils now: no organisation answers for them there (CNT-08). */
  const jointOfPupils = async (tx: Tx, profileIds: readonly string[]): Promise<ChatOfPerson[]> => {
    const joint = await chats.groupsWith(tx, null, profileIds)
    const inside = [...new Set(joint.map(({ profileId }) => profileId))]
    if (inside.length === 0) return []
    const pupils = await doors.pupilsAmong(tx, inside)
    return joint.filter(({ profileId }) => pupils.has(profileId))
  }

  return {
    /**
     * The two default channels of a new community (CHN-01); the second one's name depends on the type (CHN-06). The third is
     * that of its page, which no list holds (ORG-15).
     */
    async onCommunityCreated(tx: Tx, community: { id: string; type: CommunityType }): Promise<void> {
      await doCreateChannel(tx, community.id, 'staff', 'Сотрудники')
      await doCreateChannel(tx, community.id, 'everyone', commonChannelTitle(community.type))
      await doCreateChannel(tx, community.id, 'page', 'Страница организации')
    },

    /**
     * Channels come and go with the membership; whoever is out of the community is out of its chats, and whoever has become
     * a pupil out of joint ones.
     */
    async onMembershipChanged(tx: Tx, communityId: string, people: readonly MembershipChange[]): Promise<void> {
      const ids = people.map(({ profileId }) => profileId)
      const led = await unitLeads.chatsOf(
        tx,
        people.map(({ leads }) => leads),
      )
      const out = people.filter(({ after }) => after.length === 0).map(({ profileId }) => profileId)
      const groups = [...(await chats.groupsWith(tx, communityId, out)), ...(await jointOfPupils(tx, ids))]
      const dialogues = { dialogues: await chats.dialoguesOf(tx, ids), pairs: await chats.smallGroups(tx, ids) }
      const chatIds = [...groups, ...dialogues.pairs, ...dialogues.dialogues].map(({ chatId }) => chatId)
      const followed = await parts.audienceChats.chatsToFollow(tx, communityId, ids)
      const heads = await log.lockHeads(tx, [...led.map(({ id }) => id), ...followed, ...chatIds])
      await unitLeads.doFollow(tx, people, { chats: led, heads })
      await parts.audienceChats.doFollow(tx, communityId, ids)
      await doFollowChannels(tx, communityId, people)
      for (const [chatId, those] of Map.groupBy(groups, (group) => group.chatId)) {
        await changes.doLeave(
          tx,
          chatId,
          those.map(({ profileId }) => profileId),
          null,
        )
      }
      await doRefreshDialogues(tx, dialogues)
    },

    /** Two people have begun or ceased to be contacts by hand: their dialogue closes unless something else connects them. */
    async onContactsChanged(tx: Tx, one: string, other: string): Promise<void> {
      const dialogues = (await chats.dialoguesOf(tx, [one])).filter(({ otherId }) => otherId === other)
      await log.lockHeads(
        tx,
        dialogues.map(({ chatId }) => chatId),
      )
      await doRefreshDialogues(tx, { dialogues, pairs: [] })
    },

    /** Somebody is found as a contact again: his dialogues open where they closed meanwhile. */
    async onReturned(tx: Tx, profileId: string): Promise<void> {
      const dialogues = await chats.dialoguesOf(tx, [profileId])
      await log.lockHeads(
        tx,
        dialogues.map(({ chatId }) => chatId),
      )
      await doRefreshDialogues(tx, { dialogues, pairs: [] })
    },

    /** An adult who is none of the child's leaves every group of the community in which the child is, wherever else he belongs. */
    async onAdultTaken(tx: Tx, { communityId, adultId, childId }: AdultTaken): Promise<void> {
      const both = Map.groupBy(await chats.groupsWith(tx, communityId, [adultId, childId]), ({ chatId }) => chatId)
      const shared = [...both].filter(([, people]) => people.length === 2).map(([chatId]) => chatId)
      await log.lockHeads(tx, shared)
      for (const chatId of shared) await changes.doLeave(tx, chatId, [adultId], null)
    },
  }
}

export type CommunityChats = ReturnType<typeof createCommunityChats>
