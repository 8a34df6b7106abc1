import { startRounds } from '../../platform/clock/rounds.ts'
import type { Platform } from '../../platform/platform.ts'
import type { MessengerStores } from '../stores.ts'
import { releaseHeld } from './held-reads.store.ts'

const EVERY_MS = 15_000
/** Readers of one transaction. */
const STEP_READERS = 500

interface Parts extends Pick<Platform, 'db' | 'transaction' | 'clock' | 'log' | 'emitter'> {
  stores: Pick<MessengerStores, 'reads'>
}

export interface HeldRounds {
  /** Shows what was read in quiet times that are over, and tells the chats. */
  run(): Promise<void>
  /** Runs again and again; the answer stops it. Several processes may do so at once. */
  start(): () => void
}

/** Lets go what was read in quiet times (P-04). */
export function createHeldRounds({ db, transaction, clock, log, emitter, stores }: Parts): HeldRounds {
  const run = async () => {
    for (;;) {
      const released = await transaction((tx) => releaseHeld(tx, clock.now(), STEP_READERS))
      const chatIds = [...new Set(released.flatMap(({ chatId, isTold }) => (isTold ? chatId : [])))]
      for (const [chatId, readTop] of await stores.reads.readTops(db, chatIds)) {
        emitter.ephemeral(null, 'chat', chatId, 'chat.read', { chatId, readTop })
      }
      if (released.length < STEP_READERS) return
    }
  }
  return { run, start: () => startRounds({ clock, log, everyMs: EVERY_MS, failure: 'messenger.heldReadsFailed', run }) }
}
