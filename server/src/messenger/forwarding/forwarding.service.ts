import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { writeRefusal } from '#contract/messenger/chats.abilities.ts'
import type { Chat, Message } from '#contract/messenger/chats.ts'
import type { Mention } from '#contract/messenger/mention.ts'
import { forwardRefusal } from '#contract/messenger/messages.abilities.ts'
import { CHAT_MEMBERS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Origin } from '#contract/messenger/origin.ts'
import type { Sticker } from '#contract/messenger/sticker.ts'
import type { Operations } from '#contract/operations.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Holding } from '../attachments/holding.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView, mineView, type ReaderRow } from '../chats/chat-views.ts'
import { isPaced, keepPace } from '../delivery/pace.ts'
import type { LeftDoors } from '../doors.ts'
import { forwardedMentions } from '../mentions/mentions.ts'
import { checkText } from '../messages/check-text.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts extends Pick<Platform, 'clock'> {
  doors: LeftDoors
  stores: MessengerStores
  changes: Pick<ChatChanges, 'doTellPosted' | 'doTellMine'>
  holding: Holding
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

type Forward = Operations['messages.forward']
type FailForward = Fail<ErrorsOf<Forward>>

/** What is put into a chat: the sender's own words, or another one's. */
interface Put {
  key: string
  text: string
  /** Whom it names where it is forwarded from. */
  mentions: readonly Mention[]
  /** Files that it holds where it is forwarded from. */
  fileIds: readonly string[]
  origin: Origin | null
  sticker: Sticker | null
}

export type ForwardingService = ReturnType<typeof createForwarding>

