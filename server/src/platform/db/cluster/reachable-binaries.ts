import { chmod, constants, cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type Account, canReach } from './account.ts'
import { type Binaries, binariesIn } from './binaries.ts'
import { reachableRoot } from './place.ts'

/**
 * Gives binaries that the account can execute: the installed ones, or a copy under /var/lib/parta (60 MB, made once a version)
 * when the checkout is closed to the account.
 */
export async function reachableBinaries(
  installed: Binaries,
  account: Account | undefined,
  log: (line: string) => void,
): Promise<Binaries> {
  if (!account || (await isUsable(installed, account))) return installed
  const target = path.join(reachableRoot, `native-${installed.version}`)
  const copy = binariesIn(target, installed.version)
  if (await isUsable(copy, account).catch(() => false)) return copy

  log(`The account "${account.name}" cannot read ${installed.native}; copying PostgreSQL to ${target} ...`)
  const unfinished = `${target}.${process.pid}`
  await mkdir(reachableRoot, { recursive: true, mode: 0o755 })
  await cp(installed.native, unfinished, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
  await openForReading(unfinished)
  await rm(target, { recursive: true, force: true })
  await rename(unfinished, target)
  return copy
}

async function isUsable(binaries: Binaries, account: Account): Promise<boolean> {
  const needed = [
    binaries.postgres,
    path.join(binaries.native, 'lib'),
    path.join(binaries.native, 'share', 'postgresql'),
  ]
  for (const target of needed) if (!(await canReach(account, target, 5))) return false
  return true
}

/** A checkout made under umask 077 has files that only root can read; the copy is for everyone. */
async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const target = path.join(entry.parentPath, entry.name)
    const executable = entry.isDirectory() || ((await stat(target)).mode & 0o100) !== 0
    await chmod(target, executable ? 0o755 : 0o644)
  }
}
