import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir, readlink, realpath, stat, symlink } from 'node:fs/promises'
import path from 'node:path'
import { type Account, canReach } from './account.ts'

/** A folder that every account may pass through, whatever the modes of home directories are. */
export const reachableRoot = '/var/lib/parta'

/** Where one cluster keeps its things. */
export interface Place {
  /** the directory that was asked for; it keeps the lock and the password */
  readonly directory: string
  /** folder that holds `data`; differs from `directory` when PostgreSQL cannot enter that one */
  readonly home: string
  /** PGDATA */
  readonly data: string
}

/**
 * Makes the directory and decides where the data goes. When the account of PostgreSQL cannot enter the directory (a checkout
 * under a closed home directory, started by root), the data lives under /var/lib/parta and `directory/moved` is a link to it.
 */
export async function preparePlace(
  directory: string,
  account: Account | undefined,
  log: (line: string) => void,
): Promise<Place> {
  await mkdir(directory, { recursive: true })
  directory = await realpath(directory)
  const home = account ? await chooseHome(directory, account, log) : directory
  return { directory, home, data: path.join(home, 'data') }
}

async function chooseHome(directory: string, account: Account, log: (line: string) => void): Promise<string> {
  const link = path.join(directory, 'moved')
  if (await lstat(link).catch(() => undefined)) {
    const home = path.resolve(directory, await readlink(link))
    await mkdir(home, { recursive: true, mode: 0o755 })
    return home
  }
  await chmod(directory, (await stat(directory)).mode | 0o111)
  if (await canReach(account, directory, 1)) return directory

  const mark = createHash('sha256').update(directory).digest('hex').slice(0, 12)
  const home = path.join(reachableRoot, `postgres-${mark}`)
  await mkdir(home, { recursive: true, mode: 0o755 })
  await symlink(home, link)
  log(`The account "${account.name}" cannot enter ${directory}, so the database lives in ${home}.`)
  return home
}
