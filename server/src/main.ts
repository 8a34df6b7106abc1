import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type App, createApp } from './app.ts'
import { announce } from './main/announce.ts'
import { ensureFirstOperator } from './main/first-operator.ts'
import { type Config, ConfigError, readConfig } from './platform/config/config.ts'
import { startCluster } from './platform/db/cluster/cluster.ts'
import { ClusterError } from './platform/db/cluster/cluster-error.ts'
import { DatabaseRefused } from './platform/db/self-check.ts'
import { WEB_DIST } from './platform/http/pages.ts'

const DATABASE = 'parta'

async function main(): Promise<number> {
  const config = readConfig(process.env, process.argv.slice(2))
  await using resources = new AsyncDisposableStack()
  let lost: (reason: Error) => void = () => undefined
  const databaseLost = new Promise<Error>((resolvePromise) => {
    lost = resolvePromise
  })
  const databaseUrl = await openDatabaseUrl(config, resources, (reason) => lost(reason))
  const app = resources.use(await createApp({ config, databaseUrl, webDist: fileURLToPath(WEB_DIST) }))
  await prepareFirstStart(app)
  await announce(app)
  const reason = await Promise.race([untilSignal(), databaseLost])
  if (reason instanceof Error) {
    process.stderr.write(`${reason.message}\n`)
    return 1
  }
  process.stdout.write('\nПарта останавливается…\n')
  return 0
}

/** The operator's own database, or the one from npm in the data folder. */
async function openDatabaseUrl(
  config: Config,
  resources: AsyncDisposableStack,
  onLost: (reason: Error) => void,
): Promise<string> {
  if (config.databaseUrl !== '') return config.databaseUrl
  const directory = resolve(config.data, 'postgres')
  await mkdir(resolve(config.data), { recursive: true })
  const cluster = resources.use(
    await startCluster({
      directory,
      log: (line) => (config.logLevel === 'debug' ? process.stderr.write(`postgres: ${line}\n`) : undefined),
      onLost,
    }),
  )
  if (cluster.adopted === 'stopped-orphan') {
    process.stdout.write('База данных осталась от прерванного запуска: она остановлена и запущена снова.\n')
  }
  await cluster.createDatabase(DATABASE).catch((error: { code?: string; cause?: { code?: string } }) => {
    if (error.code !== '42P04' && error.cause?.code !== '42P04') throw error
  })
  return cluster.urlFor(DATABASE)
}

async function prepareFirstStart(app: App): Promise<void> {
  const { config } = app.platform
  if (config.publicUrl === '' && config.demo === 'on') {
    const { seedDemonstration } = await import('./demonstration/seed.ts')
    await seedDemonstration(app, (line) => process.stdout.write(`${line}\n`))
    return
  }
  await ensureFirstOperator(app)
}

function untilSignal(): Promise<void> {
  return new Promise((resolvePromise) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolvePromise())
  })
}

try {
  process.exitCode = await main()
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof ClusterError || error instanceof DatabaseRefused
  process.stderr.write(`${expected ? error.message : ((error as Error).stack ?? String(error))}\n`)
  process.exitCode = 1
}
