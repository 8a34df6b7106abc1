import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Operation } from '#contract/kit/operation.ts'
import type { Call } from '../dispatch/dispatcher.ts'
import { Refusal } from '../dispatch/refusal.ts'

const WINDOW_SECONDS = 10
/** Calls of one session in ten seconds; a person who types and scrolls stays far below. */
const SESSION_CALLS_MAX = 400
/** Calls without a session from one network: a whole school may sit behind one address. */
const NETWORK_CALLS_MAX = 1_500

/** A bound on how fast one caller may knock, counted in this process; the features have limits of their own beside it. */
export function createCallLimit(factor: number): (call: Call, operation: Operation) => Promise<void> {
  const sessions = new RateLimiterMemory({ points: SESSION_CALLS_MAX * factor, duration: WINDOW_SECONDS })
  const networks = new RateLimiterMemory({ points: NETWORK_CALLS_MAX * factor, duration: WINDOW_SECONDS })
  return async (call) => {
    try {
      if (call.viewer === null) await networks.consume(call.origin.network)
      else await sessions.consume(call.viewer.sessionId)
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      const seconds = Math.ceil(error.msBeforeNext / 1000)
      throw new Refusal('rate.limited', { retryAfterSeconds: seconds }, seconds)
    }
  }
}
