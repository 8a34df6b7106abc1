import type { InputOf } from '#contract/kit/operation.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { linksOf } from '#contract/messenger/links.ts'
import { isSameMentions } from '#contract/messenger/mentioned.ts'
import {
  type EditRefusal,
  type EraseRefusal,
  editRefusal,
  eraseRefusal,
} from '#contract/messenger/messages.abilities.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files } from '../../files/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { checkMentions, placedMentions } from '../mentions/mentions.ts'
import { doForgetPreview } from '../previews/forget-preview.ts'
import { clearPreview, previewedVersion } from '../previews/previews.store.ts'
import { accessMessages, type MessageDoor } from './access-messages.ts'
import { checkCaption } from './check-text.ts'
import { type Acting, doErase, doTellChanged } from './erasing.ts'

/** Called in the transaction in which somebody erases a message for everybody, with the message as it stood. */
export type MessageErased = (tx: Tx, message: Message) => Promise<void>

interface Parts extends MessageDoor, Pick<Platform, 'erasures'> {
  changes: ChatChanges
  messageErased: readonly MessageErased[]
  files: Pick<Files, 'erase' | 'eraseAgain'>
}

const ERASURE = 'message'

/** What a message says, and whom that names. */
type Said = Pick<Message, 'text' | 'mentions'>

/** What the ledger holds of an erased message. */
interface ErasedMessage {
  chatId: string
  seq: number
  /** The key of its author, which no other message has. */
  id: string
  actorId: string
}

export type ChangesService = ReturnType<typeof createChangesService>

/** What happens to messages after they were sent. Every change takes the next number of the chat. */
export function createChangesService(parts: Parts) {
  const { log, messages, supervision } = parts.stores

  /** What was said before somebody who had to see it stays as it was said, though he may be gone from the chat again. */
  const checkUnsupervised = async (
    tx: Tx,
    chatId: string,
    seqs: readonly number[],
    fail: Fail<'message.supervised'>,
  ): Promise<void> => {
    if (seqs.length > 0 && (await supervision.takenSupervised(tx, chatId, seqs)).length > 0) fail('message.supervised')
  }

  parts.erasures.declare<ErasedMessage>(ERASURE, async (tx, { chatId, seq, id, actorId }) => {
    await log.lockHeads(tx, [chatId])
    const [message] = await messages.messagesBySeq(tx, chatId, [seq], 0)
    // A restored chat gives numbers anew: another message may stand under this one.
    if (message?.id !== id || message.erased !== null) return
    const again = { ...parts, eraseFiles: parts.files.eraseAgain }
    await doErase(again, tx, message, { profileId: actorId, now: parts.clock.now() })
  })

  const doEdit = async (tx: Tx, message: Message, said: Said, acting: Acting): Promise<number> => {
    // The card is of the first link, and goes with it.
    if (message.preview !== undefined && linksOf(said.text)[0]?.address !== message.preview.address) {
      await doForgetPreview(tx, message, parts.files.erase)
      await clearPreview(tx, message)
    }
    const edited = await messages.setText(tx, message, said, acting.now)
    await doTellChanged(parts, tx, edited, 'edited', acting)
    return edited.version
  }

  const doEraseAll = async (tx: Tx, whole: readonly Message[], acting: Acting & { profileId: string }) => {
    for (const message of whole) {
      for (const hook of parts.messageErased) await hook(tx, message)
      await doErase({ ...parts, eraseFiles: parts.files.erase }, tx, message, acting)
      const { chatId, seq, id } = message
      await parts.erasures.record(tx, ERASURE, { chatId, seq, id, actorId: acting.profileId } satisfies ErasedMessage)
    }
  }

  return {
    /** Gives a message, whose head the caller holds and whose change he has allowed, another text; returns its version. */
    doEdit,

    /** Erases messages, whose head the caller holds and whose change he has allowed; what is erased already stays so. */
    doErase: (tx: Tx, found: readonly Message[], acting: Acting & { profileId: string }): Promise<void> =>
      doEraseAll(tx, found.filter(isWhole), acting),

    /** Changes the text of an own message; the same text changes nothing and takes no number. */
    async edit(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['messages.edit']>,
      fail: Fail<
        | 'chat.unknown'
        | 'message.unknown'
        | 'message.versionConflict'
        | 'message.empty'
        | 'message.tooLong'
        | 'mention.invalid'
        | 'mention.unknown'
        | 'mention.allForbidden'
        | EditRefusal
      >,
    ): Promise<{ version: number }> {
      const text = checkCaption(input.text, fail)
      const mentions = placedMentions({ raw: input.text, text, mentions: input.mentions ?? [] }, fail)
      const { row, place, seen, viewer } = await accessMessages(parts, tx, viewerId, input.chatId, [input.seq], fail)
      const message = seen[0]!
      const refusal = editRefusal(message, place, viewer)
      if (refusal !== null) fail(refusal)
      await checkUnsupervised(tx, input.chatId, [message.seq], fail)
      if (text === '' && message.attachments.length === 0) fail('message.empty')
      const isCurrent = message.version === input.version || (await isOnlyPreviewed(tx, message, input.version))
      if (!isCurrent) fail('message.versionConflict')
      if (message.text === text && isSameMentions(message.mentions, mentions)) return { version: message.version }
      await checkMentions(parts, tx, row, mentions, fail, message.mentions)
      return { version: await doEdit(tx, message, { text, mentions }, viewer) }
    },

    /** Erases messages for everybody, all or none; what is erased already stays as it is and takes no number. */
    async erase(
      tx: Tx,
      viewerId: string,
      input: { chatId: string; seqs: readonly number[] },
      fail: Fail<'chat.unknown' | 'message.unknown' | EraseRefusal>,
    ): Promise<void> {
      const { place, seen, viewer } = await accessMessages(parts, tx, viewerId, input.chatId, input.seqs, fail)
      for (const message of seen) {
        const refusal = eraseRefusal(message, place, viewer)
        if (refusal !== null) fail(refusal)
      }
      const whole = seen.filter(isWhole)
      const seqs = whole.map(({ seq }) => seq)
      await checkUnsupervised(tx, input.chatId, seqs, fail)
      await doEraseAll(tx, whole, viewer)
    },
  }
}

/** Whether nothing but the card of its link has come since a version: its author has seen the text as it is. */
async function isOnlyPreviewed(tx: Tx, message: Message, version: number): Promise<boolean> {
  if (message.preview === undefined || message.version !== version + 1) return false
  return (await previewedVersion(tx, message)) === message.version
}

function isWhole(message: Message): boolean {
  return message.erased === null
}
