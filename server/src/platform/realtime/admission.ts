import type { Clock } from '../clock/clock.ts'

const TICK_MS = 20

/** Somebody who waits to be let in. */
export interface Waiting {
  /** Whether he has gone meanwhile; then he costs nobody a place. */
  isGone(): boolean
}

/**
 * Lets in a bounded number a second, in the order of arrival: when thousands come back in the same moment, those who
 * stayed are served between them.
 */
export interface Admission {
  /** Resolves with true when it is his turn, at once while few come; with false when the wait would be too long. */
  enter(who: Waiting): Promise<boolean>
  readonly waiting: number
  /** Turns away everybody who waits. */
  close(): void
}

export function createAdmission(parts: { clock: Clock; perSecond: number; waitMsMax: number }): Admission {
  const perTick = Math.max(1, Math.round((parts.perSecond * TICK_MS) / 1000))
  const waitingMax = perTick * Math.floor(parts.waitMsMax / TICK_MS)
  let queue: { who: Waiting; decide: (isIn: boolean) => void }[] = []
  let places = perTick
  let isTicking = false

  const tick = () => {
    places = perTick
    let looked = 0
    for (; looked < queue.length && places > 0; looked += 1) {
      const { who, decide } = queue[looked]!
      if (!who.isGone()) places -= 1
      decide(!who.isGone())
    }
    queue = queue.slice(looked)
    // One more tick after the last one, since the places of this moment are given away.
    isTicking = looked > 0
    if (isTicking) parts.clock.after(TICK_MS, tick)
  }

  return {
    get waiting() {
      return queue.length
    },
    enter(who) {
      if (!isTicking) {
        isTicking = true
        parts.clock.after(TICK_MS, tick)
      }
      if (places > 0 && queue.length === 0) {
        places -= 1
        return Promise.resolve(true)
      }
      if (queue.length >= waitingMax) return Promise.resolve(false)
      return new Promise((decide) => queue.push({ who, decide }))
    },
    close() {
      for (const { decide } of queue) decide(false)
      queue = []
    },
  }
}
