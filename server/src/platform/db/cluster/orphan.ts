import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { isPostmasterOf } from './process-identity.ts'
import { stopPostmaster } from './stop-postmaster.ts'

/**
 * Deals with what an owner that was killed left behind: a living postmaster is stopped, the lock file of a dead one is removed
 * (its process id may belong to a stranger by now, which PostgreSQL itself would take for a running server).
 * Call it only with the owner's lock in hand.
 */
export async function stopOrphan(data: string, log: (line: string) => void): Promise<'no' | 'stopped-orphan'> {
  const lock = path.join(data, 'postmaster.pid')
  const text = await readFile(lock, 'utf8').catch(() => undefined)
  if (text === undefined) return 'no'
  const pid = Number.parseInt(text, 10)
  if (!(pid > 0 && (await isPostmasterOf(pid, data)))) {
    await rm(lock, { force: true })
    return 'no'
  }
  log(`PostgreSQL still runs from an earlier start (process ${pid}); stopping it.`)
  await stopPostmaster(pid, data)
  await rm(lock, { force: true })
  return 'stopped-orphan'
}
