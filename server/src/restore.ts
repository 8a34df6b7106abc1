import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { DATABASE } from './main/open-database.ts'
import { runCommand } from './main/run-command.ts'
import { BackupError } from './platform/backup/backup-error.ts'
import { BackupFolder } from './platform/backup/backup-folder.ts'
import { backupKeyFile, readBackupKey } from './platform/backup/backup-key.ts'
import { restore } from './platform/backup/restore.ts'
import { readConfig } from './platform/config/config.ts'
import type { Cluster } from './platform/db/cluster/cluster.ts'
import { openDatabase } from './platform/db/database.ts'
import { loadErasures } from './platform/erasures/erasure-shipping.ts'
import { createLog } from './platform/log/log.ts'

const OPTIONS = { from: { type: 'string' }, at: { type: 'string' }, erasures: { type: 'boolean' } } as const

const OWN_DATABASE =
  'PARTA_DATABASE_URL names a PostgreSQL of your own: restore it with its own tools, then run npm run restore -- --erasures. ' +
  'docs/backup.md says how.'

/** Brings the built-in database back as it was at a moment. */
async function main(args: readonly string[], say: (line: string) => void): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const config = readConfig(process.env)
  const from = values.from ?? config.backups
  if (from === '')
    throw new BackupError('Name the folder of the backups: npm run restore -- --from FOLDER, or PARTA_BACKUPS.')
  const at = values.at === undefined ? null : momentOf(values.at)
  if (at !== null) say(`Состояние на ${new Date(at).toISOString()}.`)
  const folder = new BackupFolder(from, await readBackupKey(backupKeyFile(config)))
  if (values.erasures === true) {
    if (config.databaseUrl === '')
      throw new BackupError('--erasures is for a PostgreSQL of your own: PARTA_DATABASE_URL.')
    say(sentenceOf(await eraseAgainIn(config.databaseUrl, folder)))
    return
  }
  if (config.databaseUrl !== '') throw new BackupError(OWN_DATABASE)
  const started = performance.now()
  const complete = async (cluster: Cluster) => {
    if (await cluster.hasDatabase(DATABASE)) say(sentenceOf(await eraseAgainIn(cluster.urlFor(DATABASE), folder)))
  }
  const restored = await restore({ folder, directory: resolve(config.data, 'postgres'), at, say, complete })
  say(`База восстановлена за ${((performance.now() - started) / 1_000).toFixed(1)} с. Теперь: npm start`)
  if (restored.aside !== null) say(`Прежняя база сохранена: ${restored.aside}. Удалите её, когда она больше не нужна.`)
}

/** Puts what was erased since into the ledger of a restored database; the product erases it before it serves anybody. */
async function eraseAgainIn(databaseUrl: string, folder: BackupFolder): Promise<number> {
  await using opened = openDatabase(databaseUrl, 1, createLog('error'))
  const found = await sql<{ name: string | null }>`select to_regclass('platform.erasure') as name`.execute(opened.db)
  // Older than the ledger itself, and than everything that can be erased.
  if (found.rows[0]!.name === null) return 0
  return await loadErasures(opened.db, folder)
}

function sentenceOf(erasures: number): string {
  return `В журнале удалений записей: ${erasures}. Удалённое с тех пор будет удалено снова при запуске.`
}

/** A moment with its zone, or in the zone of this machine. */
function momentOf(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) {
    throw new BackupError(
      `${text} is no moment. Write it as 2026-09-01T08:30:00+03:00; without a zone that of this machine is meant.`,
    )
  }
  return at
}

await runCommand(main)
