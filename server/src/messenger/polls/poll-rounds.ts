import { hasEnded } from '#contract/messenger/polls.abilities.ts'
import { POLL_TOLD_EVERY_MS } from '#contract/messenger/polls.limits.ts'
import { startRounds } from '../../platform/clock/rounds.ts'
import type { Platform } from '../../platform/platform.ts'
import type { MessengerStores } from '../stores.ts'
import { duePolls, readPoll } from './polls.store.ts'
import { isPoll, type PollTelling } from './telling.ts'

/** Polls of one step. */
const STEP_POLLS = 100

interface Parts extends Pick<Platform, 'db' | 'transaction' | 'clock' | 'log'> {
  stores: Pick<MessengerStores, 'log' | 'messages'>
  telling: PollTelling
}

export interface PollRounds {
  /** Tells of every vote that its chat has not been told of, and ends every poll whose time is over. */
  run(): Promise<void>
  /** Runs again and again; the answer stops it. Several processes may do so at once. */
  start(): () => void
}

/** Looks after polls, each in a transaction of its own under the head of its chat. */
export function createPollRounds(parts: Parts): PollRounds {
  const { clock, db, transaction, telling } = parts
  const { log, messages } = parts.stores

  /** Another process may have done it meanwhile, or the poll may be gone. */
  const look = (chatId: string, seq: number) =>
    transaction(async (tx) => {
      await log.lockHeads(tx, [chatId])
      const [message] = await messages.messagesBySeq(tx, chatId, [seq], 0)
      if (message === undefined || !isPoll(message)) return
      const now = clock.now()
      if (message.poll.state.ended === null && hasEnded(message.poll, now)) {
        return telling.doEnd(tx, message, { by: 'deadline' }, now)
      }
      if ((await readPoll(tx, message)).untold) await telling.doTell(tx, message, now)
    })

  const run = async () => {
    for (;;) {
      const now = clock.now()
      const due = await duePolls(db, { now, toldBefore: now - POLL_TOLD_EVERY_MS, limit: STEP_POLLS })
      let failed = false
      for (const { chatId, seq } of due) {
        // One poll that fails keeps no other from its end; the next round comes to it again.
        await look(chatId, seq).catch((error: unknown) => {
          parts.log.warn({ error, chatId, seq }, 'messenger.pollFailed')
          failed = true
        })
      }
      if (failed || due.length < STEP_POLLS) return
    }
  }

  return {
    run,
    start: () =>
      startRounds({ clock, log: parts.log, everyMs: POLL_TOLD_EVERY_MS, failure: 'messenger.pollsFailed', run }),
  }
}
