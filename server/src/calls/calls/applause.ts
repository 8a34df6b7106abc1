import type { CallReaction } from '#contract/calls/applause.ts'
import { CALL_GONE_MS, CALL_TOLD_EVERY_MS } from '#contract/calls/calls.limits.ts'
import type { Platform } from '../../platform/platform.ts'
import { openStays } from './calls.store.ts'
import { takeApplauseTurn } from './telling.store.ts'

type Parts = Pick<Platform, 'db' | 'clock' | 'emitter' | 'log'>

export interface Applause {
  /** Counts a reaction, which those in the call hear of within a moment. */
  add(call: { id: string; chatId: string }, reaction: CallReaction): void
}

/**
 * Gathers the reactions of a call, so that those in it hear at most twice a second how many there were, whatever the number of
 * presses and of processes. They last for a moment: a process that ends over them takes its half second with it.
 */
export function createApplause({ db, clock, emitter, log }: Parts): Applause {
  /** What was not told yet, by call. */
  const gathered = new Map<string, Map<CallReaction, number>>()

  const tell = async (call: { id: string; chatId: string }): Promise<void> => {
    const now = clock.now()
    const turn = await takeApplauseTurn(db, call.id, { now: new Date(now), before: new Date(now - CALL_TOLD_EVERY_MS) })
    if (turn === 'later') return plan(call, CALL_TOLD_EVERY_MS)
    const counts = [...(gathered.get(call.id) ?? [])].map(([reaction, count]) => ({ reaction, count }))
    gathered.delete(call.id)
    if (turn === 'ended' || counts.length === 0) return
    const stays = await openStays(db, call.id, new Date(now - CALL_GONE_MS))
    for (const profileId of new Set(stays.map((stay) => stay.profileId))) {
      emitter.ephemeral(null, 'profile', profileId, 'call.reactions', { chatId: call.chatId, callId: call.id, counts })
    }
  }

  const plan = (call: { id: string; chatId: string }, afterMs: number): void => {
    clock.after(afterMs, () => {
      tell(call).catch((error: unknown) => {
        gathered.delete(call.id)
        log.warn({ error, callId: call.id }, 'calls.applauseFailed')
      })
    })
  }

  return {
    add(call, reaction) {
      const known = gathered.get(call.id)
      const counts = known ?? new Map<CallReaction, number>()
      counts.set(reaction, (counts.get(reaction) ?? 0) + 1)
      if (known !== undefined) return
      gathered.set(call.id, counts)
      plan(call, 0)
    },
  }
}
