import { type Clock, createSystemClock } from '../platform/clock/clock.ts'

export interface WalkingClock extends Clock {
  /** Goes on to a later moment, in milliseconds since 1970; earlier ones are ignored. */
  walkTo(time: number): void
}

/** A clock that stands still between the steps of the seed, so that weeks pass in seconds. Timers run in real time. */
export function createWalkingClock(start: number): WalkingClock {
  const system = createSystemClock()
  let now = start
  return {
    now: () => now,
    soon: system.soon,
    after: system.after,
    every: system.every,
    walkTo(time) {
      now = Math.max(now, Math.round(time))
    },
  }
}
