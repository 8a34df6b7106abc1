/** Time and timers, passed in so that the same core runs under a simulated clock. */
export interface Clock {
  /** Now in milliseconds since 1970, UTC, corrected to the database server. */
  now(): number
  /** Calls back once after the given milliseconds; the result cancels. */
  after(ms: number, callback: () => void): () => void
  /** Calls back once, after everything that is ready now has had its turn. */
  soon(callback: () => void): void
  /** Calls back again and again; the result cancels. */
  every(ms: number, callback: () => void): () => void
}

export interface CorrectableClock extends Clock {
  /** Tells the clock what the database server's time was, half a round trip ago. */
  correct(databaseMs: number): void
}

/**
 * A clock that never runs backwards: monotonic time of the process plus the last known offset to the database.
 * A correction to an earlier time holds the clock still until real time has caught up.
 */
export function createSystemClock(): CorrectableClock {
  let offset = Date.now() - performance.now()
  let last = 0
  return {
    now() {
      last = Math.max(last, Math.round(performance.now() + offset))
      return last
    },
    correct(databaseMs) {
      offset = databaseMs - performance.now()
    },
    soon(callback) {
      setImmediate(callback)
    },
    after(ms, callback) {
      const timer = setTimeout(callback, ms)
      timer.unref()
      return () => clearTimeout(timer)
    },
    every(ms, callback) {
      const timer = setInterval(callback, ms)
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}

/** Milliseconds → RFC 3339 with milliseconds, as the contract's `Instant`. */
export function toInstant(time: number | Date): string {
  return new Date(time).toISOString()
}
