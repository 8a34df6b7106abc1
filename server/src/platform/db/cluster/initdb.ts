import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { syncFolder, writeDurably } from '../../durable-files.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { ClusterError, explainFailure } from './cluster-error.ts'
import { localeFlags } from './locale-flags.ts'
import type { Place } from './place.ts'
import { runToEnd, spawnOptions } from './run-program.ts'
import { initialSettings } from './settings.ts'

/** The superuser's name. */
export const superuser = 'postgres'

/** A new cluster takes 40 MB and 16 MB of log; below this it would fail half-way. Bytes. */
const spaceForNewCluster = 150 * 1024 * 1024

/**
 * Makes the cluster when there is none and gives the superuser's password. It is made as `data.new` and renamed when complete,
 * so a start that was interrupted leaves no half-made `data`.
 * @throws ClusterError when the disk is full, the password is lost or the data were made by another major version
 */
export async function ensureInitialized(
  place: Place,
  binaries: Binaries,
  account: Account | undefined,
  durable: boolean,
): Promise<string> {
  const passwordFile = path.join(place.directory, 'password')
  if (await stat(place.data).catch(() => undefined)) {
    await checkMajor(place.data, binaries)
    return await readPassword(passwordFile, place)
  }
  await checkSpace(place.home)
  const unfinished = path.join(place.home, 'data.new')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })

  const password = randomBytes(24).toString('base64url')
  const handedOver = path.join(place.home, 'password.initdb')
  await writeFile(handedOver, password, { mode: 0o600 })
  if (account) {
    await chown(unfinished, account.uid, account.gid)
    await chown(handedOver, account.uid, account.gid)
  }
  const settings = Object.entries(initialSettings).flatMap(([name, value]) => ['--set', `${name}=${value}`])
  const { code, output } = await runToEnd(
    binaries.initdb,
    [
      '--pgdata',
      unfinished,
      '--username',
      superuser,
      '--pwfile',
      handedOver,
      '--auth=scram-sha-256',
      ...localeFlags,
      ...settings,
      ...(durable ? [] : ['--no-sync']),
    ],
    spawnOptions(account, place.home),
  )
  await rm(handedOver, { force: true })
  if (code !== 0) throw explainFailure('create the database', output, place.home)

  await writeDurably(passwordFile, password)
  await rename(unfinished, place.data)
  await syncFolder(place.home)
  return password
}

async function readPassword(file: string, place: Place): Promise<string> {
  const password = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (typeof password === 'string') return password
  throw new ClusterError(
    `The password of the database in ${place.data} cannot be read (${password.message}). ` +
      'Bring the file back from the backup of that directory.',
  )
}

async function checkMajor(data: string, binaries: Binaries): Promise<void> {
  const found = await readFile(path.join(data, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw explainFailure('open the database', error.message, data)
  })
  if (found.trim() === binaries.major) return
  throw new ClusterError(
    `The data in ${data} were made by PostgreSQL ${found.trim()}, the installed one is ${binaries.major}. ` +
      'Restore a backup into an empty data directory.',
  )
}

async function checkSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= spaceForNewCluster) return
  throw new ClusterError(
    `The disk that holds ${folder} is full: ${Math.floor(free / 1024 / 1024)} MB are free, a new database needs ` +
      `${spaceForNewCluster / 1024 / 1024} MB. Free some space there and start again.`,
  )
}
