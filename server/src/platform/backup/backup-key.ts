import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { writeDurably } from '../durable-files.ts'
import { BackupError } from './backup-error.ts'

const KEY_BYTES = 32

/** Where the key lies: the file that the configuration names, or one in the data folder. */
export function backupKeyFile(config: { backupKey: string; data: string }): string {
  return path.resolve(config.backupKey === '' ? path.join(config.data, 'backup.key') : config.backupKey)
}

/**
 * Reads the key with which backups are sealed.
 *
 * @throws BackupError when there is none or the file holds something else
 */
export async function readBackupKey(file: string): Promise<Buffer> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (typeof text !== 'string') {
    throw new BackupError(
      `The key of the backups cannot be read (${text.message}). Put the copy that you keep elsewhere to ${file}, ` +
        'or name it in PARTA_BACKUP_KEY.',
    )
  }
  const key = Buffer.from(text.trim(), 'base64url')
  if (key.length !== KEY_BYTES) throw new BackupError(`${file} does not hold a key of backups.`)
  return key
}

/** Reads the key, or makes one when there is none; `isNew` says that somebody has to put a copy elsewhere. */
export async function ensureBackupKey(file: string): Promise<{ key: Buffer; isNew: boolean }> {
  await mkdir(path.dirname(file), { recursive: true })
  try {
    await writeDurably(file, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, 'wx')
    return { key: await readBackupKey(file), isNew: true }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return { key: await readBackupKey(file), isNew: false }
  }
}
