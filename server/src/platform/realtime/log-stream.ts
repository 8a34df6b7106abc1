import type { EventFrame } from '#contract/kit/socket.ts'
import type { Clock } from '../clock/clock.ts'

/** How long a hole in the numbers may be filled by the bus before the database is asked. */
const GAP_WAIT_MS = 200
const GAP_ENTRIES_MAX = 2_000

/**
 * Puts the events of one log into the order of their numbers before they reach any socket. A lane of the committer and
 * a command may publish next to each other in the wrong order; another node's event may be lost on the bus.
 */
export class LogStream {
  readonly #clock: Clock
  readonly #deliver: (frame: EventFrame, json: string) => void
  readonly #readMissing: (from: number, to: number) => Promise<readonly EventFrame[]>
  readonly #onHole: () => void
  readonly #waiting = new Map<number, { frame: EventFrame; json: string }>()
  #last: number | null = null
  /** Where the log is known to stand; what is missing up to there is read even when no later event comes. */
  #expected = 0
  #cancelTimer: (() => void) | null = null
  #isClosed = false

  constructor(parts: {
    clock: Clock
    deliver: (frame: EventFrame, json: string) => void
    /** Reads numbered events with `from <= s <= to` from the database. */
    readMissing: (from: number, to: number) => Promise<readonly EventFrame[]>
    /** The hole could not be filled; whoever listens asks for a snapshot. */
    onHole: () => void
  }) {
    this.#clock = parts.clock
    this.#deliver = parts.deliver
    this.#readMissing = parts.readMissing
    this.#onHole = parts.onHole
  }

  /** Says where the log stood when somebody began to listen, so that even a first event in the wrong order is put right. */
  prime(seq: number): void {
    if (this.#last !== null) return
    this.#last = seq
    this.#watch()
  }

  /**
   * Takes an event in any order and any number of times.
   *
   * @returns false when it lies before where the stream stands, so that it is delivered to nobody
   */
  push(frame: EventFrame, json: string): boolean {
    const seq = frame.s
    if (seq === undefined) {
      this.#deliver(frame, json)
      return true
    }
    if (this.#last === null) this.#last = seq - 1
    if (seq <= this.#last) return false
    this.#waiting.set(seq, { frame, json })
    this.#expected = Math.max(this.#expected, seq)
    this.#advance()
    this.#watch()
    return true
  }

  /** Says that the log stands at least at `seq`: heard from a heartbeat or a snapshot. */
  expect(seq: number): void {
    this.#expected = Math.max(this.#expected, seq)
    if (this.#last !== null) this.#watch()
  }

  close(): void {
    this.#isClosed = true
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#waiting.clear()
  }

  #advance(): void {
    while (this.#last !== null) {
      const next = this.#waiting.get(this.#last + 1)
      if (next === undefined) break
      this.#waiting.delete(this.#last + 1)
      this.#last += 1
      this.#deliver(next.frame, next.json)
    }
  }

  /** As long as something is missing, it is given time to come and is then read. */
  #watch(): void {
    if (this.#last! >= this.#expected) {
      this.#cancelTimer?.()
      this.#cancelTimer = null
      return
    }
    this.#cancelTimer ??= this.#clock.after(GAP_WAIT_MS, () => {
      this.#cancelTimer = null
      void this.#fill()
    })
  }

  async #fill(): Promise<void> {
    const from = this.#last! + 1
    const highest = this.#expected
    if (highest < from) return
    const missing = highest - from < GAP_ENTRIES_MAX ? await this.#readMissing(from, highest).catch(() => []) : []
    if (this.#isClosed) return
    for (const frame of missing) {
      if (frame.s! > this.#last!) this.#waiting.set(frame.s!, { frame, json: JSON.stringify(frame) })
    }
    this.#advance()
    if (this.#last! < highest) {
      this.#last = highest
      for (const seq of [...this.#waiting.keys()]) if (seq <= highest) this.#waiting.delete(seq)
      this.#onHole()
      this.#advance()
    }
    this.#watch()
  }
}
