import type { ComposedChat } from '#contract/connector/composition.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ConnectorDoors } from '../doors.ts'
import type { Run } from './aligning.ts'
import { titleOf } from './chat-tasks.ts'
import * as held from './held.store.ts'
import type { Seen } from './looking.ts'

/** Chats that are made in one transaction. */
const MADE_AT_ONCE = 50
const PARENTS = /родител/iu

type UnitChat = Awaited<ReturnType<ConnectorDoors['chats']['openUnitChats']>>[number]

/** Makes the chats that facts name and that are not there, many in a transaction. */
export function createChatMaking({ clock, doors }: Pick<Platform, 'clock'> & { doors: ConnectorDoors }) {
  const { chats, communities } = doors
  const now = () => new Date(clock.now())

  const unitOfChat = ({ kind, unitId }: ComposedChat, unitOf: ReadonlyMap<string, string>, staffUnitId: string) => {
    if (kind === 'teachers') return staffUnitId
    return kind === 'class' || kind === 'parents' ? (unitOf.get(unitId!) ?? null) : null
  }

  /** A chat that somebody has made for the unit already and that is the only one of its kind there (decision 0027). */
  const findMade = ({ kind }: ComposedChat, open: readonly UnitChat[], taken: ReadonlySet<string>): string | null => {
    const free = open.filter(({ id }) => !taken.has(id))
    const fitting = free.filter(({ title }) => PARENTS.test(title) === (kind === 'parents'))
    return fitting.length === 1 ? fitting[0]!.id : null
  }

  /** Members of a chat that was there before are there by facts where facts say so, and by hand where not. */
  const doTakeOver = async (tx: Tx, chatId: string, composed: ComposedChat, profileOf: ReadonlyMap<string, string>) => {
    const wanted = new Set(composed.members.map(({ personId }) => profileOf.get(personId)))
    const inside = [...(await chats.insideOf(tx, [chatId])).get(chatId)!]
    const rows = inside.map((profileId): held.MemberOfChat => {
      const byFacts = wanted.has(profileId)
      return { chatId, profileId, byFacts, byHand: byFacts ? null : 'added', role: 'member', reasons: [] }
    })
    await held.putMembers(tx, rows, now())
  }

  const doMake = async (tx: Tx, communityId: string, some: readonly ComposedChat[], seen: Seen): Promise<void> => {
    const staffUnitId = await communities.staffUnitOf(tx, communityId)
    const places = some.map((composed) => ({ composed, unitId: unitOfChat(composed, seen.unitOf, staffUnitId) }))
    const taken = new Set([...(await held.chatsOf(tx, communityId)).values()].map(({ chatId }) => chatId))
    const units = new Set(places.flatMap(({ unitId }) => unitId ?? []))
    const open = Map.groupBy(await chats.openUnitChats(tx, [...units]), (chat) => chat.unit_id)
    const found = places.map(({ composed, unitId }) => {
      const made = unitId === null ? null : findMade(composed, open.get(unitId) ?? [], taken)
      if (made !== null) taken.add(made)
      return { composed, unitId, made, title: titleOf(composed) }
    })
    const missing = found.filter(({ made }) => made === null)
    const ids = await chats.doMake(
      tx,
      missing.map(({ unitId, title }) => ({ communityId, unitId, title })),
    )
    const idOf = new Map(missing.map(({ composed }, n) => [composed, ids[n]!]))
    const rows = found.map(({ composed, made, title }): held.KnownChat => {
      return { chatId: made ?? idOf.get(composed)!, sourceId: composed.id, kind: composed.kind, title, closed: false }
    })
    await held.insertChats(tx, communityId, rows)
    for (const { composed, made } of found) if (made !== null) await doTakeOver(tx, made, composed, seen.profileOf)
  }

  /** Every chat that facts name is there. */
  return async ({ communityId, step }: Run, seen: Seen): Promise<void> => {
    const missing = [...seen.composedOf.values()].filter(({ id }) => !seen.chats.has(id))
    for (let from = 0; from < missing.length; from += MADE_AT_ONCE) {
      await step((tx) => doMake(tx, communityId, missing.slice(from, from + MADE_AT_ONCE), seen))
    }
  }
}
