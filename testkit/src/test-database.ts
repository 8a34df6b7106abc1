import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startCluster } from '#server/platform/db/cluster/cluster.ts'
import { createDatabase, dropDatabase } from '#server/platform/db/cluster/databases.ts'
import { migrate, readMigrations } from '#server/platform/db/migrate.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

export const TEMPLATE = 'parta_template'
/** Names the superuser's address of a running throw-away cluster that holds the template. */
export const CLUSTER_VARIABLE = 'PARTA_TEST_CLUSTER'

export interface TestCluster extends AsyncDisposable {
  url: string
}

export const MIGRATIONS = new URL('../../server/migrations/', import.meta.url)

/** Starts a throw-away cluster in a temporary folder and puts the migrated template into it. */
export async function startTestCluster(): Promise<TestCluster> {
  const directory = await makeTemporaryFolder('parta-test-')
  const cluster = await startCluster({ directory, durable: false, log: () => undefined })
  const close = async () => {
    await cluster.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    await cluster.createDatabase(TEMPLATE)
    await migrateDatabase(cluster.urlFor(TEMPLATE))
    return { url: cluster.url, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The template of a throw-away cluster, to be changed before it is copied. */
export function wrapTemplate(cluster: string): TestDatabase {
  const address = new URL(cluster)
  address.pathname = `/${TEMPLATE}`
  return wrapDatabase(address.href)
}

/** Runs all migrations on an empty database. */
export async function migrateDatabase(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined)
  try {
    await migrate(pool, await readMigrations(MIGRATIONS), () => new Date())
  } finally {
    await pool.end()
  }
}

let ownCluster: Promise<TestCluster> | undefined
let made = 0
let alive = 0

/** The cluster of the test run, or one of this process when a file runs alone. */
async function clusterUrl(): Promise<string> {
  const given = process.env[CLUSTER_VARIABLE]
  if (given !== undefined && given !== '') return given
  ownCluster ??= startTestCluster()
  return (await ownCluster).url
}

async function stopOwnCluster(): Promise<void> {
  const cluster = await ownCluster
  ownCluster = undefined
  await cluster?.[Symbol.asyncDispose]()
}

export interface TestDatabase extends AsyncDisposable {
  url: string
  /** Whether it began as a copy of the template. */
  readonly isTemplate?: boolean
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
}

/** A fresh copy of the migrated template, or an empty database; dropped when it is disposed of. */
export async function createTestDatabase(from: 'template' | 'empty' = 'template'): Promise<TestDatabase> {
  const cluster = await clusterUrl()
  made += 1
  alive += 1
  const name = `test_${process.pid}_${made}_${Date.now().toString(36)}`
  await createDatabase(cluster, name, from === 'template' ? TEMPLATE : undefined)
  const address = new URL(cluster)
  address.pathname = `/${name}`
  const opened = wrapDatabase(address.href)
  return {
    ...opened,
    isTemplate: from === 'template',
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]()
      await dropDatabase(cluster, name)
      alive -= 1
      // A cluster that this process has started for itself ends with its last database.
      if (alive === 0) await stopOwnCluster()
    },
  }
}

/** A database that somebody else keeps. */
export function wrapDatabase(url: string): TestDatabase {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined)
  return {
    url,
    async query<Row extends object>(text: string, values: unknown[] = []) {
      return (await pool.query<Row>(text, values)).rows
    },
    [Symbol.asyncDispose]: () => pool.end(),
  }
}

export const WEB_DIST = fileURLToPath(new URL('../../web/dist/', import.meta.url))
