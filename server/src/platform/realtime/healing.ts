import type { Log } from '../log/log.ts'

/** Runs one round of work at a time; asked again meanwhile, it runs once more and not oftener. */
export class Healing {
  readonly #work: () => Promise<void>
  readonly #log: Log
  #running = false
  #again = false

  constructor(work: () => Promise<void>, log: Log) {
    this.#work = work
    this.#log = log
  }

  start(): void {
    this.#again = true
    if (!this.#running) void this.#run()
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#again) {
      this.#again = false
      await this.#work().catch((error: unknown) => this.#log.warn({ error }, 'realtime.healingFailed'))
    }
    this.#running = false
  }
}