/** Forwarding: what stands in one chat is put into another one with its origin (MSG-14, CHN-08). */
export function createForwarding(parts: Parts) {
  const { clock, doors, changes, holding, accessChat } = parts
  const { log, members, messages } = parts.stores

  /** Everybody who reads a chat without being asked: its members and who observes it. */
  const readersOf = async (tx: Tx, chat: ReaderRow): Promise<string[]> => [
    ...(await members.openMembers(tx, chat.id, CHAT_MEMBERS_MAX)),
    ...chat.observer_ids,
  ]

  /** Those among readers who are not of the staff of one of these organisations. */
  const outsidersOf = async (tx: Tx, readers: readonly string[], communityIds: readonly string[]) => {
    const outsiders = new Set<string>()
    for (const communityId of communityIds) {
      const staff = new Set(await doors.audienceOf(tx, { communityId, class: 'staff' }))
      for (const id of readers) if (!staff.has(id)) outsiders.add(id)
    }
    return outsiders
  }

  /**
   * Holds what the readers of the target are, before any head is locked: nobody of them leaves the staff until the words of
   * «Сотрудники» stand there.
   */
  const holdReaders = async (tx: Tx, target: ReaderRow, communityIds: readonly string[], fail: FailForward) => {
    const readers = await readersOf(tx, target)
    // Before thousands are held in vain.
    if ((await outsidersOf(tx, readers, communityIds)).size > 0) fail('message.staffOnly')
    await doors.holdProfiles(tx, readers, 'keep')
    return new Set(readers)
  }

  /** Numbers under which the same stands there already; null when none of it does. */
  const repeatOf = async (tx: Tx, viewerId: string, chatId: string, keys: readonly string[]) => {
    const seqs = await messages.sentSeqs(tx, { chatId, senderId: viewerId, ids: keys })
    if (seqs.length > 0 && seqs.length < keys.length) refuse('key.reused')
    return seqs.length === 0 ? null : seqs
  }

  /** What the viewer may forward of a chat that he reads, in the order in which it stands there. */
  const checkSource = async (
    tx: Tx,
    viewerId: string,
    input: InputOf<Forward>,
    fail: FailForward,
  ): Promise<{ put: Put[]; staffOf: string[] }> => {
    const row = (await accessChat(tx, viewerId, input.fromChatId)) ?? fail('chat.unknown')
    const keys = new Map(input.messages.map(({ seq, key }) => [seq, key]))
    const found = await messages.messagesBySeq(tx, row.id, [...keys.keys()], row.start_seq ?? 0)
    if (found.length < input.messages.length) fail('message.unknown')
    const chat = chatView(row)
    const put: Put[] = []
    for (const message of found) {
      const refusal = forwardRefusal(message, { mine: mineView(row), chat })
      if (refusal === 'chat.forwardForbidden') fail(refusal, { setBy: 'owner', changedBy: 'owner' })
      if (refusal !== null) fail(refusal)
      const origin = await originOf(tx, viewerId, message, chat)
      const fileIds = message.attachments.map(({ id }) => id)
      const { text, mentions, sticker } = message
      put.push({ key: keys.get(message.seq)!, text, mentions, fileIds, origin, sticker })
    }
    const staffOf = put.flatMap(({ origin }) =>
      origin?.kind === 'channel' && origin.staffOnly ? origin.communityId : [],
    )
    return { put, staffOf: [...new Set(staffOf)] }
  }

  /** Whose words a message holds; what was forwarded keeps its first origin. */
  const originOf = async (tx: Tx, viewerId: string, message: Message, chat: Chat): Promise<Origin> => {
    if (message.origin !== null) return message.origin
    if (chat.kind !== 'channel') return { kind: 'person', profileId: message.senderId }
    const communityId = chat.communityId!
    const membership = await doors.accessMembership(tx, viewerId, communityId)
    const community = membership?.name ?? refuse('chat.unknown')
    return { kind: 'channel', communityId, community, channel: chat.title, staffOnly: chat.channelClass === 'staff' }
  }

  /** Puts one message there; its files live for as long as any message holds them. */
  const doPut = async (tx: Tx, senderId: string, target: ReaderRow, put: Put, fail: FailForward): Promise<number> => {
    const { key: id, text, fileIds, origin, sticker } = put
    const mentions = await forwardedMentions(parts, tx, target, put.mentions)
    const held = (await holding.choose(tx, target, fileIds, fail)) ?? fail('message.unknown')
    const message = await messages.insertMessage(tx, {
      chatId: target.id,
      senderId,
      id,
      text,
      mentions,
      attachments: held.map(({ attachment }) => attachment),
      replyToSeq: null,
      origin,
      poll: null,
      announcement: null,
      sticker,
      lifetimeMs: null,
      now: clock.now(),
    })
    if (held.length > 0) await holding.hold(tx, message, held)
    changes.doTellPosted(tx, message)
    return message.seq
  }

  return {
    /**
     * Puts messages into another chat, all or none; a repeat under the same keys finds them there. Both heads are held, so
     * what was erased or whom somebody has let in meanwhile is known.
     */
    async forward(tx: Tx, viewerId: string, input: InputOf<Forward>, fail: FailForward): Promise<OutputOf<Forward>> {
      const comment = input.comment && {
        key: input.comment.key,
        text: checkText(input.comment.text, fail),
        mentions: [],
        fileIds: [],
        origin: null,
        sticker: null,
      }
      const keys = [...(comment === undefined ? [] : [comment]), ...input.messages].map(({ key }) => key)
      if (new Set(keys).size < keys.length) refuse('key.reused')
      const before = (await accessChat(tx, viewerId, input.chatId)) ?? fail('chat.unknown')
      const done = await repeatOf(tx, viewerId, before.id, keys)
      if (done !== null) return { seqs: done }
      const { staffOf } = await checkSource(tx, viewerId, input, fail)
      const held = staffOf.length === 0 ? null : await holdReaders(tx, before, staffOf, fail)
      await log.lockHeads(tx, [input.chatId, input.fromChatId])
      const target = (await accessChat(tx, viewerId, input.chatId)) ?? fail('chat.unknown')
      const known = await repeatOf(tx, viewerId, target.id, keys)
      if (known !== null) return { seqs: known }
      const refusal = writeRefusal(chatView(target), mineView(target))
      if (refusal !== null) fail(refusal)
      if (keys.length > 1 && isPaced(target)) fail('message.oneAtATime', { setBy: 'owner', changedBy: 'owner' })
      await keepPace(parts, tx, target, viewerId, fail)
      const { put } = await checkSource(tx, viewerId, input, fail)
      if (held !== null) await checkStaff(tx, target, held, staffOf, fail)
      const seqs: number[] = []
      for (const each of [...(comment === undefined ? [] : [comment]), ...put]) {
        seqs.push(await doPut(tx, viewerId, target, each, fail))
      }
      return { seqs }
    },
  }

  /** Under the head of the target nobody comes in any more. */
  async function checkStaff(
    tx: Tx,
    target: ReaderRow,
    held: ReadonlySet<string>,
    communityIds: readonly string[],
    fail: FailForward,
  ): Promise<void> {
    const readers = await readersOf(tx, target)
    if ((await outsidersOf(tx, readers, communityIds)).size > 0) fail('message.staffOnly')
    // Whoever has come in since then may be leaving the staff at this moment: the next try holds him too.
    if (readers.some((id) => !held.has(id))) throw new Refusal('rate.limited', { retryAfterSeconds: 1 }, 1)
  }
}
