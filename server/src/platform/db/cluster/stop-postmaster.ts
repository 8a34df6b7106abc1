import { setTimeout as delay } from 'node:timers/promises'
import { ClusterError } from './cluster-error.ts'
import { isPostmasterOf } from './process-identity.ts'

/** How long each way of stopping may take before the next, harder one. Milliseconds. */
const patience = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 5_000],
] as const

/**
 * Stops a postmaster: fast shutdown (sessions end, a checkpoint is written), then immediate, then kill.
 * The last two need recovery at the next start and lose nothing that was acknowledged.
 * @throws ClusterError when the process cannot be signalled or survives everything
 */
export async function stopPostmaster(pid: number, data: string): Promise<void> {
  for (const [signal, limit] of patience) {
    if (!(await isPostmasterOf(pid, data))) return
    try {
      process.kill(pid, signal)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ESRCH') return
      throw new ClusterError(`May not stop PostgreSQL (process ${pid}), which belongs to another user: ${code}.`)
    }
    const deadline = performance.now() + limit
    while (performance.now() < deadline) {
      if (!(await isPostmasterOf(pid, data))) return
      await delay(5)
    }
  }
  throw new ClusterError(`PostgreSQL (process ${pid}) does not end. Stop it by hand: kill -9 ${pid}`)
}
