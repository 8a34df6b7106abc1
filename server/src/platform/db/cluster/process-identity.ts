import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Says whether a process with this id is there, whoever owns it; one that ended and was not waited for counts as well. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * A string that stays the same as long as this very process lives and that no later process with the same id shares:
 * ids are used again after a restart of a machine or a container.
 * @returns undefined when there is no such process
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return (await inspect(pid, 'lstart='))?.trim() || undefined
  try {
    const [status, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ])
    // The second field is the program's name, which may hold spaces and brackets; the start time is field 22.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return undefined
    return `${boot.trim()} ${fields[19]}`
  } catch {
    return undefined
  }
}

/** Says whether the process is a postmaster that works in this data directory, and not a stranger that got its old id. */
export async function isPostmasterOf(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') {
    const command = await inspect(pid, 'command=')
    return command?.includes('postgres') === true && command.includes(data)
  }
  return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data
}

async function inspect(pid: number, field: string): Promise<string | undefined> {
  return promisify(execFile)('ps', ['-o', field, '-p', String(pid)]).then(
    (result) => result.stdout,
    () => undefined,
  )
}
