import type { Tx } from '../../platform/db/database.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { Head } from '../chats/chat-log.store.ts'
import { chatView } from '../chats/chat-views.ts'
import type { NewMember } from '../chats/members.store.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './unit-chats.store.ts'

/** The units that somebody leads since now, and those that he leads no more. */
export interface LeadsChange {
  began: readonly string[]
  ended: readonly string[]
}

interface Parts {
  doors: Pick<LeftDoors, 'leadsOf'>
  stores: MessengerStores
  changes: ChatChanges
}

/** Who leads a unit leads its chats, and only for so long (STR-08). Whoever calls holds the units and the heads of `chatsOf`. */
export function createUnitLeads({ doors, stores, changes }: Parts) {
  const doSet = async (tx: Tx, chatId: string, rows: readonly store.Leading[]): Promise<void> => {
    for (const row of rows) await store.setLeading(tx, chatId, row)
    if (rows.length === 0) return
    const chat = chatView(await store.moveVersion(tx, chatId))
    await changes.append(tx, chatId, 'chat.changed', { chat, actorId: null, what: 'leadsChanged' })
    for (const row of rows) await changes.doTellMine(tx, row.profile_id, chatId)
  }

  const doBegin = async (tx: Tx, { id: chatId, unit_id: unitId }: store.UnitChat, profileId: string, head: Head) => {
    if (!(await isInside(tx, chatId, profileId))) {
      await changes.doJoin(tx, chatId, [{ profileId, role: 'administrator', leadsUnit: true }], {
        actorId: null,
        startSeq: null,
        countsAlready: false,
        ordinal: head.lastOrdinal,
      })
    }
    const leads = new Set(await doors.leadsOf(tx, unitId))
    const rows = await store.leadingIn(tx, chatId, profileId)
    const owner = rows.find(({ role }) => role === 'owner')
    const changed: store.Leading[] = []
    // Whoever kept the chat because nobody came after him gives it up now.
    const isOver = owner?.leads_unit === true && !leads.has(owner.profile_id)
    if (isOver) changed.push({ ...owner, role: 'member', leads_unit: false })
    const own = rows.find((row) => row.profile_id === profileId)!
    const role = isOver ? 'owner' : own.role === 'member' ? 'administrator' : own.role
    if (role !== own.role || !own.leads_unit) changed.push({ ...own, role, leads_unit: true })
    await doSet(tx, chatId, changed)
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

  const isInside = async (tx: Tx, chatId: string, profileId: string): Promise<boolean> => {
    const role = (await stores.members.membersAmong(tx, chatId, [profileId])).get(profileId)
    return role !== undefined && role !== 'observer'
  }

  return {
    /** The chats whose heads are to be locked before `doFollow`. */
    chatsOf: (tx: Tx, { began, ended }: LeadsChange): Promise<store.UnitChat[]> =>
      store.chatsOfUnits(tx, [...began, ...ended], false),

    /** Lets the chats of units follow who leads them. */
    async doFollow(
      tx: Tx,
      profileId: string,
      {
        chats,
        heads,
        change,
      }: { chats: readonly store.UnitChat[]; heads: ReadonlyMap<string, Head>; change: LeadsChange },
    ): Promise<void> {
      for (const chat of chats) {
        if (change.ended.includes(chat.unit_id)) await doEnd(tx, chat, profileId)
        if (change.began.includes(chat.unit_id)) await doBegin(tx, chat, profileId, heads.get(chat.id)!)
      }
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
