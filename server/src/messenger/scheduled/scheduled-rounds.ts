import type { ErrorCode } from '#contract/errors.ts'
import { SCHEDULED_ROUND_MS } from '#contract/messenger/scheduled.limits.ts'
import { startRounds } from '../../platform/clock/rounds.ts'
import { fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { LeftDoors } from '../doors.ts'
import type { ScheduledService } from './scheduled.service.ts'
import { dueScheduled, keepBack, lockScheduled, type Waiting } from './scheduled.store.ts'

/** Messages of one step. */
const STEP_MESSAGES = 100
/** Refusals that say nothing of the message: another round comes to it again. */
const FOR_NOW: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'rate.limited',
  'service.draining',
  'service.storageFull',
  'service.databaseDown',
  'internal',
])

interface Parts extends Pick<Platform, 'db' | 'transaction' | 'clock' | 'log'> {
  doors: Pick<LeftDoors, 'actingRefusal'>
  scheduled: Pick<ScheduledService, 'doSend' | 'tell'>
}

export interface ScheduledRounds {
  /** Sends everything whose time has come. */
  run(): Promise<void>
  /** Runs again and again; the answer stops it. Several processes may do so at once. */
  start(): () => void
}

/**
 * Sends what was put off. The message and that it waits no more are one transaction, so it is sent once, whatever dies; and it is
 * refused as one that is sent now would be. What is refused waits for its author, who is told why.
 */
export function createScheduledRounds(parts: Parts): ScheduledRounds {
  const { clock, db, transaction, doors, scheduled } = parts

  /** Another process may have sent it meanwhile, or its author may have changed it. */
  const send = (due: Waiting) =>
    transaction(async (tx) => {
      const waiting = await lockScheduled(tx, due)
      if (waiting === undefined || waiting.failure !== null || Date.parse(waiting.sendAt) > clock.now()) return
      await scheduled.doSend(tx, waiting, fail)
    })

  const refuse = (due: Waiting, refusal: Refusal) =>
    transaction(async (tx) => {
      const { waitSeconds } = refusal.details ?? {}
      // In a chat that is slow it is its turn later.
      const isEarly = refusal.code === 'message.tooSoon' && typeof waitSeconds === 'number'
      const sendAt = isEarly ? new Date(clock.now() + waitSeconds * 1_000) : new Date(due.sendAt)
      if (await keepBack(tx, due, { failure: isEarly ? null : refusal.code, sendAt })) scheduled.tell(tx, due)
    })

  const look = async (due: Waiting): Promise<void> => {
    const code = await doors.actingRefusal(db, due)
    if (code !== null) return refuse(due, new Refusal(code))
    try {
      await send(due)
    } catch (error) {
      if (!(error instanceof Refusal) || FOR_NOW.has(error.code)) throw error
      await refuse(due, error)
    }
  }

  const run = async () => {
    for (;;) {
      const due = await dueScheduled(db, new Date(clock.now()), STEP_MESSAGES)
      let failed = false
      for (const each of due) {
        // One that fails keeps no other back; the next round comes to it again.
        await look(each).catch((error: unknown) => {
          parts.log.warn({ error, chatId: each.chatId }, 'messenger.scheduledFailed')
          failed = true
        })
      }
      if (failed || due.length < STEP_MESSAGES) return
    }
  }

  return {
    run,
    start: () =>
      startRounds({
        clock,
        log: parts.log,
        everyMs: SCHEDULED_ROUND_MS,
        failure: 'messenger.scheduledRoundFailed',
        run,
      }),
  }
}
