import type { Tx } from '../../platform/db/database.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { Head } from '../chats/chat-log.store.ts'
import { chatView } from '../chats/chat-views.ts'
import type { NewMember } from '../chats/members.store.ts'
import type { LeftDoors } from '../doors.ts'
import * as store from './unit-chats.store.ts'

/** The units that somebody leads since now, and those that he leads no more. */
export interface LeadsChange {
  began: readonly string[]
  ended: readonly string[]
}

interface Parts {
  doors: Pick<LeftDoors, 'leadsOf'>
  changes: ChatChanges
}

/** Somebody who leads the unit of a chat since now. */
interface Begun {
  chat: store.UnitChat
  profileId: string
}

/** Who leads a unit leads its chats, and only for so long (STR-08). Whoever calls holds the units and the heads of `chatsOf`. */
export function createUnitLeads({ doors, changes }: Parts) {
  const doSet = async (tx: Tx, chatId: string, rows: readonly store.Leading[]): Promise<void> => {
    for (const row of rows) await store.setLeading(tx, chatId, row)
    if (rows.length === 0) return
    const chat = chatView(await store.moveVersion(tx, chatId))
    await changes.append(tx, chatId, 'chat.changed', { chat, actorId: null, what: 'leadsChanged' })
    for (const row of rows) await changes.doTellMine(tx, row.profile_id, chatId)
  }

  /** Whoever begins to lead units is in their chats. */
  const doJoin = async (tx: Tx, begun: readonly Begun[], heads: ReadonlyMap<string, Head>) => {
    const people = begun.map(({ profileId }) => profileId)
    const chatIds = [...new Set(begun.map(({ chat }) => chat.id))]
    const inside = await store.leadingInAll(tx, chatIds, people)
    const missing = begun.filter(
      ({ chat, profileId }) => !inside.get(chat.id)!.some(({ profile_id: id }) => id === profileId),
    )
    const joins = [...Map.groupBy(missing, ({ chat }) => chat.id)].map(([chatId, some]) => {
      const members = some.map(({ profileId }): NewMember => ({ profileId, role: 'administrator', leadsUnit: true }))
      const ordinal = heads.get(chatId)!.lastOrdinal
      return { chatId, members, actorId: null, startSeq: null, countsAlready: false, ordinal }
    })
    await changes.doJoinAll(tx, joins)
    return joins.length === 0 ? inside : store.leadingInAll(tx, chatIds, people)
  }

  /** What somebody and the owner of a chat become when he begins to lead its unit; nothing of most who have just come. */
  const changedBy = async (tx: Tx, { chat, profileId }: Begun, rows: readonly store.Leading[]) => {
    const owner = rows.find(({ role }) => role === 'owner')
    const changed: store.Leading[] = []
    // Whoever kept the chat because nobody came after him gives it up now.
    const isOver = owner?.leads_unit === true && !(await doors.leadsOf(tx, chat.unit_id)).includes(owner.profile_id)
    if (isOver) changed.push({ ...owner, role: 'member', leads_unit: false })
    const own = rows.find((row) => row.profile_id === profileId)!
    const role = isOver ? 'owner' : own.role === 'member' ? 'administrator' : own.role
    if (role !== own.role || !own.leads_unit) changed.push({ ...own, role, leads_unit: true })
    return changed
  }

  const doBegin = async (tx: Tx, begun: readonly Begun[], heads: ReadonlyMap<string, Head>): Promise<void> => {
    if (begun.length === 0) return
    const leading = await doJoin(tx, begun, heads)
    for (const one of begun) {
      const changed = await changedBy(tx, one, leading.get(one.chat.id)!)
      if (changed.length === 0) continue
      await doSet(tx, one.chat.id, changed)
      const people = begun.map(({ profileId }) => profileId)
      leading.set(one.chat.id, (await store.leadingInAll(tx, [one.chat.id], people)).get(one.chat.id)!)
    }
  }

  /** An owner passes the chat on to whoever leads the unit beside him, and keeps it while there is nobody. */
  const doEnd = async (tx: Tx, { id: chatId }: store.UnitChat, profileId: string) => {
    const rows = await store.leadingIn(tx, chatId, profileId)
    const own = rows.find((row) => row.profile_id === profileId)
    if (own === undefined || !own.leads_unit) return
    const ended: store.Leading = { ...own, role: 'member', leads_unit: false }
    if (own.role !== 'owner') return doSet(tx, chatId, [ended])
    const next = rows.find((row) => row.leads_unit && row.profile_id !== profileId)
    if (next !== undefined) await doSet(tx, chatId, [ended, { ...next, role: 'owner' }])
  }

  return {
    /** The chats whose heads are to be locked before `doFollow`. */
    chatsOf: (tx: Tx, all: readonly LeadsChange[]): Promise<store.UnitChat[]> =>
      store.chatsOfUnits(
        tx,
        all.flatMap(({ began, ended }) => [...began, ...ended]),
        false,
      ),

    /** Lets the chats of units follow who leads them. */
    async doFollow(
      tx: Tx,
      people: readonly { profileId: string; leads: LeadsChange }[],
      { chats, heads }: { chats: readonly store.UnitChat[]; heads: ReadonlyMap<string, Head> },
    ): Promise<void> {
      const moved = people.filter(({ leads }) => leads.began.length + leads.ended.length > 0)
      const begun: Begun[] = []
      for (const { profileId, leads } of moved) {
        for (const chat of chats) {
          if (leads.ended.includes(chat.unit_id)) await doEnd(tx, chat, profileId)
          if (leads.began.includes(chat.unit_id)) begun.push({ chat, profileId })
        }
      }
      await doBegin(tx, begun, heads)
    },
  }
}

/** Everybody of a new chat: who starts it owns it, and who leads its unit leads it. */
export function membersOfNew(ownerId: string, memberIds: readonly string[], leadIds: readonly string[]): NewMember[] {
  const leads = new Set(leadIds)
  return [...new Set([ownerId, ...memberIds, ...leadIds])].map((profileId) => ({
    profileId,
    role: profileId === ownerId ? 'owner' : leads.has(profileId) ? 'administrator' : 'member',
    leadsUnit: leads.has(profileId),
  }))
}
