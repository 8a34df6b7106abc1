import type { Files } from '../../files/index.ts'
import { startRounds } from '../../platform/clock/rounds.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { MessengerStores } from '../stores.ts'
import { doErase } from './erasing.ts'

/**
 * Often enough that what is over is gone within a minute, also when one round finds the database away (MSG-08). So late
 * may a count of unread messages be as well: it goes by erasures, which every client takes off what the server counted,
 * and would lose a message twice if the server left it out before.
 */
export const EXPIRY_ROUND_MS = 15_000
/** Messages of one step; a chat is held for no more of them at once. */
const STEP_MESSAGES = 100

interface Parts extends Pick<Platform, 'db' | 'transaction' | 'clock' | 'log'> {
  stores: MessengerStores
  changes: ChatChanges
  eraseFiles: Files['erase']
}

export interface Expiry {
  /** Erases everything whose time is over. */
  run(): Promise<void>
  /** Runs again and again; the answer stops it. Several processes may do so at once. */
  start(): () => void
}

/** Erases messages whose time is over, step by step, each chat in a transaction of its own. */
export function createExpiry(parts: Parts): Expiry {
  const { clock, db, transaction } = parts
  const { log, messages } = parts.stores

  /** Under the head of the chat, because somebody may have erased one of them meanwhile. */
  const eraseIn = (chatId: string, seqs: readonly number[]) =>
    transaction(async (tx) => {
      await log.lockHeads(tx, [chatId])
      const due = await messages.messagesBySeq(tx, chatId, seqs, 0)
      const acting = { profileId: null, now: clock.now() }
      for (const message of due) if (message.erased === null) await doErase(parts, tx, message, acting)
    })

  const run = async () => {
    for (;;) {
      const due = await messages.dueMessages(db, clock.now(), STEP_MESSAGES)
      const byChat = Map.groupBy(due, (message) => message.chatId)
      for (const chatId of [...byChat.keys()].sort()) {
        const seqs = byChat.get(chatId)!.map(({ seq }) => seq)
        await eraseIn(chatId, seqs)
      }
      if (due.length < STEP_MESSAGES) return
    }
  }

  return {
    run,
    start: () =>
      startRounds({ clock, log: parts.log, everyMs: EXPIRY_ROUND_MS, failure: 'messenger.expiryFailed', run }),
  }
}
