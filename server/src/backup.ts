import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openBackups } from './main/open-backups.ts'
import { runCommand } from './main/run-command.ts'
import { BackupError } from './platform/backup/backup-error.ts'
import { makeBaseBackup } from './platform/backup/base-backup.ts'
import { prune } from './platform/backup/prune.ts'
import { shipWal } from './platform/backup/wal-shipping.ts'
import { type Config, readConfig } from './platform/config/config.ts'
import { startCluster } from './platform/db/cluster/cluster.ts'
import { findRunningCluster } from './platform/db/cluster/running-cluster.ts'
import { walSpoolOf } from './platform/db/cluster/wal-spool.ts'

const KEEP = 14

/** Copies the built-in database, whether the product runs or not. */
async function backup(args: readonly string[], say: (line: string) => void): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { to: { type: 'string' }, keep: { type: 'string' } } })
  const config = readConfig(process.env)
  const keep = Number(values.keep ?? KEEP)
  if (!Number.isInteger(keep) || keep < 1) throw new BackupError('--keep needs a whole number from 1 on.')
  if (config.databaseUrl !== '') throw new BackupError(OWN_DATABASE)
  const to = values.to ?? config.backups
  if (to === '') throw new BackupError('Name a folder for the backup: npm run backup -- --to FOLDER, or PARTA_BACKUPS.')
  const folder = await openBackups(config, to, say)
  await using source = await openSource(config)
  const password = await readFile(resolve(config.data, 'postgres', 'password'), 'utf8')
  const started = performance.now()
  const manifest = await makeBaseBackup({ ...source, password }, folder, Date.now)
  if (config.backups !== '') await shipWal({ spool: walSpoolOf(source.data), folder })
  const gone = await prune(folder, keep)
  say(
    `Копия ${manifest.name} готова: ${(manifest.bytes / 1024 / 1024).toFixed(1)} МБ ` +
      `за ${((performance.now() - started) / 1_000).toFixed(1)} с, состояние на ${new Date(manifest.finishedAt).toISOString()}.`,
  )
  if (gone.bases > 0) say(`Удалены старые копии: ${gone.bases}.`)
}

const OWN_DATABASE =
  'PARTA_DATABASE_URL names a PostgreSQL of your own: copy it with its own tools (pg_basebackup and an archive of its log). ' +
  'docs/backup.md says how.'

/** The database of the running product, or one that is started for this. */
async function openSource(config: Config): Promise<{ url: string; data: string } & AsyncDisposable> {
  const directory = resolve(config.data, 'postgres')
  const running = await findRunningCluster(directory)
  if (running !== null) return { ...running, [Symbol.asyncDispose]: () => Promise.resolve() }
  return startCluster({ directory, log: () => {}, archive: config.backups !== '' })
}

await runCommand(backup)
