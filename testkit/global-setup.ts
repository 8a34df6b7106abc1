import { CLUSTER_VARIABLE, startTestCluster } from '#testkit/test-database.ts'

/** One throw-away cluster for a whole test run. The runner reads the line, and ends this process when it is done. */
const cluster = await startTestCluster()
process.stdout.write(`${JSON.stringify({ env: { [CLUSTER_VARIABLE]: cluster.url } })}\n`)
await new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  // The runner is gone when its end of the pipe is.
  process.stdin.resume().once('end', () => resolve())
})
await cluster[Symbol.asyncDispose]()
