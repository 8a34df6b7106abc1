import type { MembershipReason } from '#contract/messenger/chat-events.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { setArchived } from '../unit-chats/unit-chats.store.ts'
import * as store from './fact-chats.store.ts'

interface Parts extends Pick<Platform, 'clock' | 'newId'> {
  doors: Pick<LeftDoors, 'holdProfiles'>
  stores: Pick<MessengerStores, 'chats' | 'log' | 'members'>
  changes: ChatChanges
}

/** A chat that is to be there. */
export interface FactChat {
  communityId: string
  /** The unit whose chat it is, which then cannot be deleted, and which its leads lead; null of all others. */
  unitId: string | null
  title: string
}

/** Somebody who comes into a chat. */
export interface Joining {
  profileId: string
  role: 'administrator' | 'member'
  reason: MembershipReason
}

export interface Moves {
  joins: readonly Joining[]
  leaves: readonly { profileId: string; reason: MembershipReason }[]
  /** What people are in the chat from now on who are inside; an owner stays what he is. */
  roles: ReadonlyMap<string, 'administrator' | 'member'>
}

function byReason<T extends { reason: MembershipReason }>(people: readonly T[]): Map<MembershipReason, T[]> {
  return Map.groupBy(people, ({ reason }) => reason)
}

/** People who come into a chat for one reason. */
interface Coming {
  chatId: string
  reason: MembershipReason
  people: readonly Joining[]
}

/** Whoever comes, in as few turns as may be in which each chat stands once: an event says one reason. */
function roundsOf(all: ReadonlyMap<string, Moves>, inside: ReadonlyMap<string, ReadonlySet<string>>): Coming[][] {
  const rounds: Coming[][] = []
  for (const [chatId, { joins }] of all) {
    const coming = joins.filter(({ profileId }) => !inside.get(chatId)!.has(profileId))
    for (const [n, [reason, people]] of [...byReason(coming)].entries()) {
      rounds[n] ??= []
      rounds[n].push({ chatId, reason, people })
    }
  }
  return rounds
}

export type FactChats = ReturnType<typeof createFactChats>

/** Chats that follow what the system of a school tells (decision 0040). Every function works inside a transaction. */
export function createFactChats({ clock, newId, doors, stores, changes }: Parts) {
  const { chats, log, members } = stores

  const doSetRoles = async (tx: Tx, all: ReadonlyMap<string, Moves>): Promise<void> => {
    const wanted = [...all].flatMap(([chatId, { roles }]) =>
      [...roles].map(([profileId, role]) => ({ chatId, profileId, role })),
    )
    if (wanted.length === 0) return
    const changed = await store.setRoles(tx, wanted)
    if (changed.length === 0) return
    const rows = await store.moveVersions(tx, [...new Set(changed.map(({ chatId }) => chatId))])
    const happened = rows.map((row) => {
      return { chatId: row.id, payload: { chat: chatView(row), actorId: null, what: 'leadsChanged' } } as const
    })
    await changes.appendAll(tx, 'chat.changed', happened)
    for (const { profileId, chatId } of changed) await changes.doTellMine(tx, profileId, chatId)
  }

  return {
    insideOf: (reader: Reader, chatIds: readonly string[]) => store.insideOf(reader, chatIds),

    digestOf: (reader: Reader, chatIds: readonly string[]) => store.digestOf(reader, chatIds),

    openUnitChats: (reader: Reader, unitIds: readonly string[]) => store.openUnitChats(reader, unitIds),

    /** How chats are called and how many people are in each. */
    async countsOf(reader: Reader, chatIds: readonly string[]) {
      const rows = await chats.readChats(reader, chatIds)
      return new Map([...rows.values()].map((row) => [row.id, { title: row.title, membersCount: row.members_count }]))
    },

    /** Makes chats with nobody in them, and returns their ids in this order; those who come later see what was said before them (reading A-53). */
    async doMake(tx: Tx, wanted: readonly FactChat[]): Promise<string[]> {
      const ids = wanted.map(() => newId())
      const made = await chats.insertChats(
        tx,
        wanted.map(({ communityId, unitId, title }, n) => ({
          id: ids[n]!,
          kind: 'group',
          title,
          communityId,
          unitId,
          channelClass: null,
          direct: null,
          historyFromStart: true,
          membersCount: 0,
          createdBy: null,
          now: clock.now(),
        })),
      )
      if (made.length < ids.length) throw new Error('A new id of a chat is taken')
      const happened = made.map((row) => {
        return { chatId: row.id, payload: { chat: chatView(row), actorId: null, what: 'created' } } as const
      })
      await changes.appendAll(tx, 'chat.changed', happened)
      return ids
    },

    /** Holds people, and then the heads of chats. */
    async doHold(tx: Tx, chatIds: readonly string[], people: readonly string[]): Promise<void> {
      if (people.length > 0) await doors.holdProfiles(tx, people, 'keep')
      await log.lockHeads(tx, chatIds)
    },

    /** Lets people in and out of chats and makes them lead; holds their profiles and then the heads of the chats. */
    async doMove(tx: Tx, all: ReadonlyMap<string, Moves>): Promise<void> {
      const moved = [...all.values()].flatMap(({ joins, leaves }) => [...joins, ...leaves])
      const people = [...new Set(moved.map(({ profileId }) => profileId))]
      if (people.length > 0) await doors.holdProfiles(tx, people, 'keep')
      const heads = await log.lockHeads(tx, [...all.keys()])
      if (heads.size < all.size) throw new Error('A chat of facts is not there')
      const inside = await store.insideOf(tx, [...all.keys()])
      for (const [chatId, { leaves }] of all) {
        for (const [reason, some] of byReason(leaves)) {
          const ids = some.map(({ profileId }) => profileId)
          await changes.doLeave(tx, chatId, ids, null, reason)
        }
      }
      for (const round of roundsOf(all, inside)) {
        const joins = round.map(({ chatId, reason, people: some }) => {
          const members = some.map(({ profileId, role }) => ({ profileId, role }))
          const { lastOrdinal: ordinal } = heads.get(chatId)!
          return { chatId, members, actorId: null, startSeq: 0, countsAlready: false, ordinal, reason }
        })
        await changes.doJoinAll(tx, joins)
      }
      await doSetRoles(tx, all)
    },

    async doRetitle(tx: Tx, chatId: string, title: string): Promise<void> {
      await log.lockHeads(tx, [chatId])
      if ((await chats.readChats(tx, [chatId])).get(chatId)?.title === title) return
      const chat = chatView(await chats.setTitle(tx, chatId, title))
      await changes.append(tx, chatId, 'chat.changed', { chat, actorId: null, what: 'renamed' })
    },

    /** Closes a chat for whoever would write there, or opens it again. */
    async doSetClosed(tx: Tx, chatId: string, closed: boolean): Promise<void> {
      await log.lockHeads(tx, [chatId])
      const { members_count: count } = await setArchived(tx, chatId, closed)
      await changes.refreshRule(tx, chatId)
      for (const profileId of await members.openMembers(tx, chatId, count))
        await changes.doTellMine(tx, profileId, chatId)
    },

    /** Deletes a chat for everybody; it is erased with everything in it after a week. */
    async doDelete(tx: Tx, chatId: string): Promise<void> {
      await log.lockHeads(tx, [chatId])
      const chat = chatView(await chats.setDeleted(tx, chatId, new Date(clock.now())))
      await changes.append(tx, chatId, 'chat.changed', { chat, actorId: null, what: 'deleted' })
    },
  }
}
