import type { Clock } from '#server/platform/clock/clock.ts'
import { createSystemClock } from '#server/platform/clock/clock.ts'

export interface TestClock extends Clock {
  /** Moves the time forward; timers run on in real time. */
  advance(ms: number): void
  /** Moves the time forward to this moment. */
  advanceTo(time: number): void
}

/** Real time plus what a test has added. */
export function createTestClock(): TestClock {
  const system = createSystemClock()
  let added = 0
  return {
    now: () => system.now() + added,
    soon: system.soon,
    after: system.after,
    every: system.every,
    advance(ms) {
      added += ms
    },
    advanceTo(time) {
      added += time - system.now() - added
    },
  }
}
