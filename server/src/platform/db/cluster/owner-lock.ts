import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ClusterError } from './cluster-error.ts'
import { processIdentity } from './process-identity.ts'

interface Owner {
  readonly pid: number
  readonly identity: string
}

/**
 * Takes the directory for this process, so that nobody stops a postmaster which a living program uses. The lock of a process
 * that was killed is taken over.
 * @param words what lives there, and what helps beside stopping the other one
 * @returns a function that gives the lock back
 * @throws ClusterError when another living process (or this one) holds it
 */
export async function takeOwnerLock(
  directory: string,
  { what, otherwise }: { what: string; otherwise: string } = {
    what: 'The database',
    otherwise: 'choose another data directory',
  },
): Promise<() => Promise<void>> {
  const file = path.join(directory, 'owner.json')
  const mine: Owner = { pid: process.pid, identity: (await processIdentity(process.pid)) ?? '' }
  const text = JSON.stringify(mine)
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      await writeFile(file, text, { flag: 'wx', mode: 0o600 })
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const found = await readFile(file, 'utf8').catch(() => undefined)
    if (found === undefined) continue
    const owner = parseOwner(found)
    if (owner && (await processIdentity(owner.pid)) === owner.identity) {
      throw new ClusterError(
        `${what} in ${directory} is in use by process ${owner.pid}. Stop that one first, or ${otherwise}.`,
      )
    }
    await removeStale(file, found)
  }
  throw new ClusterError(`Could not take the lock ${file}: several programs are starting on it at once.`)
}

function parseOwner(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner
  } catch {
    return undefined
  }
}

/** Moves the lock aside before it is deleted: two starters may see the same dead owner, and one may be done already. */
async function removeStale(file: string, seen: string): Promise<void> {
  const aside = `${file}.${process.pid}`
  try {
    await rename(file, aside)
  } catch {
    return
  }
  if ((await readFile(aside, 'utf8')) === seen) await rm(aside)
  else await rename(aside, file)
}
