import { CALL_GONE_MS, CALL_TOLD_EVERY_MS } from '#contract/calls/calls.limits.ts'
import type { Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { Platform } from '../../platform/platform.ts'
import { guestsAmong } from '../guests/guests.store.ts'
import { openStays } from './calls.store.ts'
import { peopleIn } from './people-in.ts'
import type { StandingParts } from './standing.ts'
import * as telling from './telling.store.ts'

const STEP_CALLS = 200

interface Parts extends StandingParts, Pick<Platform, 'db' | 'transaction' | 'log'> {}

export interface Teller {
  /** Has those in a call told soon after the commit what has changed among them. */
  soon(tx: Tx, callId: string): void
  /** Tells what stayed untold, because a process ended over it. */
  sweep(): Promise<void>
}

/**
 * Tells those who are in a call what happens among them: together, and at most twice a second from all processes at once, so
 * that five hundred hands are two events and no storm. What is to be told is marked in the rows that have changed.
 */
export function createTeller(parts: Parts): Teller {
  const { clock, db, transaction, emitter, log } = parts
  const planned = new Set<string>()

  /** Tells what is untold of a call; how many milliseconds it has to wait for its turn, 0 when nothing is left to do. */
  const doTell = async (tx: Tx, callId: string): Promise<number> => {
    const turn = await telling.lockForTelling(tx, callId)
    if (turn === null) return 0
    const now = clock.now()
    const waitMs = (turn.toldAt?.getTime() ?? 0) + CALL_TOLD_EVERY_MS - now
    // Clocks of processes differ a little; nobody waits longer than a whole turn.
    if (waitMs > 0) return Math.min(waitMs, CALL_TOLD_EVERY_MS)
    const { came, left, people } = await telling.takeChanges(tx, callId)
    if (came.length + left.length + people.length === 0) return 0
    const revision = await telling.noteTold(tx, callId, new Date(now))
    const stays = await openStays(tx, callId, new Date(now - CALL_GONE_MS))
    const inside = new Set(stays.map(({ profileId }) => profileId))
    const newcomers = new Set(came.map(({ profileId }) => profileId))
    const changed = [...new Set([...newcomers, ...people])].filter((id) => inside.has(id))
    const payload = {
      chatId: turn.chatId,
      callId,
      revision,
      came,
      cards: await parts.cards(tx, [...newcomers]),
      guests: await guestsAmong(tx, [...newcomers]),
      left,
      people: await peopleIn(parts, tx, turn, changed),
    }
    for (const profileId of inside) emitter.ephemeral(tx, 'profile', profileId, 'call.people', payload)
    return 0
  }

  const tell = async (callId: string): Promise<void> => {
    try {
      const waitMs = await transaction((tx) => doTell(tx, callId))
      if (waitMs > 0) plan(callId, waitMs)
    } catch (error) {
      // It stays marked, and the rounds tell it.
      log.warn({ error, callId }, 'calls.tellFailed')
    }
  }

  const plan = (callId: string, afterMs: number): void => {
    if (planned.has(callId)) return
    planned.add(callId)
    clock.after(afterMs, () => {
      planned.delete(callId)
      void tell(callId)
    })
  }

  return {
    soon: (tx, callId) => afterCommit(tx, () => plan(callId, 0)),
    async sweep() {
      for (const callId of await telling.untoldCalls(db, STEP_CALLS)) await tell(callId)
    },
  }
}
