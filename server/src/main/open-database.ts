import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import pg from 'pg'
import type { AppOptions } from '../app.ts'
import { startWalShipping } from '../platform/backup/wal-shipping.ts'
import { createSystemClock } from '../platform/clock/clock.ts'
import type { Config } from '../platform/config/config.ts'
import { walSpoolOf } from '../platform/db/cluster/wal-spool.ts'
import { createLog } from '../platform/log/log.ts'
import { KeptCluster } from './kept-cluster.ts'
import { openBackups } from './open-backups.ts'

/** Name of the product's database in the built-in PostgreSQL. */
export const DATABASE = 'parta'
/** Where the demonstration grows up; renamed when it is complete, so an interrupted start leaves nothing half done. */
const NURSERY = 'parta_new'

export type Seed = (options: AppOptions, say: (line: string) => void) => Promise<void>

interface Parts {
  config: Config
  webDist: string
  /** Fills an empty database, or null for a real installation. */
  seed: Seed | null
  say: (line: string) => void
  /** What happens to the built-in database while the product runs. */
  warn: (sentence: string) => void
}

/**
 * The operator's own database, or the one from npm in the data folder; an empty one is filled where a seed is given.
 *
 * @returns its address; what was started is handed to `resources`
 */
export async function openDatabase(parts: Parts, resources: AsyncDisposableStack): Promise<string> {
  const { config } = parts
  if (config.databaseUrl !== '') {
    if (parts.seed !== null && (await isEmpty(config.databaseUrl))) await fill(parts, parts.seed, config.databaseUrl)
    return config.databaseUrl
  }
  const { cluster } = await startOwnCluster(parts, resources)
  if (cluster.adopted === 'stopped-orphan') {
    parts.say('База данных осталась от прерванного запуска: она остановлена и запущена снова.')
  }
  if (await cluster.hasDatabase(DATABASE)) return cluster.urlFor(DATABASE)
  if (parts.seed === null) await cluster.createDatabase(DATABASE)
  else {
    await cluster.dropDatabase(NURSERY)
    await cluster.createDatabase(NURSERY)
    await fill(parts, parts.seed, cluster.urlFor(NURSERY))
    await cluster.renameDatabase(NURSERY, DATABASE)
  }
  return cluster.urlFor(DATABASE)
}

async function startOwnCluster({ config, warn, say }: Parts, resources: AsyncDisposableStack): Promise<KeptCluster> {
  await mkdir(resolve(config.data), { recursive: true })
  const archive = config.backups !== ''
  const folder = archive ? await openBackups(config, config.backups, say) : null
  const kept = await KeptCluster.start({
    directory: resolve(config.data, 'postgres'),
    log: (line) => (config.logLevel === 'debug' ? process.stderr.write(`postgres: ${line}\n`) : undefined),
    archive,
    warn,
  })
  // Ends after the database, which hands its last segment over when it stops.
  if (folder !== null) {
    resources.use(
      startWalShipping({
        spool: walSpoolOf(kept.cluster.data),
        folder,
        clock: createSystemClock(),
        log: createLog(config.logLevel),
      }),
    )
  }
  return resources.use(kept)
}

async function fill(parts: Parts, seed: Seed, databaseUrl: string): Promise<void> {
  parts.say('Создаётся демонстрационная школа, это бывает один раз и длится несколько секунд.')
  await seed({ config: parts.config, databaseUrl, webDist: parts.webDist }, parts.say)
}

/** Whether nobody has ever registered in a database. */
async function isEmpty(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const table = await client.query<{ name: string | null }>(`select to_regclass('identity.account') as name`)
    if (table.rows[0]?.name === null) return true
    return (await client.query('select 1 from identity.account limit 1')).rowCount === 0
  } finally {
    await client.end()
  }
}
