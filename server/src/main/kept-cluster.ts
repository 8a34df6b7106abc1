import { setTimeout as delay } from 'node:timers/promises'
import { type Cluster, startCluster } from '../platform/db/cluster/cluster.ts'

const FIRST_PAUSE_MS = 250
const PAUSE_MS_MAX = 5_000

interface Options {
  readonly directory: string
  readonly archive: boolean
  /** What PostgreSQL itself has to say. */
  readonly log: (line: string) => void
  /** Sentences for the operator: it has ended, it cannot be started, it runs again. */
  readonly warn: (sentence: string) => void
}

/**
 * The built-in PostgreSQL, which is started again on its port whenever it ends although nobody stopped it: killed for want
 * of memory, or because the disk of its write-ahead log was full. Meanwhile callers are told that the database is down.
 */
export class KeptCluster implements AsyncDisposable {
  readonly #options: Options
  readonly #stopped = new AbortController()
  #cluster: Cluster
  #reviving: Promise<void> = Promise.resolve()

  private constructor(options: Options, cluster: Cluster) {
    this.#options = options
    this.#cluster = cluster
  }

  /** @throws ClusterError when the first start fails: somebody sits in front of it and reads the reason */
  static async start(options: Options): Promise<KeptCluster> {
    let onLost: (reason: Error) => void = () => undefined
    const { directory, archive, log } = options
    const cluster = await startCluster({ directory, archive, log, onLost: (reason) => onLost(reason) })
    const kept = new KeptCluster(options, cluster)
    onLost = (reason) => kept.#onLost(reason)
    return kept
  }

  /** The one that was started last. */
  get cluster(): Cluster {
    return this.#cluster
  }

  #onLost(reason: Error): void {
    if (this.#stopped.signal.aborted) return
    this.#options.warn(reason.message)
    this.#reviving = this.#revive()
  }

  async #revive(): Promise<void> {
    const { directory, archive, log, warn } = this.#options
    const port = Number(new URL(this.#cluster.url).port)
    let told = ''
    for (let pauseMs = FIRST_PAUSE_MS; !this.#stopped.signal.aborted; pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
      try {
        await this.#cluster.stop()
        this.#cluster = await startCluster({ directory, archive, log, port, onLost: (reason) => this.#onLost(reason) })
        warn(`PostgreSQL runs again (process ${this.#cluster.postmasterPid}).`)
        return
      } catch (error) {
        const { message } = error as Error
        if (message !== told) warn(message)
        told = message
        await delay(pauseMs, undefined, { signal: this.#stopped.signal }).catch(() => undefined)
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped.abort()
    await this.#reviving
    await this.#cluster.stop()
  }
}
