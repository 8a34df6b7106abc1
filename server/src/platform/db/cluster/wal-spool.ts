import { chown, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Account } from './account.ts'
import type { Place } from './place.ts'

/** A quiet database hands its last changes over after this time, in seconds: more than these are never lost with a disk. */
const ARCHIVE_SECONDS = 60

/** Where finished segments of the write-ahead log wait until the backup has taken them. */
export function walSpoolOf(data: string): string {
  return path.join(path.dirname(data), 'wal-spool')
}

/** Makes the spool and gives the settings with which PostgreSQL fills it. */
export async function archiveSettings(place: Place, account: Account | undefined): Promise<Record<string, string>> {
  const spool = walSpoolOf(place.data)
  await mkdir(spool, { recursive: true, mode: 0o700 })
  if (account) await chown(spool, account.uid, account.gid)
  return {
    archive_mode: 'on',
    archive_library: 'basic_archive',
    'basic_archive.archive_directory': spool,
    archive_timeout: String(ARCHIVE_SECONDS),
  }
}
