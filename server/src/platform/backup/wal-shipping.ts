import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import { type BackupFolder, isWalFile } from './backup-folder.ts'
import { startShipping } from './shipping.ts'

const LOOK_MS = 2_000

interface Parts {
  /** Where PostgreSQL puts finished segments. */
  spool: string
  folder: BackupFolder
  clock: Pick<Clock, 'every'>
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
  const { clock, log } = parts
  const events = { failed: 'backup.walNotTaken', again: 'backup.walTakenAgain' }
  return startShipping({ ship: () => shipWal(parts), everyMs: LOOK_MS, clock, log, events })
}
