import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { type Cluster, startCluster } from './cluster/cluster.ts'
import { checkDatabase, DatabaseRefused } from './self-check.ts'

let directory: string
let cluster: Cluster

before(async () => {
  directory = await makeTemporaryFolder('parta-check-')
  cluster = await startCluster({ directory, durable: false, log: () => {} })
})
after(async () => {
  await cluster.stop()
  await rm(directory, { recursive: true, force: true })
})

async function withClient<T>(database: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: cluster.urlFor(database) })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

test('accepts a good database and creates pg_trgm in it', async () => {
  await cluster.createDatabase('good')
  await withClient('good', async (client) => {
    await checkDatabase(client, { throwAway: true })
    const { rows } = await client.query("select extname from pg_extension where extname = 'pg_trgm'")
    assert.equal(rows.length, 1)
  })
})

test('refuses settings that lose data in a crash, each with its remedy', async () => {
  await withClient('postgres', async (client) => {
    await assert.rejects(checkDatabase(client), (error: unknown) => {
      assert.ok(error instanceof DatabaseRefused)
      assert.deepEqual(
        error.problems.map((problem) => problem.split(' ')[0]),
        ['fsync', 'full_page_writes', 'synchronous_commit'],
      )
      assert.match(error.message, /alter system set fsync = on/)
      return true
    })
  })
})

test('refuses a database whose LC_CTYPE hides Cyrillic from trigrams', async () => {
  await withClient('postgres', (client) =>
    client.query(`create database c_locale template template0 locale_provider libc locale 'C' encoding 'UTF8'`),
  )
  await withClient('c_locale', async (client) => {
    await assert.rejects(checkDatabase(client, { throwAway: true }), (error: unknown) => {
      assert.ok(error instanceof DatabaseRefused)
      assert.equal(error.problems.length, 1)
      assert.match(error.problems[0]!, /LC_CTYPE of "c_locale" is C\. .*lc_ctype 'C\.UTF-8'/)
      return true
    })
  })
})

test('refuses an encoding other than UTF8', async () => {
  await withClient('postgres', (client) =>
    client.query(`create database koi8 template template0 locale_provider libc locale 'C' encoding 'KOI8R'`),
  )
  await withClient('koi8', (client) =>
    assert.rejects(checkDatabase(client, { throwAway: true }), /encoding of "koi8" is KOI8R/),
  )
})

test('refuses a server that is too old', async () => {
  await withClient('postgres', async (client) => {
    const old = new Proxy(client, {
      get: (target, name) =>
        name === 'query'
          ? async (text: string) => {
              const result = await target.query(text)
              for (const row of result.rows) if (row.version) row.version = '150009'
              return result
            }
          : Reflect.get(target, name),
    })
    await assert.rejects(checkDatabase(old, { throwAway: true }), /is PostgreSQL 15\. Move to version 16/)
  })
})
