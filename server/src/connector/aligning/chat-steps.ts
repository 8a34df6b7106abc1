import type { ComposedChat } from '#contract/connector/composition.ts'
import type { MembershipReason } from '#contract/messenger/chat-events.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ConnectorDoors } from '../doors.ts'
import type { Run } from './aligning.ts'
import { createChatMaking } from './chat-making.ts'
import { chatTask, factsOfChat, isDeletable, titleOf, without } from './chat-tasks.ts'
import * as held from './held.store.ts'
import type { Looking, Seen } from './looking.ts'
import type { Pace } from './pace.ts'
import { type MemberPlan, planClosed, planMembers } from './plan.ts'

export type ChatSteps = ReturnType<typeof createChatSteps>

/** Chats in which people move in one transaction. */
const CHATS_AT_ONCE = 40

interface Parts extends Pick<Platform, 'db' | 'clock'> {
  doors: ConnectorDoors
  looking: Pick<Looking, 'insideOf'>
  pace: Pace
}

/** A chat in which people come or go, or which is called otherwise. */
interface Moving {
  chat: held.KnownChat
  composed: ComposedChat
  people: readonly string[]
}

/** What is to be carried out in a chat. */
interface Planned {
  chat: held.KnownChat
  composed: ComposedChat | null
  plan: MemberPlan
}

interface During {
  communityId: string
  seen: Seen
  /** People of the source by profile. */
  personOf: ReadonlyMap<string, string>
  withheld: ReadonlySet<string>
}

/** Names, closes and deletes chats, and lets people in and out, many chats in a transaction. */
export function createChatSteps({ db, clock, doors, looking, pace }: Parts) {
  const { chats, communities } = doors
  const now = () => new Date(clock.now())

  const doCarryOut = async (tx: Tx, all: readonly Planned[], { personOf }: During): Promise<void> => {
    const moving = all.filter(({ plan }) => plan.joins.length + plan.leaves.length + plan.roles.size > 0)
    const moves = moving.map(({ chat, composed, plan: { joins, leaves, roles } }) => {
      const reasonOf = (profileId: string) => reasonOfLeaving(personOf.get(profileId), composed)
      const coming = joins.map(({ profileId, role, byFacts, reasons }) => {
        return { profileId, role, reason: (byFacts ? reasons[0] : undefined) ?? ('byHand' as const) }
      })
      const going = leaves.map((profileId) => ({ profileId, reason: reasonOf(profileId) }))
      return [chat.chatId, { joins: coming, leaves: going, roles }] as const
    })
    if (moves.length > 0) await chats.doMove(tx, new Map(moves))
    const rows = all.flatMap(({ chat: { chatId }, plan }) => plan.rows.map((row) => ({ ...row, chatId })))
    await held.putMembers(tx, rows, now())
  }

  /** What is to be done in chats at this moment, under their heads. */
  const planNow = async (tx: Tx, some: readonly Moving[], during: During): Promise<Planned[]> => {
    const { communityId, seen, personOf, withheld } = during
    const ids = some.map(({ chat }) => chat.chatId)
    const members = await held.membersOf(tx, ids)
    const wanted = some.flatMap(({ composed }) =>
      composed.members.flatMap(({ personId }) => seen.profileOf.get(personId) ?? []),
    )
    const kept = [...members.values()].flat().flatMap(({ profileId }) => (personOf.has(profileId) ? [profileId] : []))
    const belongs = await communities.insideAmong(tx, communityId, [...new Set([...wanted, ...kept])])
    const inside = { inside: await chats.insideOf(tx, ids), members, belongs }
    return some.map(({ chat, composed }) => {
      const plan = planMembers(factsOfChat(chat, composed, seen, inside))
      return { chat, composed, plan: without(plan, withheld, seen.rests) }
    })
  }

  const doCall = async (tx: Tx, { chat: { chatId, title, closed }, composed }: Moving): Promise<void> => {
    if (closed) {
      await chats.doSetClosed(tx, chatId, false)
      await held.updateChat(tx, chatId, { closed: false })
    }
    if (title !== titleOf(composed)) {
      await chats.doRetitle(tx, chatId, titleOf(composed))
      await held.updateChat(tx, chatId, { title: titleOf(composed) })
    }
  }

  const doAlign = async (tx: Tx, some: readonly Moving[], during: During): Promise<void> => {
    const people = new Set(some.flatMap((each) => each.people))
    await chats.doHold(
      tx,
      some.map(({ chat }) => chat.chatId),
      [...people],
    )
    for (const each of some) await doCall(tx, each)
    await doCarryOut(tx, await planNow(tx, some, during), during)
  }

  /** A chat that facts know no more: whoever is linked no more leaves it, all others go on reading. */
  const doClose = async (tx: Tx, chat: held.KnownChat, isFactGone: boolean, during: During): Promise<void> => {
    const { chatId, kind, closed } = chat
    if (isDeletable({ kind }) && isFactGone) {
      await chats.doDelete(tx, chatId)
      await held.forgetChat(tx, chatId)
      return
    }
    if (!closed) {
      await chats.doSetClosed(tx, chatId, true)
      await held.updateChat(tx, chatId, { closed: true })
    }
    await chats.doHold(tx, [chatId], [])
    const members = (await held.membersOf(tx, [chatId])).get(chatId)!
    const inside = (await chats.insideOf(tx, [chatId])).get(chatId)!
    const plan = planClosed({ held: members, inside, unlinked: during.seen.unlinked })
    await doCarryOut(tx, [{ chat, composed: null, plan }], during)
  }

  return {
    make: createChatMaking({ clock, doors }),

    /** Those are in each chat who belong there; nobody leaves whose removal waits. */
    async align({ communityId, step }: Run, seen: Seen, withheld: ReadonlySet<string>): Promise<void> {
      const personOf = new Map([...seen.profileOf].map(([personId, profileId]) => [profileId, personId]))
      const during = { communityId, seen, personOf, withheld }
      const inside = await looking.insideOf(db, communityId, seen)
      const moving: Moving[] = []
      for (const chat of seen.chats.values()) {
        const task = chatTask(chat, seen, inside, withheld)
        if (task?.kind === 'align') moving.push({ ...task, chat })
        else if (task !== null) await step((tx) => doClose(tx, chat, task.isFactGone, during))
      }
      for (const { some, people } of inPortions(moving, pace)) {
        await pace.portion(people, () => step((tx) => doAlign(tx, some, during)))
      }
    },
  }
}

function reasonOfLeaving(personId: string | undefined, composed: ComposedChat | null): MembershipReason {
  if (personId === undefined) return 'unlinked'
  return composed?.excluded.includes(personId) === true ? 'excluded' : 'ended'
}

function* inPortions(
  moving: readonly Moving[],
  pace: Pick<Pace, 'people'>,
): Generator<{ some: Moving[]; people: number }> {
  let some: Moving[] = []
  let people = 0
  for (const each of moving) {
    if (some.length === CHATS_AT_ONCE || (some.length > 0 && people + each.people.length > pace.people)) {
      yield { some, people }
      some = []
      people = 0
    }
    some.push(each)
    people += each.people.length
  }
  if (some.length > 0) yield { some, people }
}
