import { hkdfSync } from 'node:crypto'
import type { Config } from '../config/config.ts'
import type { Log } from '../log/log.ts'
import { backupKeyFile, ensureBackupKey } from './backup-key.ts'

const KEY_BYTES = 32

/**
 * Keys that stand in no database: they follow from the key of the backups, of which the operator keeps a copy elsewhere, so
 * that a restored installation has them again. The file is read, or made, when the first of them is asked for.
 */
export function createOutsideKeys(
  config: Pick<Config, 'backupKey' | 'data' | 'publicUrl'>,
  log: Pick<Log, 'error'>,
): (name: string) => Promise<Buffer> {
  let reading: Promise<Buffer> | null = null
  const read = async () => {
    const file = backupKeyFile(config)
    const { key, isNew } = await ensureBackupKey(file)
    // A demonstration is begun anew and keeps no copy of anything.
    if (isNew && config.publicUrl !== '') log.error({ file }, 'backup.keyMade')
    return key
  }
  return async (name) => {
    reading ??= read()
    try {
      return Buffer.from(hkdfSync('sha256', await reading, '', `parta ${name}`, KEY_BYTES))
    } catch (error) {
      // The folder may be there again at the next call.
      reading = null
      throw error
    }
  }
}
