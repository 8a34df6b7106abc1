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

const DAY_MS = 86_400_000
const TWO = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'))
const THREE = Array.from({ length: 1_000 }, (_, i) => String(i).padStart(3, '0'))
let lastDay = Number.NaN
let lastDayText = ''

/**
 * Milliseconds → RFC 3339 with milliseconds, as the contract's `Instant`. The day of the time before is kept: most times
 * that are told one after the other lie near each other, and a date that is made for each costs most of a message.
 *
 * @throws RangeError for what is no time
 */
export function toInstant(time: number | Date): string {
  const ms = Math.trunc(+time)
  const day = Math.floor(ms / DAY_MS)
  if (day !== lastDay) {
    lastDayText = new Date(ms).toISOString().slice(0, -13)
    lastDay = day
  }
  const rest = ms - day * DAY_MS
  const seconds = Math.floor(rest / 1_000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  return `${lastDayText}${TWO[hours]}:${TWO[minutes - hours * 60]}:${TWO[seconds - minutes * 60]}.${THREE[rest - seconds * 1_000]}Z`
}
