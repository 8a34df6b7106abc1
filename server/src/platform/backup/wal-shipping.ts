import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Log } from '../log/log.ts'
import { type BackupFolder, isWalFile } from './backup-folder.ts'

const LOOK_MS = 2_000

interface Parts {
  /** Where PostgreSQL puts finished segments. */
  spool: string
  folder: BackupFolder
  log: Log
}

/** Takes finished segments of the write-ahead log from the spool into the backups; returns how many. */
export async function shipWal({ spool, folder }: Pick<Parts, 'spool' | 'folder'>): Promise<number> {
  const names = (await readdir(spool).catch(() => [])).filter(isWalFile).sort()
  for (const name of names) {
    const file = path.join(spool, name)
    await folder.writeWal(name, file)
    await rm(file)
  }
  return names.length
}

/** Ships as long as the product runs, and what is left when it is closed. What cannot be taken over waits in the spool. */
export function startWalShipping(parts: Parts): AsyncDisposable {
  let running: Promise<void> | null = null
  let isFailing = false
  const doShip = async () => {
    try {
      await shipWal(parts)
      if (isFailing) parts.log.warn({}, 'backup.walTakenAgain')
      isFailing = false
    } catch (error) {
      if (!isFailing) parts.log.error({ error }, 'backup.walNotTaken')
      isFailing = true
    }
    running = null
  }
  const timer = setInterval(() => {
    running ??= doShip()
  }, LOOK_MS)
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
      await doShip()
    },
  }
}
