import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { chooseAccount } from './account.ts'
import { superuser } from './initdb.ts'
import { preparePlace } from './place.ts'
import { isPostmasterOf } from './process-identity.ts'

export interface RunningCluster {
  /** superuser's address of the database `postgres` */
  url: string
  data: string
}

/** The PostgreSQL that another process runs on a directory, or null when none does. */
export async function findRunningCluster(directory: string): Promise<RunningCluster | null> {
  const real = await realpath(directory).catch(() => null)
  if (real === null) return null
  const { data } = await preparePlace(real, await chooseAccount(real), () => {})
  const lock = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => null)
  const password = await readFile(path.join(real, 'password'), 'utf8').catch(() => null)
  if (lock === null || password === null) return null
  const lines = lock.split('\n')
  const pid = Number.parseInt(lines[0]!, 10)
  if (!(await isPostmasterOf(pid, data))) return null
  return { url: `postgres://${superuser}:${password}@127.0.0.1:${lines[3]!.trim()}/postgres`, data }
}
