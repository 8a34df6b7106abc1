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
    async chatsToFollow(tx: Tx, communityId: string, profileIds: readonly string[]): Promise<string[]> {
      const units = await doors.unitAudiences.audiencesOf(tx, communityId, profileIds)
      return (await chats.followedChats(tx, communityId, { profileIds, units })).map(({ id }) => id)
    },

    /** People are in the chats of what they are now, and in no other, after those who lead units have been let follow. */
    async doFollow(tx: Tx, communityId: string, profileIds: readonly string[]): Promise<void> {
      const units = await doors.unitAudiences.audiencesOf(tx, communityId, profileIds)
      const keyOf = (...words: readonly string[]) => words.join(' ')
      const belongs = new Set(units.map(({ profileId, unitId, audience }) => keyOf(profileId, unitId, audience)))
      const followed = await chats.followedChats(tx, communityId, { profileIds, units })
      for (const [chatId, people] of Map.groupBy(followed, ({ id }) => id)) {
        const isOf = ({ profileId, unitId, audience }: (typeof people)[number]) =>
          belongs.has(keyOf(profileId, unitId, audience))
        const gone = people.filter((one) => one.inside && !isOf(one) && !one.leadsUnit)
        if (gone.length > 0) await changes.doLeave(tx, chatId, gone.map(idOf), null)
        const coming = people.filter((one) => !one.inside && isOf(one))
        if (coming.length === 0) continue
        const head = (await log.lockHeads(tx, [chatId])).get(chatId)!
        const asNew = { actorId: null, startSeq: 0, countsAlready: false, ordinal: head.lastOrdinal }
        const members = coming.map(({ profileId }): NewMember => ({ profileId, role: 'member' }))
        await changes.doJoin(tx, chatId, members, asNew)
      }
    },
  }
}

const idOf = ({ profileId }: { profileId: string }): string => profileId

export type AudienceChats = ReturnType<typeof createAudienceChats>
