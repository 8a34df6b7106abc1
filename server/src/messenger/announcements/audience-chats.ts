import type { UnitAudience } from '#contract/communities/unit-audiences.ts'
import { CHAT_TITLE_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView } from '../chats/chat-views.ts'
import type { NewMember } from '../chats/members.store.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './audience-chats.store.ts'

interface Parts extends Pick<Platform, 'clock' | 'newId'> {
  doors: Pick<LeftDoors, 'unitAudiences' | 'leadsOf'>
  stores: Pick<MessengerStores, 'chats' | 'log'>
  changes: Pick<ChatChanges, 'append' | 'doJoin' | 'doLeave'>
}

interface AudienceOf {
  communityId: string
  unitId: string
  audience: UnitAudience
}

const TITLES: Readonly<Record<UnitAudience, string>> = {
  guardians: 'объявления родителям',
  pupils: 'объявления ученикам',
  staff: 'объявления сотрудникам',
}

/**
 * Chats for announcements to parents, pupils or staff of a unit (decision 0037): made with the first announcement, led by those
 * who lead the unit, and nobody comes or goes except by what he is there.
 */
export function createAudienceChats({ clock, newId, doors, stores, changes }: Parts) {
  const { chats, log } = stores

  const wantedIn = async (tx: Tx, { unitId, audience }: AudienceOf): Promise<Map<string, NewMember>> => {
    const leads = new Set(await doors.leadsOf(tx, unitId))
    const people = [...(await doors.unitAudiences.peopleOf(tx, unitId, audience)), ...leads]
    return new Map(
      people.map((profileId) => {
        const leadsUnit = leads.has(profileId)
        return [profileId, { profileId, role: leadsUnit ? 'administrator' : 'member', leadsUnit }]
      }),
    )
  }

  const doMake = async (tx: Tx, of: AudienceOf): Promise<string> => {
    const { communityId, unitId, audience } = of
    const name = (await doors.unitAudiences.namesOf(tx, [unitId])).get(unitId) ?? ''
    const members = [...(await wantedIn(tx, of)).values()]
    const row = await chats.insertChat(tx, {
      id: newId(),
      kind: 'group',
      title: [...`${name} — ${TITLES[audience]}`].slice(0, CHAT_TITLE_MAX).join(''),
      communityId,
      unitId,
      channelClass: null,
      direct: null,
      historyFromStart: true,
      membersCount: members.length,
      createdBy: null,
      now: clock.now(),
    })
    if (row === null) throw new Error('A new id of a chat is taken')
    const chat = chatView(await store.setAudience(tx, row.id, audience))
    await changes.append(tx, row.id, 'chat.changed', { chat, actorId: null, what: 'created' })
    await changes.doJoin(tx, row.id, members, { actorId: null, startSeq: 0, countsAlready: true, ordinal: 0 })
    return row.id
  }

  /** Lets people in and out until those are inside who belong there. */
  const doAlign = async (tx: Tx, chatId: string, of: AudienceOf): Promise<void> => {
    const head = (await log.lockHeads(tx, [chatId])).get(chatId)!
    const wanted = await wantedIn(tx, of)
    const inside = new Set((await store.peopleInside(tx, chatId)).map((row) => row.profile_id))
    const gone = [...inside].filter((id) => !wanted.has(id))
    if (gone.length > 0) await changes.doLeave(tx, chatId, gone, null)
    const missing = [...wanted.values()].filter(({ profileId }) => !inside.has(profileId))
    const asNew = { actorId: null, startSeq: 0, countsAlready: false, ordinal: head.lastOrdinal }
    await changes.doJoin(tx, chatId, missing, asNew)
  }

  return {
    /** Everybody who belongs into the chat now: whoever calls holds these profiles before the unit. */
    async peopleOf(tx: Tx, of: AudienceOf): Promise<string[]> {
      return [...(await wantedIn(tx, of)).keys()].sort()
    },

    /** The chat with those in it who belong there, and its head held; whoever calls holds the unit. */
    async doOpen(tx: Tx, of: AudienceOf): Promise<string> {
      const known = await store.audienceChat(tx, of)
      if (known === null) return doMake(tx, of)
      await doAlign(tx, known.id, of)
      return known.id
    },

    /** Chats whose heads are to be locked before `doFollow`. */
    async chatsToFollow(tx: Tx, communityId: string, profileId: string): Promise<string[]> {
      const unitIds = (await doors.unitAudiences.audiencesOf(tx, communityId, profileId)).map(({ unitId }) => unitId)
      return (await chats.followedChats(tx, { communityId, profileId, unitIds })).map(({ id }) => id)
    },

    /** Somebody is in the chats of what he is now, and in no other, after those who lead units have been let follow. */
    async doFollow(tx: Tx, communityId: string, profileId: string): Promise<void> {
      const belongs = await doors.unitAudiences.audiencesOf(tx, communityId, profileId)
      const unitIds = belongs.map(({ unitId }) => unitId)
      for (const chat of await chats.followedChats(tx, { communityId, profileId, unitIds })) {
        const isOf = belongs.some(({ unitId, audience }) => unitId === chat.unitId && audience === chat.audience)
        if (chat.inside && !isOf && !chat.leadsUnit) await changes.doLeave(tx, chat.id, [profileId], null)
        if (chat.inside || !isOf) continue
        const head = (await log.lockHeads(tx, [chat.id])).get(chat.id)!
        const asNew = { actorId: null, startSeq: 0, countsAlready: false, ordinal: head.lastOrdinal }
        await changes.doJoin(tx, chat.id, [{ profileId, role: 'member' }], asNew)
      }
    },
  }
}

export type AudienceChats = ReturnType<typeof createAudienceChats>
