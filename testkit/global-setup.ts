import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { keepCast } from '#testkit/keep-cast.ts'
import { CAST_VARIABLE } from '#testkit/kept-cast.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { CLUSTER_VARIABLE, startTestCluster, wrapTemplate } from '#testkit/test-database.ts'
import { createWorld } from '#testkit/world.ts'

/**
 * One throw-away cluster for a whole test run, with a template in which the product has started once, and one cast. The runner
 * reads the line, and ends this process when it is done.
 */
const cluster = await startTestCluster()
process.env[CLUSTER_VARIABLE] = cluster.url
const folder = await makeTemporaryFolder('parta-cast-')
const cast = join(folder, 'cast.json')
await startOnce()
await keepCast(cast)
process.stdout.write(`${JSON.stringify({ env: { [CLUSTER_VARIABLE]: cluster.url, [CAST_VARIABLE]: cast } })}\n`)
await new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  // The runner is gone when its end of the pipe is.
  process.stdin.resume().once('end', () => resolve())
})
await cluster[Symbol.asyncDispose]()
await rm(folder, { recursive: true, force: true })

/** What a first start puts into a database is in every copy of the template. */
async function startOnce(): Promise<void> {
  await using database = wrapTemplate(cluster.url)
  await using _world = await createWorld({ database })
}
