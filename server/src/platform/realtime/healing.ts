import type { Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'

const RETRY_MS = 1_000

/** Runs one round of work at a time, and a failed one again; asked meanwhile, it runs once more and not oftener. */
export class Healing {
  readonly #work: () => Promise<void>
  readonly #clock: Clock
  readonly #log: Log
  #running = false
  #again = false
  #isClosed = false

  constructor(work: () => Promise<void>, { clock, log }: { clock: Clock; log: Log }) {
    this.#work = work
    this.#clock = clock
    this.#log = log
  }

  start(): void {
    this.#again = true
    if (!this.#running) void this.#run()
  }

  close(): void {
    this.#isClosed = true
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#again && !this.#isClosed) {
      this.#again = false
      try {
        await this.#work()
      } catch (error) {
        this.#log.warn({ error }, 'realtime.healingFailed')
        this.#again = true
        await new Promise<void>((resolve) => this.#clock.after(RETRY_MS, resolve))
      }
    }
    this.#running = false
  }
}
