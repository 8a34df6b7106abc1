import type { BackupFolder } from '../backup/backup-folder.ts'
import { startShipping } from '../backup/shipping.ts'
import type { Clock } from '../clock/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import type { Log } from '../log/log.ts'
import { afterShipping, takeErasures, unshippedErasures } from './erasures.store.ts'

const LOOK_MS = 5_000
const TAKEN_AT_ONCE = 1_000

type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** Puts new entries of the ledger into the backups, where they outlive the database. */
export async function shipErasures(transaction: InTransaction, folder: BackupFolder): Promise<void> {
  for (;;) {
    const shipped = await transaction(async (tx) => {
      const entries = await unshippedErasures(tx)
      if (entries.length === 0) return 0
      await folder.writeErasures(entries)
      await afterShipping(
        tx,
        entries.map(({ id }) => id),
      )
      return entries.length
    })
    if (shipped === 0) return
  }
}

/** Puts everything that the backups know to be erased into a database's ledger, to be erased at its next start. */
export async function loadErasures(db: Database, folder: BackupFolder): Promise<number> {
  const entries = await folder.readErasures()
  for (let at = 0; at < entries.length; at += TAKEN_AT_ONCE)
    await takeErasures(db, entries.slice(at, at + TAKEN_AT_ONCE))
  return entries.length
}

/** Ships as long as the product runs, and what is left when it is closed. */
export function startErasureShipping(parts: {
  transaction: InTransaction
  folder: BackupFolder
  clock: Clock
  log: Log
}): AsyncDisposable {
  const { transaction, folder, clock, log } = parts
  const events = { failed: 'backup.erasuresNotTaken', again: 'backup.erasuresTakenAgain' }
  return startShipping({ ship: () => shipErasures(transaction, folder), everyMs: LOOK_MS, clock, log, events })
}
