import { fileURLToPath } from 'node:url'
import { createApp } from './app.ts'
import { announce } from './main/announce.ts'
import { ensureFirstOperator } from './main/first-operator.ts'
import { openDatabase } from './main/open-database.ts'
import { openMedia } from './main/open-media.ts'
import { ConfigError, readConfig } from './platform/config/config.ts'
import { ClusterError } from './platform/db/cluster/cluster-error.ts'
import { DatabaseRefused } from './platform/db/self-check.ts'
import { WEB_DIST } from './platform/http/pages.ts'

async function main(): Promise<number> {
  const config = readConfig(process.env, process.argv.slice(2))
  const demonstration = config.publicUrl === '' && config.demo === 'on'
  const webDist = fileURLToPath(WEB_DIST)
  await using resources = new AsyncDisposableStack()
  const databaseUrl = await openDatabase(
    {
      config,
      webDist,
      seed: demonstration ? (await import('./demonstration/seed.ts')).seedDemonstration : null,
      say: (line) => process.stdout.write(`${line}\n`),
      warn: (sentence) => process.stderr.write(`${sentence}\n`),
    },
    resources,
  )
  const media = await openMedia(config, (sentence) => process.stderr.write(`${sentence}\n`))
  if (media !== null) resources.use(media)
  const beforeServing = demonstration ? undefined : ensureFirstOperator
  // Whoever is answered already may tell the process to stop before it has said that it runs.
  const toldToStop = untilSignal()
  const app = resources.use(await createApp({ config, databaseUrl, webDist, media, beforeServing }))
  await announce(app)
  await toldToStop
  process.stdout.write('\nПарта останавливается…\n')
  return 0
}

function untilSignal(): Promise<void> {
  return new Promise((resolvePromise) => {
    // Listeners stay: a terminal and a service manager may both tell, and the second signal must not cut the first short.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolvePromise())
  })
}

try {
  process.exitCode = await main()
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof ClusterError || error instanceof DatabaseRefused
  process.stderr.write(`${expected ? error.message : ((error as Error).stack ?? String(error))}\n`)
  process.exitCode = 1
}
