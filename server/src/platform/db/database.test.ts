import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '#testkit/test-database.ts'
import { createLog } from '../log/log.ts'
import { openDatabase } from './database.ts'
import { databaseFailure } from './failures.ts'

test('a connection that is lost between two statements of a transaction fails the next one and nothing else', async () => {
  await using database = await createTestDatabase('empty')
  await using opened = openDatabase(database.url, 2, createLog('error'))
  const client = await opened.pool.connect()
  await client.query('begin')
  const [{ pid }] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows as [{ pid: number }]
  // `once` of node:events would listen for errors itself.
  const lost = new Promise((resolve) => client.once('end', resolve))
  await database.query('select pg_terminate_backend($1)', [pid])
  await lost
  await assert.rejects(client.query('select 1'), (error) => databaseFailure(error) === 'down')
  client.release()
  assert.deepEqual((await opened.pool.query('select 1 as n')).rows, [{ n: 1 }])
})
