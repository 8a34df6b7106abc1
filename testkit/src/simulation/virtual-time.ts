import type { Clock } from '#server/platform/clock/clock.ts'

interface Entry {
  at: number
  /** Order of making among those of one moment. */
  order: number
  callback: () => void
  scope: TimeScope
  cancelled: boolean
}

/** The time of one process: with the process, its timers die. */
export interface TimeScope extends Clock {
  readonly alive: boolean
  kill(): void
  /** Resolves after `ms` of virtual time; never once the process is dead. */
  pause(ms: number): Promise<void>
}

/** A clock that moves only when it is told to, from timer to timer; what is ready by promises goes first. */
export class VirtualTime {
  readonly #heap: Entry[] = []
  #now: number
  #made = 0
  /** Timers that have rung. */
  rung = 0

  constructor(start: number) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  scope(): TimeScope {
    let alive = true
    const after = (ms: number, callback: () => void) => this.#after(ms, callback, scope)
    const scope: TimeScope = {
      get alive() {
        return alive
      },
      now: () => this.#now,
      after,
      soon: (callback) => void after(0, callback),
      every(ms, callback) {
        let cancel = after(ms, function ring() {
          cancel = after(ms, ring)
          callback()
        })
        return () => cancel()
      },
      pause: (ms) => new Promise((resolve) => after(ms, resolve)),
      kill: () => {
        alive = false
      },
    }
    return scope
  }

  /** Moves on by `ms`, timer by timer. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#pop()
      if (next.cancelled || !next.scope.alive) continue
      this.#now = Math.max(this.#now, next.at)
      this.rung += 1
      next.callback()
      await settle()
    }
    this.#now = end
  }

  #after(ms: number, callback: () => void, scope: TimeScope): () => void {
    this.#made += 1
    const entry: Entry = { at: this.#now + Math.max(0, ms), order: this.#made, callback, scope, cancelled: false }
    this.#push(entry)
    return () => {
      entry.cancelled = true
    }
  }

  #push(entry: Entry): void {
    const heap = this.#heap
    let i = heap.push(entry) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!isBefore(entry, heap[parent]!)) break
      heap[i] = heap[parent]!
      i = parent
    }
    heap[i] = entry
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()!
    if (heap.length === 0) return
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1
      if (!isBefore(heap[child]!, last)) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = last
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}

/** Lets everything happen that only waits for promises. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
