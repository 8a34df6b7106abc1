import { glob, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stopOrphan } from '#server/platform/db/cluster/orphan.ts'

/** What the folders of benchmarks begin with. */
export const FOLDER_PREFIX = 'parta-bench-'
/** The product's own PostgreSQL and, a folder deeper, those of peers. */
const DATA_FOLDERS = ['postgres/data', '*/postgres/data']

/**
 * Ends the PostgreSQL of benchmarks that were killed, and removes their folders. Call it only while this process holds
 * the machine: then every database in such a folder is left behind by somebody.
 *
 * @returns how many folders were removed
 */
export async function clearLeftBehind(say: (line: string) => void, parent = tmpdir()): Promise<number> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(FOLDER_PREFIX))
  let cleared = 0
  for (const name of names) {
    const folder = path.join(parent, name)
    const found = await Array.fromAsync(glob(DATA_FOLDERS, { cwd: folder }))
    // Without a database it belongs to a test, which does not hold the machine.
    if (found.length === 0) continue
    for (const data of found) await stopOrphan(path.join(folder, data), say)
    await rm(folder, { recursive: true, force: true })
    cleared += 1
  }
  return cleared
}
