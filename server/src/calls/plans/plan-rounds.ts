import { PLANNED_EARLY_MS, PLANNED_KEPT_MS, PLANNED_LATE_MS } from '#contract/calls/planned-calls.limits.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Origin } from '#contract/messenger/origin.ts'
import { startRounds } from '../../platform/clock/rounds.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { nextOccurrence } from './occurrences.ts'
import * as store from './plans.store.ts'

const EVERY_MS = 10_000
const STEP_PLANS = 100
/** Refusals that say nothing of the chat: another round comes to it again. */
const FOR_NOW: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'rate.limited',
  'service.draining',
  'service.storageFull',
  'service.databaseDown',
  'internal',
])

/** A message that somebody says through the server. */
export interface Said {
  chatId: string
  profileId: string
  id: string
  text: string
  /** What every page says in the language of its reader. */
  origin: Extract<Origin, { kind: 'plannedCall' }>
}

export interface PlanRoundsParts extends Pick<Platform, 'db' | 'transaction' | 'clock' | 'log' | 'emitter' | 'newId'> {
  /** Why somebody may say nothing in a chat now, whatever it is; null when he may. */
  actingRefusal: (reader: Reader, acting: Said) => Promise<ErrorCode | null>
  /** Says it by the way of every message, with the rights of this moment. */
  say: (tx: Tx, said: Said) => Promise<void>
}

export interface PlanRounds {
  /** Reminds of everything that is near, and moves on what has passed. */
  run(): Promise<void>
  /** Runs again and again; the answer stops it. Several processes may do so at once. */
  start(): () => void
}

/**
 * Reminds chats of planned calls ten minutes before, by a message of whoever has planned it: so it sounds, is silent at quiet
 * times, and is held back from whoever has turned notices of the chat off, as every message is. Nothing begins by itself.
 */
export function createPlanRounds(parts: PlanRoundsParts): PlanRounds {
  const { clock, db, transaction, emitter } = parts

  /** The message and that the chat was reminded are one transaction: it comes once, whatever dies. */
  const remind = (due: { id: string; chatId: string }) =>
    transaction(async (tx) => {
      const plan = await store.lockPlan(tx, due.chatId, due.id)
      if (plan === null || plan.reminded || plan.nextAt === null) return
      const before = Date.parse(plan.nextAt) - clock.now()
      if (before > PLANNED_EARLY_MS) return
      await store.setReminded(tx, plan.id)
      // Whoever was away with the whole server is not told of what has begun without him.
      if (before <= 0) return
      const said = { chatId: plan.chatId, profileId: plan.plannedBy, id: parts.newId(), ...reminder(plan) }
      if ((await parts.actingRefusal(tx, said)) !== null) return
      await parts.say(tx, said)
    })

  /** Whoever has planned it may say nothing there any more: nobody is reminded in his name. */
  const giveUp = (due: { id: string; chatId: string }) => transaction((tx) => store.setReminded(tx, due.id))

  const moveOn = (due: { id: string; chatId: string }) =>
    transaction(async (tx) => {
      const now = clock.now()
      const plan = await store.lockPlan(tx, due.chatId, due.id)
      if (plan === null || plan.nextAt === null || Date.parse(plan.nextAt) + PLANNED_LATE_MS > now) return
      await store.changePlan(tx, plan, {}, { next: nextOccurrence(plan, now), now: new Date(now) })
      emitter.ephemeral(tx, 'chat', plan.chatId, 'plannedCall.changed', { chatId: plan.chatId })
    })

  const look = async (due: { id: string; chatId: string }): Promise<void> => {
    await moveOn(due)
    try {
      await remind(due)
    } catch (error) {
      if (!(error instanceof Refusal) || FOR_NOW.has(error.code)) throw error
      await giveUp(due)
    }
  }

  const run = async () => {
    for (const due of await store.duePlans(db, clock.now(), STEP_PLANS)) {
      // One that fails keeps no other back; the next round comes to it again.
      await look(due).catch((error: unknown) => {
        parts.log.warn({ error, chatId: due.chatId }, 'calls.planFailed')
      })
    }
    const before = new Date(clock.now() - PLANNED_KEPT_MS)
    for (;;) {
      if ((await transaction((tx) => store.erasePlansOver(tx, before, STEP_PLANS))) < STEP_PLANS) return
    }
  }

  const rounds = { ...parts, everyMs: EVERY_MS, failure: 'calls.planRoundsFailed', run }
  return { run, start: () => startRounds(rounds) }
}

/** What stands in the chat: what pages say in their own words, and words in the language of the country for whatever else reads it. */
function reminder({ title, time }: store.Plan): Pick<Said, 'text' | 'origin'> {
  return { text: `Скоро звонок «${title}»: начало в ${time}.`, origin: { kind: 'plannedCall', title, time } }
}
