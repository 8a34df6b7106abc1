import type { Message } from '#contract/messenger/chats.ts'
import {
  type EditRefusal,
  type EraseRefusal,
  editRefusal,
  eraseRefusal,
  type Looking,
} from '#contract/messenger/messages.abilities.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { mineView, type ReaderRow } from '../chats/chat-views.ts'
import type { MessengerStores } from '../stores.ts'
import { checkText } from './check-text.ts'

interface Parts extends Pick<Platform, 'clock'> {
  stores: MessengerStores
  changes: ChatChanges
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

export type ChangesService = ReturnType<typeof createChangesService>

/** What happens to messages after they were sent. Every change takes the next number of the chat. */
export function createChangesService(parts: Parts) {
  const { changes } = parts
  const { log, messages } = parts.stores

  /** The chat, under its head, and those of the messages that the viewer sees, by number. */
  const access = async (
    tx: Tx,
    viewerId: string,
    chatId: string,
    seqs: readonly number[],
    fail: Fail<'chat.unknown' | 'message.unknown'>,
  ) => {
    await log.lockHeads(tx, [chatId])
    const chat = (await parts.accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
    const seen = await messages.messagesBySeq(tx, chatId, seqs, chat.start_seq ?? 0)
    if (seen.length < seqs.length) fail('message.unknown')
    const viewer: Looking = { profileId: viewerId, now: parts.clock.now() }
    return { mine: mineView(chat), seen, viewer }
  }

  return {
    /** Changes the text of an own message; the same text changes nothing and takes no number. */
    async edit(
      tx: Tx,
      viewerId: string,
      input: { chatId: string; seq: number; version: number; text: string },
      fail: Fail<
        | 'chat.unknown'
        | 'message.unknown'
        | 'message.versionConflict'
        | 'message.empty'
        | 'message.tooLong'
        | EditRefusal
      >,
    ): Promise<{ version: number }> {
      const text = checkText(input.text, fail)
      const { mine, seen, viewer } = await access(tx, viewerId, input.chatId, [input.seq], fail)
      const message = seen[0]!
      const refusal = editRefusal(message, mine, viewer)
      if (refusal !== null) fail(refusal)
      if (message.version !== input.version) fail('message.versionConflict')
      if (message.text === text) return { version: message.version }
      const edited = await messages.setText(tx, input, text, viewer.now)
      await changes.appendMessageChange(tx, edited, { actorId: viewerId, what: 'edited' }, viewer.now)
      return { version: edited.version }
    },

    /** Erases messages for everybody, all or none; what is erased already stays as it is and takes no number. */
    async erase(
      tx: Tx,
      viewerId: string,
      input: { chatId: string; seqs: readonly number[] },
      fail: Fail<'chat.unknown' | 'message.unknown' | EraseRefusal>,
    ): Promise<void> {
      const { mine, seen, viewer } = await access(tx, viewerId, input.chatId, input.seqs, fail)
      for (const message of seen) {
        const refusal = eraseRefusal(message, mine, viewer)
        if (refusal !== null) fail(refusal)
      }
      const whole = seen.filter((message) => message.erased === null)
      for (const message of whole) await doErase(tx, message, viewer)
    },
  }

  async function doErase(tx: Tx, message: Message, viewer: Looking): Promise<void> {
    const why = message.senderId === viewer.profileId ? 'author' : 'leader'
    const erased = await messages.emptyMessage(tx, message, why, viewer.now)
    await changes.appendMessageChange(tx, erased, { actorId: viewer.profileId, what: 'erased' }, viewer.now)
  }
}
