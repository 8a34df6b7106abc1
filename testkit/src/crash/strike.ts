import { setTimeout as delay } from 'node:timers/promises'
import { newId, ProblemError } from '../client.ts'
import { signalLiving } from '../history/real-database.ts'
import type { Stand } from '../history/stand.ts'
import type { SeededRandom } from '../simulation/seeded-random.ts'
import type { Deed } from './deeds.ts'

const PATIENCE_MS = 60_000
const PAUSE_MS = 30

/** What dies: the server, the connection of the database that some command uses, or the whole database. */
export const VICTIMS = ['server', 'backend', 'database'] as const
export type Victim = (typeof VICTIMS)[number]

export interface StrikeReport {
  /** Whether the first try was answered all the same. */
  readonly answered: boolean
  /** From the command to its answer. Milliseconds. */
  readonly tookMs: number
}

/**
 * Gives a command, lets something die `afterMs` later, and gives the command again under its key until it is answered.
 * @throws when it is refused, stays without an answer, or has not happened exactly once
 */
export async function strikeDuring(
  stand: Stand,
  deed: Deed,
  what: { victim: Victim; afterMs: number; random: SeededRandom },
): Promise<StrikeReport> {
  const key = newId()
  // Listed before, so that the death comes in its moment.
  const strike = prepareStrike(stand, what.victim, what.random)
  const began = performance.now()
  const first = attempt(deed, key)
  await delay(what.afterMs)
  const dying = strike()
  const answered = await first
  while (!(await attempt(deed, key))) {
    if (performance.now() - began > PATIENCE_MS) throw new Error(`no answer in ${PATIENCE_MS} ms`)
    await delay(PAUSE_MS)
  }
  const tookMs = performance.now() - began
  await dying
  const times = await deed.times()
  if (times !== 1) throw new Error(`happened ${times} times`)
  return { answered, tookMs }
}

/** Whether the command was answered; a refusal for any other reason than the strike is a failure. */
async function attempt(deed: Deed, key: string): Promise<boolean> {
  try {
    await deed.give(key)
    return true
  } catch (error) {
    if (error instanceof ProblemError && !/^(service\.|rate\.limited$)/.test(error.problem.code)) throw error
    if (error instanceof ProblemError || isNetworkError(error)) return false
    throw error
  }
}

function isNetworkError(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE' || message === 'socket hang up'
}

function prepareStrike(stand: Stand, victim: Victim, random: SeededRandom): () => Promise<void> {
  if (victim === 'server') {
    return async () => {
      await stand.nodes[0]!.stop('SIGKILL')
      await stand.startNode(0)
    }
  }
  if (victim === 'database') {
    return async () => {
      await stand.database.kill()
      await stand.database.startAgain()
    }
  }
  const backends = stand.database.backends()
  return async () => {
    if (backends.length > 0) signalLiving(random.pick(backends), 'SIGKILL')
  }
}
