import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { FaultProxy } from '#testkit/fault-proxy.ts'
import { createTestDatabase } from '#testkit/test-database.ts'
import { createLog } from '../log/log.ts'
import { openDatabase } from './database.ts'
import { databaseFailure } from './failures.ts'
import { PlanningClient } from './planning-client.ts'

const PATIENCE_MS = 400
const CONNECTIONS = 4

/** A pool whose way to the database can go silent. */
async function openBehindProxy() {
  const resources = new AsyncDisposableStack()
  const database = resources.use(await createTestDatabase('empty'))
  const address = new URL(database.url)
  const proxy = resources.use(await FaultProxy.open({ targetPort: Number(address.port), seed: 1 }))
  address.port = String(proxy.port)
  const opened = resources.use(openDatabase(address.href, CONNECTIONS, createLog('error'), PATIENCE_MS))
  return { ...opened, proxy, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

const isDown = (error: unknown) => databaseFailure(error) === 'down'

test('a statement whose answer never comes is refused in time, and the next one finds a living connection', async () => {
  await using opened = await openBehindProxy()
  const { pool, proxy } = opened
  await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.query('select pg_sleep(0.05)')))
  assert.equal(pool.totalCount, CONNECTIONS)
  proxy.silence()
  const began = performance.now()
  await assert.rejects(pool.query('select 1'), isDown)
  assert.ok(performance.now() - began < 10 * PATIENCE_MS)
  // All the others were idle and silent too; none of them makes anybody wait.
  for (let i = 0; i < CONNECTIONS; i += 1) await pool.query('select 1')
})

test('a transaction that goes silent is refused, and its locks are free again', async () => {
  await using opened = await openBehindProxy()
  const { pool, db, proxy } = opened
  await pool.query('create table thing (id integer primary key, n integer)')
  await pool.query('insert into thing values (1, 0)')
  const silent = db.transaction().execute(async (tx) => {
    await sql`update thing set n = 1`.execute(tx)
    proxy.silence()
    await sql`select 1`.execute(tx)
  })
  await assert.rejects(silent, isDown)
  for (let tries = 0; ; tries += 1) {
    const done = await pool.query('update thing set n = n + 2').catch((error: unknown) => error)
    if (!(done instanceof Error)) break
    assert.ok(isDown(done) && tries < 10, String(done))
  }
  assert.deepEqual((await pool.query('select n from thing')).rows, [{ n: 2 }])
})

test('work without a bound is left alone', async () => {
  await using opened = await openBehindProxy()
  const client = await opened.pool.connect()
  assert.ok(client instanceof PlanningClient)
  client.patienceMs = null
  await client.query(`select pg_sleep(${(2 * PATIENCE_MS) / 1_000})`)
  client.release()
})
