import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../dispatch/refusal.ts'

/** How often something may happen, shared by all nodes. */
export interface LimitRule {
  /** Distinguishes counters; a word such as `code.phone`. */
  name: string
  points: number
  durationMs: number
}

export interface Limits {
  /**
   * Counts one more of `rule` for `key`.
   *
   * @throws Refusal `rate.limited` with `details.retryAfterSeconds` when it was one too many
   */
  consume(rule: LimitRule, key: string): Promise<void>
  /** Like `consume`, but tells instead of throwing: milliseconds to wait, or 0 when counted. */
  take(rule: LimitRule, key: string): Promise<number>
  /** Takes points off what was counted, also below nothing; whoever has them may count as much more. */
  giveBack(rule: LimitRule, key: string, points: number): Promise<void>
}

/** Counters in PostgreSQL by rate-limiter-flexible. `factor` widens every rule, for load tests on loopback. */
export function createLimits(pool: pg.Pool, factor = 1): Limits {
  const limiters = new Map<string, RateLimiterPostgres>()
  const limiterOf = (rule: LimitRule) => {
    let limiter = limiters.get(rule.name)
    if (limiter === undefined) {
      limiter = new RateLimiterPostgres({
        storeClient: pool,
        schemaName: 'platform',
        tableName: 'rate_limit',
        tableCreated: true,
        keyPrefix: rule.name,
        points: rule.points * factor,
        duration: rule.durationMs / 1000,
        clearExpiredByTimeout: false,
      })
      limiters.set(rule.name, limiter)
    }
    return limiter
  }
  const take = async (rule: LimitRule, key: string) => {
    try {
      await limiterOf(rule).consume(key)
      return 0
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1, error.msBeforeNext)
      throw error
    }
  }
  return {
    take,
    async giveBack(rule, key, points) {
      await limiterOf(rule).reward(key, points)
    },
    async consume(rule, key) {
      const wait = await take(rule, key)
      if (wait === 0) return
      const seconds = Math.ceil(wait / 1000)
      throw new Refusal('rate.limited', { retryAfterSeconds: seconds }, seconds)
    },
  }
}
