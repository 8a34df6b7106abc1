import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { ErrorDetails } from '#contract/kit/errors.ts'
import type { Operation } from '#contract/kit/operation.ts'
import { operations } from '#contract/operations.ts'
import type { Call } from '../dispatch/dispatcher.ts'
import { Refusal } from '../dispatch/refusal.ts'

const WINDOW_SECONDS = 10
/** Calls of one session in ten seconds; a person who types and scrolls stays far below. */
const SESSION_CALLS_MAX = 400
/** Calls of one outside system in ten seconds: half a million facts in a minute and more. */
const SYSTEM_CALLS_MAX = 200
/** Calls without a session from one network: a whole school may sit behind one address. */
const NETWORK_CALLS_MAX = 1_500
const MINUTE_SECONDS = 60

/**
 * A bound on how fast one caller may knock, counted in this process: of all operations together, and of each that declares
 * `perMinute` for the profile that calls, on whichever of its devices. What is refused for another reason counts too.
 */
export function createCallLimit(factor: number): (call: Call, operation: Operation) => Promise<void> {
  const sessions = new RateLimiterMemory({ points: SESSION_CALLS_MAX * factor, duration: WINDOW_SECONDS })
  const networks = new RateLimiterMemory({ points: NETWORK_CALLS_MAX * factor, duration: WINDOW_SECONDS })
  const systems = new RateLimiterMemory({ points: SYSTEM_CALLS_MAX * factor, duration: WINDOW_SECONDS })
  const profiles = createProfileLimits(factor)
  return async ({ viewer, system, origin }, { id, perMinute, gate }) => {
    if (gate === 'system' && system !== undefined) return consume(systems, system.clientId)
    if (viewer === null) return consume(networks, origin.network)
    await consume(sessions, viewer.sessionId)
    const limiter = profiles.get(id)
    if (limiter === undefined || viewer.profileId === null) return
    await consume(limiter, viewer.profileId, perMinute === undefined ? {} : { perMinuteMax: perMinute })
  }
}

/** The same bound for what comes from a network without being an operation. */
export function createNetworkLimit(factor: number): (network: string) => Promise<void> {
  const networks = new RateLimiterMemory({ points: NETWORK_CALLS_MAX * factor, duration: WINDOW_SECONDS })
  return (network) => consume(networks, network)
}

/** A counter for each operation that declares how often a profile may call it. */
function createProfileLimits(factor: number): ReadonlyMap<string, RateLimiterMemory> {
  const limiters = new Map<string, RateLimiterMemory>()
  for (const { id, perMinute } of Object.values<Operation>(operations)) {
    if (perMinute === undefined) continue
    limiters.set(id, new RateLimiterMemory({ points: perMinute * factor, duration: MINUTE_SECONDS }))
  }
  return limiters
}

async function consume(limiter: RateLimiterMemory, key: string, details: ErrorDetails = {}): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const seconds = Math.ceil(error.msBeforeNext / 1000)
    throw new Refusal('rate.limited', { ...details, retryAfterSeconds: seconds }, seconds)
  }
}
