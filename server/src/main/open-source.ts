import { resolve } from 'node:path'
import type { Config } from '../platform/config/config.ts'
import { startCluster } from '../platform/db/cluster/cluster.ts'
import { findRunningCluster } from '../platform/db/cluster/running-cluster.ts'
import { DATABASE } from './open-database.ts'

/** The operator's own database, that of the running product, or one that is started for this. */
export async function openSource(config: Config): Promise<{ url: string } & AsyncDisposable> {
  const nothing = () => Promise.resolve()
  if (config.databaseUrl !== '') return { url: config.databaseUrl, [Symbol.asyncDispose]: nothing }
  const directory = resolve(config.data, 'postgres')
  const running = await findRunningCluster(directory)
  if (running === null) {
    const cluster = await startCluster({ directory, log: () => {}, archive: config.backups !== '' })
    return { url: cluster.urlFor(DATABASE), [Symbol.asyncDispose]: () => cluster.stop() }
  }
  const address = new URL(running.url)
  address.pathname = `/${DATABASE}`
  return { url: address.href, [Symbol.asyncDispose]: nothing }
}
