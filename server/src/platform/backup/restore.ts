import { createWriteStream } from 'node:fs'
import { chown, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Client } from 'pg'
import { type Account, chooseAccount } from '../db/cluster/account.ts'
import { type Cluster, startCluster } from '../db/cluster/cluster.ts'
import { takeOwnerLock } from '../db/cluster/owner-lock.ts'
import { type Place, preparePlace } from '../db/cluster/place.ts'
import { syncFolder, writeDurably } from '../durable-files.ts'
import { BackupError } from './backup-error.ts'
import { type BackupFolder, type BaseManifest, isSegment, startOf } from './backup-folder.ts'
import { unpackFiles } from './pack.ts'
import { recoverySettings, whyRecoveryFailed } from './recovery.ts'
import { SealBroken } from './sealed-stream.ts'

const RECOVERY_MS_MAX = 24 * 3_600_000

export interface RestoreOptions {
  folder: BackupFolder
  /** Where the cluster lies, or will lie. */
  directory: string
  /** The moment to go back to, in milliseconds since 1970; null is the newest there is. */
  at: number | null
  say: (line: string) => void
  /** Works on the restored cluster before it takes the place of the present one. */
  complete?: (cluster: Cluster) => Promise<void>
}

export interface Restored {
  base: string
  files: number
  bytes: number
  segments: number
  /** Where the present cluster was put, or null when there was none. */
  aside: string | null
}

/**
 * Builds the database as it was at a moment beside the present one, and puts it in its place once it is whole. Nothing
 * of the present one is lost: it is kept beside it, and a failure leaves it where it is.
 *
 * @throws BackupError with a sentence that says what to do
 * @throws ClusterError when the product is running
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const directory = path.resolve(options.directory)
  await mkdir(directory, { recursive: true })
  const release = await takeOwnerLock(directory)
  const workshop = `${directory}.restoring-${process.pid}`
  try {
    const place = await preparePlace(workshop, await chooseAccount(workshop), options.say)
    const restored = await build(options, place)
    await release()
    return { ...restored, aside: await takePlace(directory, workshop) }
  } catch (error) {
    await release()
    await removeWorkshop(workshop)
    throw error instanceof SealBroken ? new BackupError(`${error.message} ${OTHER_BACKUP}`) : error
  }
}

const OTHER_BACKUP = 'Nothing was changed. Try an earlier moment, or bring this file back from a copy of the backups.'

async function build(options: RestoreOptions, place: Place): Promise<Omit<Restored, 'aside'>> {
  const { folder, say } = options
  const account = await chooseAccount(place.directory)
  const base = await chooseBase(folder, options.at)
  say(`Распаковывается копия от ${new Date(base.finishedAt).toISOString()} …`)
  await makeFolder(place.data, account)
  const unpacked = await unpackFiles(place.data, folder.readPack(base.name), account)
  const spool = path.join(place.home, 'restore-wal')
  await makeFolder(spool, account)
  const segments = await fetchWal(folder, base, spool, account)
  await writeFor(account, path.join(place.data, 'backup_label'), base.label)
  await writeFor(account, path.join(place.data, 'recovery.signal'), '')
  await writeDurably(path.join(place.directory, 'password'), base.password)
  say('Повторяется то, что записано после неё …')
  const lines: string[] = []
  const cluster = await startCluster({
    directory: place.directory,
    log: (line) => lines.push(line),
    archive: true,
    settings: recoverySettings(spool, options.at),
    readyMs: RECOVERY_MS_MAX,
  }).catch((error: Error) => {
    throw whyRecoveryFailed(`${lines.join('\n')}\n${error.message}`, error)
  })
  try {
    await untilWritable(cluster)
    await options.complete?.(cluster)
  } finally {
    await cluster.stop()
  }
  await rm(spool, { recursive: true })
  return { base: base.name, ...unpacked, segments }
}

/** The newest base backup that was finished before the moment. */
async function chooseBase(folder: BackupFolder, at: number | null): Promise<BaseManifest> {
  const bases = await folder.bases()
  if (bases.length === 0) {
    throw new BackupError(`There is no backup in ${folder.root}. Name the folder with --from or PARTA_BACKUPS.`)
  }
  for (const base of bases.toReversed()) {
    // A later one is not read, so that a damaged one does not stand in the way of an earlier moment.
    if (at !== null && startOf(base.name) > at) continue
    const manifest = await base.read()
    if (at === null || manifest.finishedAt <= at) return manifest
  }
  const oldest = await bases[0]!.read()
  throw new BackupError(
    `The oldest backup was finished at ${new Date(oldest.finishedAt).toISOString()}; an earlier moment cannot be restored.`,
  )
}

/** Unseals the log from the base on. A hole in it is not passed over: the recovery ends there and says so. */
async function fetchWal(
  folder: BackupFolder,
  base: BaseManifest,
  spool: string,
  account: Account | undefined,
): Promise<number> {
  let segments = 0
  for (const name of await folder.walFiles()) {
    // Names begin with the timeline; those of later ones continue this one.
    if (isSegment(name) && name.slice(8) < base.firstSegment.slice(8)) continue
    const file = path.join(spool, name)
    await pipeline(folder.readWal(name), createWriteStream(file, { mode: 0o600 }))
    if (account !== undefined) await chown(file, account.uid, account.gid)
    if (isSegment(name)) segments += 1
  }
  return segments
}

async function untilWritable(cluster: Cluster): Promise<void> {
  const client = new Client({ connectionString: cluster.url })
  await client.connect()
  try {
    for (;;) {
      const answer = await client.query<{ recovering: boolean }>('select pg_is_in_recovery() as recovering')
      if (!answer.rows[0]!.recovering) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  } finally {
    await client.end()
  }
}

async function makeFolder(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  if (account !== undefined) await chown(folder, account.uid, account.gid)
}

async function writeFor(account: Account | undefined, file: string, text: string): Promise<void> {
  await writeDurably(file, text)
  if (account !== undefined) await chown(file, account.uid, account.gid)
}

/** Puts the present cluster aside, if there is one, and the restored one in its place. */
async function takePlace(directory: string, workshop: string): Promise<string | null> {
  const wasEmpty = (await readdir(directory)).length === 0
  const aside = `${directory}.before-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`
  if (wasEmpty) await rmdir(directory)
  else await rename(directory, aside)
  await rename(workshop, directory)
  await syncFolder(path.dirname(directory))
  return wasEmpty ? null : aside
}

async function removeWorkshop(workshop: string): Promise<void> {
  const place = await preparePlace(workshop, await chooseAccount(workshop), () => {})
  await rm(place.data, { recursive: true, force: true })
  await rm(path.join(place.home, 'restore-wal'), { recursive: true, force: true })
  if (place.home !== place.directory) await rm(place.home, { recursive: true, force: true })
  await rm(place.directory, { recursive: true, force: true })
}
