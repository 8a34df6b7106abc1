import type { Reader, Tx } from '../platform/db/database.ts'
import type { FileStorage } from '../platform/files/file-storage.ts'
import type { Platform } from '../platform/platform.ts'
import { deleteErased, erasedFiles, expiredFiles, markErased, personalFiles } from './files.store.ts'

const ERASURE = 'files.file'
const ERASE_JOB = 'files.erase'
const SWEEP_JOB = 'files.sweep'
/** Files of one step. */
const STEP = 200

interface Parts extends Pick<Platform, 'clock' | 'db' | 'transaction' | 'erasures' | 'jobs'> {
  storage: FileStorage
}

/** Which of these files are not their owners' any more, because others have them before their eyes. */
export type FilesOfOthers = (reader: Reader, ids: readonly string[]) => Promise<ReadonlySet<string>>

export interface FileErasing {
  /** Files reach nobody any more once the transaction is committed; their bytes go soon after. */
  erase(tx: Tx, ids: readonly string[]): Promise<void>
  /** Like `erase`, with the bytes going with the next sweep, so that it works before anything else does, in a restored backup. */
  eraseAgain(tx: Tx, ids: readonly string[]): Promise<void>
  /**
   * Erases files of profiles that belong to no community, and that are not of others by now, some of them at once; returns how
   * many. Their bytes go with the next sweep, so that this works before anything else does, in a restored backup.
   */
  eraseOwned(tx: Tx, profileIds: readonly string[], ofOthers: FilesOfOthers): Promise<number>
  /** Erases what has expired, and takes away the bytes of everything that is erased. */
  sweep(): Promise<void>
}

/** The end of files: whatever knows their address learns nothing from the commit on, and their bytes go by a job. */
export function createFileErasing({ clock, db, transaction, erasures, jobs, storage }: Parts): FileErasing {
  erasures.declare<{ id: string }>(ERASURE, async (tx, { id }) => {
    await markErased(tx, [id])
  })

  const removeBytes = async (ids: readonly string[]) => {
    for (const id of ids) await storage.remove(id)
    if (ids.length > 0) await transaction((tx) => deleteErased(tx, ids))
  }

  const sweep = async () => {
    for (;;) {
      const expired = await expiredFiles(db, new Date(clock.now()), STEP)
      await transaction((tx) => markErased(tx, expired))
      const erased = await erasedFiles(db, STEP)
      await removeBytes(erased)
      if (expired.length < STEP && erased.length < STEP) return
    }
  }

  jobs.declare<{ ids: string[] }>({ name: ERASE_JOB, retries: 5, handle: ({ ids }) => removeBytes(ids) })
  // What a worker that died has left is found here.
  jobs.declare({ name: SWEEP_JOB, retries: 3, cron: '*/10 * * * *', handle: sweep })
  return {
    async erase(tx, ids) {
      const erased = await markErased(tx, ids)
      if (erased.length === 0) return
      for (const id of erased) await erasures.record(tx, ERASURE, { id })
      await jobs.enqueue(tx, ERASE_JOB, { ids: erased })
    },
    async eraseAgain(tx, ids) {
      await markErased(tx, ids)
    },
    async eraseOwned(tx, profileIds, ofOthers) {
      const ids = await personalFiles(tx, profileIds)
      const kept = await ofOthers(tx, ids)
      const own = ids.filter((id) => !kept.has(id))
      return (await markErased(tx, own.slice(0, STEP))).length
    },
    sweep,
  }
}
