import { startRounds } from '../../platform/clock/rounds.ts'
import type { Platform } from '../../platform/platform.ts'
import type { MessengerStores } from '../stores.ts'
import type { ChatChanges } from './chat-changes.ts'

/** Often enough that a changed rule, a birthday or a new guardian holds within a minute, also when one round fails (P-07). */
export const SUPERVISION_ROUND_MS = 15_000
const STEP_CHATS = 100

interface Parts extends Pick<Platform, 'db' | 'transaction' | 'clock' | 'log'> {
  stores: MessengerStores
  changes: ChatChanges
}

export interface SupervisionRounds {
  /** Looks at every dialogue whose rule may have changed. */
  run(): Promise<void>
  /** Runs again and again; the answer stops it. Several processes may do so at once. */
  start(): () => void
}

/** Looks anew at the rule of two adults wherever something has changed that no change of the chat itself shows. */
export function createSupervisionRounds(parts: Parts): SupervisionRounds {
  const { clock, db, transaction } = parts
  const { log, members, supervision } = parts.stores

  const lookAt = (chatId: string, ids: readonly number[]) =>
    transaction(async (tx) => {
      const head = (await log.lockHeads(tx, [chatId])).get(chatId)
      // A dialogue that was closed with the last shared community stays so until somebody opens it again.
      const isOpen = head !== undefined && head.writeRefusal !== 'message.writeForbidden'
      if (isOpen && (await members.openMembers(tx, chatId, 2)).length === 2) await parts.changes.refreshRule(tx, chatId)
      await supervision.takeDue(tx, ids)
    })

  const run = async () => {
    for (;;) {
      const due = await supervision.readDue(db, clock.now(), STEP_CHATS)
      const byChat = Map.groupBy(due, ({ chatId }) => chatId)
      let failed = false
      for (const chatId of [...byChat.keys()].sort()) {
        const ids = byChat.get(chatId)!.map(({ id }) => id)
        // One chat that fails keeps no other from its rule; it stays in the queue.
        await lookAt(chatId, ids).catch((error: unknown) => {
          parts.log.warn({ error, chatId }, 'messenger.supervisionFailed')
          failed = true
        })
      }
      if (failed || due.length < STEP_CHATS) return
    }
  }

  return {
    run,
    start: () =>
      startRounds({
        clock,
        log: parts.log,
        everyMs: SUPERVISION_ROUND_MS,
        failure: 'messenger.supervisionFailed',
        run,
      }),
  }
}
