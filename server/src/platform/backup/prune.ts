import { type BackupFolder, isSegment, startOf } from './backup-folder.ts'

/** Two machines that write here may not agree on the time to the second. */
const CLOCKS_APART_MS = 24 * 3_600_000

/** Deletes all but the newest base backups, and the log that only those have needed; returns what went. */
export async function prune(folder: BackupFolder, keep: number): Promise<{ bases: number; segments: number }> {
  const bases = await folder.bases()
  const leaving = bases.slice(0, Math.max(0, bases.length - keep))
  if (leaving.length === 0) return { bases: 0, segments: 0 }
  const oldest = await bases[leaving.length]!.read()
  for (const { name } of leaving) await folder.removeBase(name)
  let segments = 0
  for (const name of await folder.walFiles()) {
    if (!isSegment(name) || name.slice(8) >= oldest.firstSegment.slice(8)) continue
    await folder.removeWal(name)
    segments += 1
  }
  for (const name of await folder.erasureFiles()) {
    // What was erased before the oldest copy is in none of them.
    if (startOf(name) < oldest.startedAt - CLOCKS_APART_MS) await folder.removeErasures(name)
  }
  return { bases: leaving.length, segments }
}
