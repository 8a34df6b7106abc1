import type { EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { MembershipReason } from '#contract/messenger/chat-events.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { Platform } from '../../platform/platform.ts'
import type { LeftDoors } from '../doors.ts'
import { deleteRequests, recount } from '../invitations/join-requests.store.ts'
import type { MessengerStores } from '../stores.ts'
import { setBlockRefusals } from './blocks.ts'
import type { ChangeName, ChatEventName, ChatEventOf } from './chat-log.store.ts'
import { mineView, stateView, withoutLastMessage } from './chat-views.ts'
import { DIALOGUE_PROFILES_MAX, dialogueRule } from './dialogue-rule.ts'
import type { NewMember } from './members.store.ts'
import type { ReaderOfChat } from './reader.store.ts'
import { createObservers } from './supervision.ts'

/** Somebody has let people into a chat by hand, or out of it; called in the transaction that does it. */
export type MovedByHand = (
  tx: Tx,
  moved: { chatId: string; profileIds: readonly string[]; by: string; joined: boolean },
) => Promise<void>

/** People who come into a chat. */
export interface Join {
  chatId: string
  members: readonly NewMember[]
  actorId: string | null
  /** 0 means: the whole past, null: from joining on. Another number is for whoever takes the place of somebody; who listens at this moment hears of changes before it when he comes anew. */
  startSeq: number | null
  countsAlready: boolean
  ordinal: number
  reason?: MembershipReason
}

type Parts = Pick<Platform, 'clock' | 'bus' | 'emitter'> & {
  doors: LeftDoors
  stores: MessengerStores
  movedByHand: readonly MovedByHand[]
  /** Called when a message that stands in its chat is committed. */
  onPosted: (message: Message) => void
}

const SECOND_LOOK_MS = 5_000

/** What happens to chats and their members; every function works inside a transaction and under the chat's head. */
export function createChatChanges(parts: Parts) {
  const { clock, bus, emitter, doors } = parts
  const { chats, log, members: membership, reader, supervision } = parts.stores

  /** Takes the next number of each chat; those who listen hear of all of them once they are durable. */
  const appendAll = async <N extends ChatEventName>(tx: Tx, name: N, happened: readonly ChatEventOf<N>[]) => {
    for (const { payload } of happened) emitter.check(name, payload)
    const frames = await log.appendChatEvents(tx, name, happened, clock.now())
    afterCommit(tx, () => {
      for (const frame of frames) bus.publish(frame)
    })
    return frames
  }

  const append = async <N extends ChatEventName>(tx: Tx, chatId: string, name: N, payload: EventPayload<N>) =>
    (await appendAll(tx, name, [{ chatId, payload }]))[0]!

  /** Tells of a change of a message that has its number, once it is durable. */
  const doTellChange = (tx: Tx, frame: EventFrame) => {
    emitter.check(frame.e as ChangeName, frame.p)
    afterCommit(tx, () => bus.publish(frame))
  }

  /** Tells of a new message that has its number, once it is durable. */
  const doTellPosted = (tx: Tx, message: Message) => {
    const frame = postedFrame(message)
    emitter.check('message.posted', frame.p as EventPayload<'message.posted'>)
    afterCommit(tx, () => {
      bus.publish(frame)
      parts.onPosted(message)
    })
  }

  /** Tells people that chats are there now, each with his own facts; whoever calls knows that the channels among them are theirs. */
  const doTellAdded = async (tx: Tx, asked: readonly ReaderOfChat[]) => {
    const rows = await reader.accessChatsOf(tx, asked)
    const told = rows.map((row) => {
      const state = stateView(row)
      return { profileId: row.reader_id, payload: { state }, kept: { state: withoutLastMessage(state) } }
    })
    await emitter.toProfiles(tx, 'chat.added', told)
  }

  /** Tells a reader his own facts about a chat after something of them changed. */
  const doTellMine = async (tx: Tx, profileId: string, chatId: string) => {
    const [row] = await reader.accessChats(tx, profileId, [], { ids: [chatId] })
    if (row !== undefined) emitter.ephemeral(tx, 'profile', profileId, 'chat.mine', { mine: mineView(row) })
  }

  const doSetObservers = createObservers({ ...parts, append, doTellAdded })

  /** Sets or lifts what follows from who is inside; the longest-standing members are those who knew it otherwise. */
  const refreshRule = async (tx: Tx, chatId: string) => {
    const members = await membership.openMembers(tx, chatId, DIALOGUE_PROFILES_MAX + 1)
    const rule = await dialogueRule(tx, doors, members)
    const observersChanged = await doSetObservers(tx, chatId, rule.supervision)
    if (rule.changesAt !== null) await supervision.addDue(tx, chatId, rule.changesAt)
    const silenced = await setBlockRefusals(tx, parts, chatId, members)
    const isArchived = (await chats.readChats(tx, [chatId])).get(chatId)?.archived === true
    const refusal = rule.refusal ?? (isArchived ? 'chat.archived' : null)
    const changed = await membership.setHeadRefusal(tx, chatId, refusal, observersChanged)
    // What the rule stands on may be changing in another transaction, which is over by then.
    const isStrict = rule.supervision !== null || rule.refusal !== null
    if (changed && isStrict) await supervision.addDue(tx, chatId, clock.now() + SECOND_LOOK_MS)
    const told = changed ? [...members, ...(rule.supervision?.observerIds ?? [])] : silenced
    for (const profileId of told) await doTellMine(tx, profileId, chatId)
  }

  /** Looks at the rule where something may follow from it: a chat of many is no dialogue, and most are. */
  const refreshRules = async (tx: Tx, chatIds: readonly string[]) => {
    for (const chatId of await membership.chatsToRule(tx, chatIds)) await refreshRule(tx, chatId)
  }

  /** Whoever has come, by whichever way, asks no more. */
  const doSettleRequests = async (tx: Tx, chatId: string, members: readonly NewMember[]) => {
    await deleteRequests(
      tx,
      chatId,
      members.map(({ profileId }) => profileId),
    )
    for (const profileId of await recount(tx, chatId)) await doTellMine(tx, profileId, chatId)
  }

  /** Whoever observed and becomes a member stops observing first: he has one interval at a time. */
  const doPromote = async (tx: Tx, joins: readonly Join[]) => {
    const rows = await chats.readChats(
      tx,
      joins.map(({ chatId }) => chatId),
    )
    for (const { chatId, members } of joins) {
      const observers = rows.get(chatId)?.observer_ids ?? []
      if (members.some(({ profileId }) => observers.includes(profileId))) await doSetObservers(tx, chatId, null)
    }
  }

  const doTellByHand = async (tx: Tx, moved: Omit<Parameters<MovedByHand>[1], 'by'>, actorId: string | null) => {
    if (actorId !== null) for (const hook of parts.movedByHand) await hook(tx, { ...moved, by: actorId })
  }

  /** Opens intervals in chats, each named once, and tells everybody. */
  const doJoinAll = async (tx: Tx, all: readonly Join[]): Promise<void> => {
    const joins = all.filter(({ members }) => members.length > 0)
    if (joins.length === 0) return
    await doPromote(tx, joins)
    const more = joins.map(
      ({ chatId, members, countsAlready }) => [chatId, countsAlready ? 0 : members.length] as const,
    )
    const counted = await membership.changeMembersCounts(tx, new Map(more))
    const happened = joins.map(({ chatId, members, actorId, startSeq, reason }) => {
      const profileIds = members.map(({ profileId }) => profileId)
      const membersCount = counted.get(chatId)!.members_count
      const payload = { chatId, profileIds, actorId, membersCount, seesPast: startSeq === 0 }
      return { chatId, payload: reason === undefined ? payload : { ...payload, reason } }
    })
    const frames = await appendAll(tx, 'members.joined', happened)
    const opened = joins.flatMap(({ chatId, members, startSeq, ordinal }, n) => {
      const joinedSeq = frames[n]!.s!
      return members.map((member) => ({ ...member, chatId, joinedSeq, startSeq: startSeq ?? joinedSeq - 1, ordinal }))
    })
    await membership.openIntervals(tx, opened, clock.now())
    await refreshRules(tx, [...counted.keys()])
    await doTellAdded(tx, opened)
    for (const { chatId, members, actorId } of joins) {
      if (counted.get(chatId)!.join_requests > 0) await doSettleRequests(tx, chatId, members)
      const profileIds = members.map(({ profileId }) => profileId)
      await doTellByHand(tx, { chatId, profileIds, joined: true }, actorId)
    }
  }

  return {
    append,
    appendAll,
    doTellChange,
    doTellPosted,
    doTellAdded,
    doTellMine,

    /** Lets people into a chat, as `doJoinAll` does into many. */
    doJoin: (tx: Tx, chatId: string, members: readonly NewMember[], options: Omit<Join, 'chatId' | 'members'>) =>
      doJoinAll(tx, [{ chatId, members, ...options }]),

    doJoinAll,

    /** Closes the intervals of people; from this event on they read nothing, and an owner's place passes to the next. */
    async doLeave(
      tx: Tx,
      chatId: string,
      profileIds: readonly string[],
      actorId: string | null,
      reason?: MembershipReason,
    ): Promise<void> {
      const closed = await membership.closeIntervals(tx, chatId, profileIds, 0, 'members')
      if (closed.length === 0) return
      const inside = closed.map((row) => row.profile_id).sort()
      const counted = await membership.changeMembersCounts(tx, new Map([[chatId, -inside.length]]))
      const frame = await append(tx, chatId, 'members.left', {
        chatId,
        profileIds: inside,
        actorId,
        membersCount: counted.get(chatId)!.members_count,
        ...(reason === undefined ? {} : { reason }),
      })
      const removed = actorId !== null && !inside.includes(actorId)
      await membership.setLeftSeq(tx, chatId, inside, frame.s!, removed)
      const dropped = inside.map((profileId) => ({ profileId, payload: { chatId } }))
      await emitter.toProfiles(tx, 'chat.dropped', dropped)
      await refreshRule(tx, chatId)
      const owner = closed.some((row) => row.role === 'owner') ? await membership.passOwnership(tx, chatId) : null
      if (owner !== null) await doTellMine(tx, owner, chatId)
      await doTellByHand(tx, { chatId, profileIds: inside, joined: false }, actorId)
    },

    refreshRule,
  }
}

/** The event that a new message is. */
export function postedFrame(message: Message): EventFrame {
  const payload: EventPayload<'message.posted'> = { message }
  return { t: 'event', e: 'message.posted', a: 'chat', id: message.chatId, s: message.seq, at: message.at, p: payload }
}

export type ChatChanges = ReturnType<typeof createChatChanges>
