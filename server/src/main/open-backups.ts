import { BackupFolder } from '../platform/backup/backup-folder.ts'
import { backupKeyFile, ensureBackupKey } from '../platform/backup/backup-key.ts'
import type { Config } from '../platform/config/config.ts'

/** Opens the folder of the backups; the first time it makes their key and says where that lies. */
export async function openBackups(config: Config, folder: string, say: (line: string) => void): Promise<BackupFolder> {
  const file = backupKeyFile(config)
  const { key, isNew } = await ensureBackupKey(file)
  if (isNew) {
    say(`Создан ключ резервных копий: ${file}. Сохраните его ещё где-нибудь: без него копии не прочесть.`)
  }
  return new BackupFolder(folder, key)
}
