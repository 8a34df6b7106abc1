import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startCluster } from '#server/platform/db/cluster/cluster.ts'
import { watchOverThrowAway } from '#server/platform/db/cluster/sentinel.ts'

/** PostgreSQL for one peer: the product's own programs and settings, durable, in a fresh folder on the same disk. */
export interface PeerDatabase extends AsyncDisposable {
  readonly url: string
  readonly postmasterPid: number
}

export async function startPeerDatabase(folder: string): Promise<PeerDatabase> {
  const cluster = await startCluster({ directory: path.join(folder, 'postgres'), log: () => undefined })
  const dismiss = watchOverThrowAway(cluster.postmasterPid, undefined)
  const stop = async () => {
    await cluster.stop()
    dismiss()
  }
  try {
    await cluster.createDatabase('peer')
    const url = cluster.urlFor('peer')
    await checkDurable(url)
    return { url, postmasterPid: cluster.postmasterPid, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Runs a script or a query in a database. */
export async function queryDatabase<Row extends pg.QueryResultRow>(url: string, query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(query)).rows
  } finally {
    await client.end()
  }
}

async function checkDurable(url: string): Promise<void> {
  const query =
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit') and setting <> 'on'"
  const off = await queryDatabase<{ name: string }>(url, query)
  if (off.length > 0) throw new Error(`The database of the peer is not durable: ${off.map(({ name }) => name)}.`)
}

/**
 * Waits at most `ms` until as many messages are in the database as were sent.
 *
 * @throws Error when others are
 */
export async function checkArchived(url: string, query: string, sent: number, ms: number): Promise<void> {
  for (const end = performance.now() + ms; ; await sleep(200)) {
    const [row] = await queryDatabase<{ n: number }>(url, query)
    if (row!.n === sent) return
    if (row!.n > sent || performance.now() > end) throw new Error(`${row!.n} of ${sent} messages are archived.`)
  }
}
