import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, startCluster } from '#server/platform/db/cluster/cluster.ts'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { watchOverThrowAway } from '#server/platform/db/cluster/sentinel.ts'
import { databaseFailure } from '#server/platform/db/failures.ts'

const DATABASE = 'parta'
const QUERY_MS_MAX = 30_000
const START_MS_MAX = 60_000

/** File systems of their own. `data` takes root, under whom PostgreSQL has an account that owns what lies there. */
export interface Places {
  readonly data?: string
  readonly wal?: string
}

/** A PostgreSQL with the settings of a real installation, which can be killed, frozen and started again on its port. */
export class RealDatabase implements AsyncDisposable {
  readonly #directory: string
  readonly #port: number
  #cluster: Cluster
  #dismiss: () => void = () => undefined

  private constructor(directory: string, port: number, cluster: Cluster) {
    this.#directory = directory
    this.#port = port
    this.#cluster = cluster
    this.#take(cluster)
  }

  /**
   * Starts on a folder, making the cluster and an empty database when there is none. What the supervisor keeps for itself
   * stays in the folder, wherever the rest lies.
   */
  static async start(directory: string, places: Places = {}): Promise<RealDatabase> {
    await mkdir(directory, { recursive: true })
    if (places.data !== undefined) await symlink(places.data, join(directory, 'moved'))
    const port = await findFreePort()
    let cluster = await startCluster({ directory, port, log: () => undefined })
    if (!(await cluster.hasDatabase(DATABASE))) await cluster.createDatabase(DATABASE)
    if (places.wal !== undefined) {
      await cluster.stop()
      moveWal(join(places.data ?? directory, 'data'), places.wal)
      cluster = await startCluster({ directory, port, log: () => undefined })
    }
    return new RealDatabase(directory, port, cluster)
  }

  get url(): string {
    return this.#cluster.urlFor(DATABASE)
  }

  get port(): number {
    return this.#port
  }

  /** The address through a proxy in front of the port. */
  urlThrough(port: number): string {
    const address = new URL(this.url)
    address.port = String(port)
    return address.href
  }

  /** Kills the main process as the kernel does for want of memory; the others end when they notice. */
  async kill(): Promise<void> {
    process.kill(this.#cluster.postmasterPid, 'SIGKILL')
    await this.#cluster.stop()
  }

  /** Kills all processes of the server at once, as when its machine goes off. */
  async killAll(): Promise<void> {
    const children = this.#children()
    for (const pid of [this.#cluster.postmasterPid, ...children]) signalLiving(pid, 'SIGKILL')
    await this.#cluster.stop()
  }

  /** Starts after a kill as a service manager does, again and again until it stays; the port and the address stay. */
  async startAgain(): Promise<void> {
    const deadline = performance.now() + START_MS_MAX
    for (;;) {
      try {
        this.#take(await startCluster({ directory: this.#directory, port: this.#port, log: () => undefined }))
        return
      } catch (error) {
        // On a busy machine the processes of the killed one may hold its memory for seconds.
        if (performance.now() > deadline) throw error
        await delay(200)
      }
    }
  }

  /** From now on this cluster is ours, and ends with this process in whatever way that ends. */
  #take(cluster: Cluster): void {
    this.#dismiss()
    this.#cluster = cluster
    this.#dismiss = watchOverThrowAway(cluster.postmasterPid, undefined)
  }

  /** Processes that serve a connection to the product's database. */
  backends(): number[] {
    return this.#children().filter((pid) => describeProcess(pid).includes(` ${DATABASE} 127.0.0.1`))
  }

  /** Sends a signal to the main process and all of its children. */
  signalAll(signal: 'SIGSTOP' | 'SIGCONT'): void {
    const main = this.#cluster.postmasterPid
    // Children are born by the main process only: while it stands still their list is whole.
    const order = signal === 'SIGSTOP' ? [main, ...this.#children()] : [...this.#children(), main]
    for (const pid of order) signalLiving(pid, signal)
  }

  /** Asks, and asks again while the server recovers. */
  async query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const deadline = performance.now() + QUERY_MS_MAX
    for (;;) {
      try {
        return await this.#ask<Row>(text, values)
      } catch (error) {
        if (databaseFailure(error) !== 'down' || performance.now() > deadline) throw error
        await delay(50)
      }
    }
  }

  async #ask<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return (await client.query<Row>(text, values)).rows
    } finally {
      await client.end()
    }
  }

  #children(): number[] {
    try {
      const listed = execFileSync('pgrep', ['-P', String(this.#cluster.postmasterPid)], { encoding: 'utf8' })
      return listed.split('\n').filter(Boolean).map(Number)
    } catch {
      return []
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cluster.stop()
    this.#dismiss()
  }
}

/** Moves the write-ahead log of a stopped cluster to another file system. */
function moveWal(data: string, volume: string): void {
  execFileSync('mv', [join(data, 'pg_wal'), volume])
  symlinkSync(join(volume, 'pg_wal'), join(data, 'pg_wal'))
}

function describeProcess(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

/** A process may have ended since it was listed. */
export function signalLiving(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
