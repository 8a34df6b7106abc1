import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from './main/run-command.ts'
import { BackupError } from './platform/backup/backup-error.ts'
import { BackupFolder } from './platform/backup/backup-folder.ts'
import { backupKeyFile, readBackupKey } from './platform/backup/backup-key.ts'
import { restore } from './platform/backup/restore.ts'
import { readConfig } from './platform/config/config.ts'

/** Brings the built-in database back as it was at a moment. */
async function main(args: readonly string[], say: (line: string) => void): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { from: { type: 'string' }, at: { type: 'string' } } })
  const config = readConfig(process.env)
  const from = values.from ?? config.backups
  if (from === '')
    throw new BackupError('Name the folder of the backups: npm run restore -- --from FOLDER, or PARTA_BACKUPS.')
  const at = values.at === undefined ? null : momentOf(values.at)
  if (at !== null) say(`Состояние на ${new Date(at).toISOString()}.`)
  const folder = new BackupFolder(resolve(from), await readBackupKey(backupKeyFile(config)))
  const started = performance.now()
  const restored = await restore({ folder, directory: resolve(config.data, 'postgres'), at, say })
  say(`База восстановлена за ${((performance.now() - started) / 1_000).toFixed(1)} с. Теперь: npm start`)
  if (restored.aside !== null) say(`Прежняя база сохранена: ${restored.aside}. Удалите её, когда она больше не нужна.`)
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
