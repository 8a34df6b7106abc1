import type { Problem } from '#contract/kit/errors.ts'
import { ApiFailure, NetworkFailure } from '../api/api-failure.ts'
import type { Timers } from './ports.ts'

const ANSWER_MS_MAX = 15_000

interface Pending {
  key: string | null
  resolve: (output: unknown) => void
  reject: (error: unknown) => void
  cancelTimer: () => void
}

/** Calls that were sent over a socket and wait for their answer. */
export class PendingCalls {
  readonly #timers: Timers
  readonly #waiting = new Map<number, Pending>()
  #last = 0

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** Gives the call its number, under which the answer will come. */
  add(key: string | null, send: (n: number) => void): Promise<unknown> {
    this.#last += 1
    const n = this.#last
    return new Promise((resolve, reject) => {
      const cancelTimer = this.#timers.after(ANSWER_MS_MAX, () => {
        this.#waiting.delete(n)
        reject(new NetworkFailure(key))
      })
      this.#waiting.set(n, { key, resolve, reject, cancelTimer })
      send(n)
    })
  }

  succeed(n: number, output: unknown): void {
    this.#take(n)?.resolve(output)
  }

  fail(n: number, problem: Problem): void {
    this.#take(n)?.reject(new ApiFailure(problem))
  }

  /** The socket is gone: nobody will answer, and what was asked may have happened or not. */
  loseAll(): void {
    for (const n of [...this.#waiting.keys()]) {
      const pending = this.#take(n)
      pending?.reject(new NetworkFailure(pending.key))
    }
  }

  #take(n: number): Pending | undefined {
    const pending = this.#waiting.get(n)
    this.#waiting.delete(n)
    pending?.cancelTimer()
    return pending
  }
}
