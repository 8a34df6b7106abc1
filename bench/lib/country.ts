import path from 'node:path'
import pg from 'pg'
import { type Cluster, startCluster } from '#server/platform/db/cluster/cluster.ts'
import { migrateDatabase } from '#testkit/test-database.ts'
import { fillBare } from './bare-tables.ts'
import { COUNTRY_LISTS, LIST_TABLES } from './country-lists.ts'
import { COUNTRY_PEOPLE, COUNTRY_SESSIONS, PEOPLE_TABLES } from './country-people.ts'

/** How many people there are, in how many organisations, and how many of them in the great one. */
export interface CountrySize {
  people: number
  organisations: number
  great: number
}

/** Pupils, parents and staff of one class together. */
const CLASS_PEOPLE = 25
const DATABASE = 'country'

/** For the time of the filling only: what is lost by a crash is made anew. */
const FILLING = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  shared_buffers: '1GB',
  maintenance_work_mem: '1GB',
  work_mem: '256MB',
  autovacuum: 'off',
}

export interface Country extends AsyncDisposable {
  url: string
  /** A statement as the superuser. */
  query<Row extends object>(text: string): Promise<Row[]>
  gigabytes: number
}

/** A country in a PostgreSQL of its own, which runs with the settings of the product once everybody is there. */
export async function openCountry(
  size: CountrySize,
  options: { folder: string; durable: boolean; log: (line: string) => void; say: (line: string) => void },
): Promise<Country> {
  const { durable, log, say } = options
  const directory = path.join(options.folder, DATABASE, 'postgres')
  const filled = await startCluster({ directory, durable, log: () => undefined, settings: FILLING })
  try {
    await filled.createDatabase(DATABASE)
    await migrateDatabase(filled.urlFor(DATABASE))
    await fillCountry(filled.urlFor(DATABASE), size, say)
  } finally {
    await filled.stop()
  }
  const cluster = await startCluster({ directory, durable, log })
  return describeCountry(cluster)
}

async function describeCountry(cluster: Cluster): Promise<Country> {
  const url = cluster.urlFor(DATABASE)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes')
  return {
    url,
    gigabytes: Number(rows[0]!.bytes) / 1e9,
    query: async <Row extends object>(text: string) => (await client.query<Row>(text)).rows,
    async [Symbol.asyncDispose]() {
      await client.end()
      await cluster.stop()
    },
  }
}

/** Fills a migrated database that is empty. */
async function fillCountry(url: string, size: CountrySize, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const values = [size.people, size.organisations, size.great, Math.ceil(size.great / CLASS_PEOPLE)]
  const begun = performance.now()
  const run = async (script: string) => {
    for (const statement of script.split(';')) {
      await client.query(statement.replaceAll(/\$(\d)/g, (_, which) => String(values[Number(which) - 1])))
    }
  }
  const tell = (what: string) => say(`  ${what} after ${Math.round((performance.now() - begun) / 1000)} s`)
  try {
    // Keys are right by the way in which they are made, and nobody compares them.
    await client.query("set session_replication_role = 'replica'")
    await fillBare(client, PEOPLE_TABLES, () => run(COUNTRY_PEOPLE).then(() => tell('people')))
    tell('their indexes')
    await fillBare(client, LIST_TABLES, () => run(COUNTRY_LISTS).then(() => tell('lists')))
    await run(COUNTRY_SESSIONS)
    await client.query('vacuum analyze')
    await client.query('checkpoint')
    tell('everything')
  } finally {
    await client.end()
  }
}
