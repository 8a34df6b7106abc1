import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { ClusterError } from './cluster-error.ts'

/** The account that PostgreSQL runs under. PostgreSQL refuses uid 0, so root needs another one. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * Chooses the account for PostgreSQL.
 * @param directory the cluster's directory; when it holds data already, the owner of the data is kept
 * @returns undefined when the present user is not root and simply runs PostgreSQL himself
 * @throws ClusterError when root finds no unprivileged account
 */
export async function chooseAccount(directory: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8'))
  const owner =
    (await ownerOf(path.join(directory, 'data'))) ?? (await ownerOf(path.join(directory, 'moved', 'data'))) ?? 0
  if (owner !== 0) {
    const known = accounts.find((account) => account.uid === owner)
    if (known) return known
    throw new ClusterError(
      `The database in ${directory} belongs to user ${owner}, who has no entry in /etc/passwd. ` +
        `Give it to an account that has one: chown -R nobody ${directory}/data`,
    )
  }
  for (const name of ['postgres', 'nobody']) {
    const found = accounts.find((account) => account.name === name && account.uid !== 0)
    if (found) return found
  }
  throw new ClusterError(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it under. ' +
      'Create one (useradd --system postgres), or start as an ordinary user.',
  )
}

async function ownerOf(target: string): Promise<number | undefined> {
  return (await stat(target).catch(() => undefined))?.uid
}

/** Reads the lines of /etc/passwd. */
export function parseAccounts(passwd: string): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

/**
 * Says whether the account can pass through every folder above `target` and has the wanted rights on `target` itself.
 * @param wanted permission bits of one class: 5 to read and enter (or execute), 1 to pass only
 */
export async function canReach(account: Account, target: string, wanted: 1 | 5): Promise<boolean> {
  for (let step = path.resolve(target); ; step = path.dirname(step)) {
    const found = await stat(step)
    const shift = found.uid === account.uid ? 6 : found.gid === account.gid ? 3 : 0
    const needed = step === path.resolve(target) ? wanted : 1
    if (((found.mode >> shift) & needed) !== needed) return false
    if (path.dirname(step) === step) return true
  }
}
