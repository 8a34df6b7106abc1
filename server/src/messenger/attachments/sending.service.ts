import type { UrgentReason } from '#contract/communities/urgent.ts'
import type { ErrorsOf } from '#contract/kit/operation.ts'
import { writeRefusal } from '#contract/messenger/chats.abilities.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { Mention } from '#contract/messenger/mention.ts'
import { isSameMentions } from '#contract/messenger/mentioned.ts'
import type { Origin } from '#contract/messenger/origin.ts'
import type { Sticker, StickerName } from '#contract/messenger/sticker.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files } from '../../files/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView, mineView, type ReaderRow } from '../chats/chat-views.ts'
import { keepPace } from '../delivery/pace.ts'
import type { LeftDoors } from '../doors.ts'
import { checkMentions } from '../mentions/mentions.ts'
import type { Vanishing } from '../messages/vanishing.ts'
import { urgentPlaceOf } from '../quiet/chat-quiet.ts'
import type { MessengerStores } from '../stores.ts'
import type { Holding } from './holding.ts'
import type { HeldFile } from './media.ts'

interface Parts extends Pick<Platform, 'clock'> {
  stores: MessengerStores
  doors: Pick<LeftDoors, 'urgent'>
  changes: Pick<ChatChanges, 'doTellPosted' | 'doTellMine'>
  files: Pick<Files, 'takeOwn' | 'erase'>
  holding: Holding
  vanishing: Vanishing
  /** A sticker that can be sent. */
  accessSticker: (reader: Reader, name: StickerName, fail: Fail<'sticker.unknown'>) => Promise<Sticker>
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

/** A message on its way into the log by a transaction of its own. */
export interface AttachedDraft {
  chatId: string
  senderId: string
  /** The client's key. */
  id: string
  text: string
  /** Whom it names, at places of the text. */
  mentions: readonly Mention[]
  /** None where it has no files. */
  attachments: readonly string[]
  /** The sticker that it is, without anything else. */
  sticker: StickerName | null
  replyToSeq: number | null
  lifetimeMs: number | null
  /** Why it sounds in a quiet time too; left out of all others. */
  urgent?: UrgentReason | undefined
  /** Of what the product says in somebody's name; left out of all others. */
  origin?: Origin
}

type FailSend = Fail<ErrorsOf<Operations['messages.send']>>
type FailTake = Fail<'attachment.unknown' | 'attachment.placeStays'>

export type AttachedSending = ReturnType<typeof createAttachedSending>

/**
 * Messages with files, those that name people, stickers, and those in chats that are slow. They do not go through the committer: their files and they are there
 * in one transaction or not at all, as are they and the pace; and few enough of them are sent for one of their own.
 */
export function createAttachedSending(parts: Parts) {
  const { clock, changes, files, holding, accessChat } = parts
  const { attachments, log, messages } = parts.stores

  const checkReply = async (tx: Tx, chat: ReaderRow, replyToSeq: number | null, fail: FailSend): Promise<void> => {
    if (replyToSeq === null) return
    const [answered] = await messages.messagesBySeq(tx, chat.id, [replyToSeq], chat.start_seq ?? 0)
    if (answered === undefined || answered.erased !== null) fail('message.replyUnknown')
  }

  /**
   * Own files that were made ready for a chat, as a new message there will hold them, from now on used. The caller holds
   * the head of the chat.
   */
  const doTake = async (
    tx: Tx,
    chat: ReaderRow,
    ownerId: string,
    ids: readonly string[],
    fail: FailTake,
  ): Promise<HeldFile[]> => {
    if (ids.length === 0) return []
    const ready = await attachments.readMedia(tx, ids)
    if (ready.some((media) => media.chat_id !== chat.id)) fail('attachment.unknown')
    const held = (await holding.choose(tx, chat, ids, fail)) ?? fail('attachment.unknown')
    const shownIds = held.map(({ attachment }) => attachment.id)
    const made = (await attachments.readMedia(tx, shownIds)).flatMap(({ clean_id, small_id, large_id }) =>
      [clean_id, small_id, large_id].filter((id) => id !== null),
    )
    if (!(await files.takeOwn(tx, ownerId, [...new Set([...shownIds, ...made])]))) fail('attachment.unknown')
    return held
  }

  /** Notes that a message holds what was taken for it. A photo whose clean copy stands in its place goes. */
  const doHold = async (tx: Tx, message: Message, held: readonly HeldFile[]): Promise<void> => {
    if (held.length === 0) return
    await attachments.holdFiles(tx, message, held)
    const replaced = held.filter(({ attachment, sourceId }) => attachment.id !== sourceId)
    await files.erase(
      tx,
      await attachments.forgetMedia(
        tx,
        replaced.map(({ sourceId }) => sourceId),
      ),
    )
  }

  /** Refuses what its sender may not write in a chat as it stands. */
  const checkSending = async (tx: Tx, chat: ReaderRow, draft: AttachedDraft, fail: FailSend): Promise<void> => {
    checkWriting(chat, fail)
    const vanishRefusal = draft.lifetimeMs === null ? null : await parts.vanishing.refusal(tx, chat)
    if (vanishRefusal !== null) fail(vanishRefusal)
    await checkReply(tx, chat, draft.replyToSeq, fail)
    await checkMentions(parts, tx, chat, draft.mentions, fail)
  }

  const checkUrgent = async (tx: Tx, chat: ReaderRow, draft: AttachedDraft, fail: FailSend): Promise<void> => {
    const { senderId, id: messageId, urgent: reason } = draft
    if (reason === undefined) return
    const sent = { ...urgentPlaceOf(chat, senderId), profileId: senderId, messageId, reason }
    const verdict = await parts.doors.urgent.use(tx, sent)
    if (verdict === 'forbidden') fail('message.urgentForbidden')
    if (verdict === 'spent') fail('message.urgentSpent')
  }

  return {
    doTake,
    doHold,

    /** Refuses what could not be sent at this moment, but for the pace of a chat that is slow. */
    async check(tx: Tx, draft: AttachedDraft, fail: FailSend): Promise<void> {
      const chat = (await accessChat(tx, draft.senderId, draft.chatId)) ?? fail('chat.unknown')
      await checkSending(tx, chat, draft, fail)
    },

    /** Puts a message into the log of its chat; a repeat finds the one that stands there. */
    async send(tx: Tx, draft: AttachedDraft, fail: FailSend): Promise<Message> {
      const { chatId, senderId, id, text, mentions, replyToSeq, lifetimeMs } = draft
      await log.lockHeads(tx, [chatId])
      const chat = (await accessChat(tx, senderId, chatId)) ?? fail('chat.unknown')
      const [known] = await messages.sentSeqs(tx, { chatId, senderId, ids: [id] })
      if (known !== undefined) return repeatOf(tx, chat, draft, known)
      await checkSending(tx, chat, draft, fail)
      await keepPace(parts, tx, chat, senderId, fail)
      await checkUrgent(tx, chat, draft, fail)
      const sticker = draft.sticker === null ? null : await parts.accessSticker(tx, draft.sticker, fail)
      const held = await doTake(tx, chat, senderId, draft.attachments, fail)
      const message = await messages.insertMessage(tx, {
        chatId,
        senderId,
        id,
        text,
        mentions,
        attachments: held.map(({ attachment }) => attachment),
        replyToSeq,
        origin: draft.origin ?? null,
        poll: null,
        announcement: null,
        sticker,
        urgent: draft.urgent ?? null,
        lifetimeMs,
        now: clock.now(),
      })
      await doHold(tx, message, held)
      changes.doTellPosted(tx, message)
      return message
    },
  }

  /** What was sent under this key, if it is what is sent now; what has been changed since cannot be compared any more. */
  async function repeatOf(tx: Tx, chat: ReaderRow, draft: AttachedDraft, seq: number): Promise<Message> {
    const [present] = await messages.messagesBySeq(tx, draft.chatId, [seq], chat.start_seq ?? 0)
    if (present === undefined) throw new Refusal('chat.unknown')
    if (present.erased !== null) return present
    const sources = await attachments.sourcesOf(tx, present)
    const lifetimeMs = present.expiresAt === null ? null : Date.parse(present.expiresAt) - Date.parse(present.at)
    const isSame =
      (present.version > 1 || (present.text === draft.text && isSameMentions(present.mentions, draft.mentions))) &&
      sources.join() === draft.attachments.join() &&
      present.sticker?.id === draft.sticker?.id &&
      present.sticker?.packId === draft.sticker?.packId &&
      present.replyToSeq === draft.replyToSeq &&
      lifetimeMs === draft.lifetimeMs &&
      present.urgent === draft.urgent
    if (!isSame) throw new Refusal('key.reused')
    return present
  }
}

/** Refuses what the sender may not write here. */
function checkWriting(row: ReaderRow, fail: FailSend): void {
  const refusal = writeRefusal(chatView(row), mineView(row))
  if (refusal !== null) fail(refusal)
}
