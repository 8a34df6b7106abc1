import type { EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { Platform } from '../../platform/platform.ts'
import type { LeftDoors } from '../doors.ts'
import { deleteRequests, recount } from '../invitations/join-requests.store.ts'
import type { MessengerStores } from '../stores.ts'
import { setBlockRefusals } from './blocks.ts'
import type { ChangeName, ChatEventName } from './chat-log.store.ts'
import { mineView, stateView, withoutLastMessage } from './chat-views.ts'
import { DIALOGUE_PROFILES_MAX, dialogueRule } from './dialogue-rule.ts'
import type { NewMember } from './members.store.ts'
import type { ChannelClass } from './reader.store.ts'
import { createObservers } from './supervision.ts'

type Parts = Pick<Platform, 'clock' | 'bus' | 'emitter'> & { doors: LeftDoors; stores: MessengerStores }

const SECOND_LOOK_MS = 5_000

/** What happens to chats and their members; every function works inside a transaction and under the chat's head. */
export function createChatChanges(parts: Parts) {
  const { clock, bus, emitter, doors } = parts
  const { chats, log, members: membership, reader, supervision } = parts.stores

  const append = async <N extends ChatEventName>(tx: Tx, chatId: string, name: N, payload: EventPayload<N>) => {
    emitter.check(name, payload)
    const frame = await log.appendChatEvent(tx, chatId, name, payload, clock.now())
    afterCommit(tx, () => bus.publish(frame))
    return frame
  }

  /** Tells of a change of a message that has its number, once it is durable. */
  const doTellChange = (tx: Tx, frame: EventFrame) => {
    emitter.check(frame.e as ChangeName, frame.p)
    afterCommit(tx, () => bus.publish(frame))
  }

  /** Tells of a new message that has its number, once it is durable. */
  const doTellPosted = (tx: Tx, message: Message) => {
    const frame = postedFrame(message)
    emitter.check('message.posted', frame.p as EventPayload<'message.posted'>)
    afterCommit(tx, () => bus.publish(frame))
  }

  /** Tells a profile that a chat is there now, with the facts of this reader. */
  const doTellAdded = async (tx: Tx, profileId: string, chatId: string, classes: readonly ChannelClass[] = []) => {
    const [row] = await reader.accessChats(tx, profileId, classes, { ids: [chatId] })
    if (row === undefined) return
    const state = stateView(row)
    await emitter.toProfile(tx, profileId, 'chat.added', { state }, { state: withoutLastMessage(state) })
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
  const doPromote = async (tx: Tx, chatId: string, members: readonly NewMember[]) => {
    const chat = (await chats.readChats(tx, [chatId])).get(chatId)
    if (chat === undefined || !members.some(({ profileId }) => chat.observer_ids.includes(profileId))) return
    await doSetObservers(tx, chatId, null)
  }

  return {
    append,
    doTellChange,
    doTellPosted,
    doTellAdded,
    doTellMine,

    /** Opens intervals for people and tells everybody; `startSeq` 0 means: the whole past, null: from joining on. Another number is for whoever takes the place of somebody; who listens at this moment hears of changes before it when he comes anew. */
    async doJoin(
      tx: Tx,
      chatId: string,
      members: readonly NewMember[],
      options: { actorId: string | null; startSeq: number | null; countsAlready: boolean; ordinal: number },
    ): Promise<void> {
      if (members.length === 0) return
      await doPromote(tx, chatId, members)
      const chat = await membership.changeMembersCount(tx, chatId, options.countsAlready ? 0 : members.length)
      const frame = await append(tx, chatId, 'members.joined', {
        chatId,
        profileIds: members.map((member) => member.profileId),
        actorId: options.actorId,
        membersCount: chat.members_count,
        seesPast: options.startSeq === 0,
      })
      const joinedSeq = frame.s!
      await membership.openIntervals(tx, chatId, members, {
        joinedSeq,
        startSeq: options.startSeq ?? joinedSeq - 1,
        ordinal: options.ordinal,
        now: clock.now(),
      })
      await refreshRule(tx, chatId)
      for (const member of members) await doTellAdded(tx, member.profileId, chatId)
      if (chat.join_requests > 0) await doSettleRequests(tx, chatId, members)
    },

    /** Closes the intervals of people; from this event on they read nothing, and an owner's place passes to the next. */
    async doLeave(tx: Tx, chatId: string, profileIds: readonly string[], actorId: string | null): Promise<void> {
      const closed = await membership.closeIntervals(tx, chatId, profileIds, 0, 'members')
      if (closed.length === 0) return
      const inside = closed.map((row) => row.profile_id).sort()
      const chat = await membership.changeMembersCount(tx, chatId, -inside.length)
      const frame = await append(tx, chatId, 'members.left', {
        chatId,
        profileIds: inside,
        actorId,
        membersCount: chat.members_count,
      })
      const removed = actorId !== null && !inside.includes(actorId)
      await membership.setLeftSeq(tx, chatId, inside, frame.s!, removed)
      for (const profileId of inside) await emitter.toProfile(tx, profileId, 'chat.dropped', { chatId })
      await refreshRule(tx, chatId)
      const owner = closed.some((row) => row.role === 'owner') ? await membership.passOwnership(tx, chatId) : null
      if (owner !== null) await doTellMine(tx, owner, chatId)
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
