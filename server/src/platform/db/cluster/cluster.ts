import path from 'node:path'
import { chooseAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { ClusterError, explainFailure } from './cluster-error.ts'
import { createDatabase, dropDatabase, hasDatabase, renameDatabase } from './databases.ts'
import { ensureInitialized, superuser } from './initdb.ts'
import { stopOrphan } from './orphan.ts'
import { takeOwnerLock } from './owner-lock.ts'
import { preparePlace } from './place.ts'
import { type Postmaster, startPostmaster } from './postmaster.ts'
import { reachableBinaries } from './reachable-binaries.ts'
import { watchOverThrowAway } from './sentinel.ts'
import { stopPostmaster } from './stop-postmaster.ts'
import { archiveSettings } from './wal-spool.ts'

export interface ClusterOptions {
  /** kept between starts; made when missing */
  readonly directory: string
  /** false only for throw-away databases of tests: a crash of the machine loses data, and the server dies with this process */
  readonly durable?: boolean
  /** receives what PostgreSQL and the supervisor have to say, a line at a time */
  readonly log: (line: string) => void
  /** TCP port on 127.0.0.1; a free one when not given */
  readonly port?: number
  /** whether finished segments of the write-ahead log are put into the spool, from where the backup takes them */
  readonly archive?: boolean
  /** settings for this start only, for example those of a recovery */
  readonly settings?: Readonly<Record<string, string>>
  /** how long a start may take, in milliseconds; a recovery from a backup may need hours */
  readonly readyMs?: number
  /** called once when PostgreSQL ends although nobody stopped it; `stop` then gives the directory back */
  readonly onLost?: (reason: ClusterError) => void
}

/** A running PostgreSQL that belongs to this process. */
export interface Cluster extends AsyncDisposable {
  /** superuser's address of the database `postgres` */
  readonly url: string
  /** superuser's address of another database */
  urlFor(database: string): string
  /** creates an empty database, or a copy of `template`, which must have no sessions */
  createDatabase(name: string, options?: { template?: string }): Promise<void>
  hasDatabase(name: string): Promise<boolean>
  /** renames a database that has no sessions */
  renameDatabase(name: string, to: string): Promise<void>
  /** drops a database together with its sessions */
  dropDatabase(name: string): Promise<void>
  /** fast shutdown with bounded patience; can be called more than once */
  stop(): Promise<void>
  readonly postmasterPid: number
  /** its data directory */
  readonly data: string
  /** whether a postmaster that an earlier, killed process had left was stopped at this start */
  readonly adopted: 'no' | 'stopped-orphan'
}

/**
 * Starts the PostgreSQL that comes from npm on a directory, making the cluster when there is none.
 * @throws ClusterError with a sentence that says what to do
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const directory = path.resolve(options.directory)
  try {
    return await start(directory, options)
  } catch (error) {
    if (error instanceof ClusterError) throw error
    throw explainFailure('start the database', (error as Error).message, directory)
  }
}

async function start(directory: string, options: ClusterOptions): Promise<Cluster> {
  const { durable = true, log } = options
  const account = await chooseAccount(directory)
  const binaries = await reachableBinaries(await findBinaries(), account, log)
  const place = await preparePlace(directory, account, log)
  const release = await takeOwnerLock(place.directory)
  try {
    const adopted = await stopOrphan(place.data, log)
    const password = await ensureInitialized(place, binaries, account, durable)
    const urlAt = (port: number) => `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`
    const settings = { ...(options.archive ? await archiveSettings(place, account) : {}), ...options.settings }
    const { port, readyMs } = options
    const start = { place, binaries, account, durable, port, log, urlAt, settings, readyMs }
    const postmaster = await startPostmaster(start)
    const dismiss = durable ? () => {} : watchOverThrowAway(postmaster.pid, account)
    const stop = stopOnce(postmaster, options, async () => {
      await stopPostmaster(postmaster.pid, place.data)
      await postmaster.exited
      dismiss()
      await release()
    })
    return describe({ url: urlAt(postmaster.port), data: place.data, adopted, stop }, postmaster)
  } catch (error) {
    await release()
    throw error
  }
}

function stopOnce(postmaster: Postmaster, options: ClusterOptions, doStop: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | undefined
  void postmaster.exited.then((reason) => {
    if (stopping) return
    const lost = new ClusterError(`PostgreSQL (process ${postmaster.pid}) ${reason} although nobody stopped it.`)
    options.log(lost.message)
    options.onLost?.(lost)
  })
  return () => {
    stopping ??= doStop()
    return stopping
  }
}

function describe(known: Pick<Cluster, 'url' | 'data' | 'adopted' | 'stop'>, postmaster: Postmaster): Cluster {
  const { url, stop } = known
  return {
    ...known,
    urlFor(database) {
      const address = new URL(url)
      address.pathname = `/${encodeURIComponent(database)}`
      return address.href
    },
    createDatabase: (name, { template } = {}) => createDatabase(url, name, template),
    hasDatabase: (name) => hasDatabase(url, name),
    renameDatabase: (name, to) => renameDatabase(url, name, to),
    dropDatabase: (name) => dropDatabase(url, name),
    [Symbol.asyncDispose]: stop,
    postmasterPid: postmaster.pid,
  }
}
