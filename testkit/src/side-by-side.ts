import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/**
 * Runs the default export of a module in as many threads as there are processors, each with a seed of its own and its
 * part of `count`; returns what they return.
 *
 * @throws the first failure
 */
export async function runSideBySide<Report>(
  module: URL,
  parts: { count: number; seed: number; threads?: number },
): Promise<Report[]> {
  const threads = parts.threads ?? Math.min(4, availableParallelism())
  const share = Math.ceil(parts.count / threads)
  const runs = Array.from({ length: threads }, async (_, i) => {
    const worker = new Worker(module, { workerData: { count: share, seed: parts.seed + i } })
    let report: Report | undefined
    worker.on('message', (message: Report) => {
      report = message
    })
    await once(worker, 'exit')
    if (report === undefined) throw new Error(`${module.pathname} with seed ${parts.seed + i} reported nothing`)
    return report
  })
  return Promise.all(runs)
}
