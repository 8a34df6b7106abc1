import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '#testkit/test-database.ts'
import { isRetryable } from './failures.ts'
import { isStalePlan, PlanningClient } from './planning-client.ts'

async function connect(url: string): Promise<PlanningClient & AsyncDisposable> {
  const client = new PlanningClient(url)
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}

const prepared = async (client: PlanningClient): Promise<string[]> =>
  (await client.query<{ statement: string }>('select statement from pg_prepared_statements')).rows.map(
    ({ statement }) => statement,
  )

test('a statement that comes again is prepared, one that does not is not, and both answer', async () => {
  await using database = await createTestDatabase('empty')
  await using client = await connect(database.url)
  const often = 'select $1::int + 1 as n'
  for (let n = 0; n < 4; n += 1) assert.deepEqual((await client.query(often, [n])).rows, [{ n: n + 1 }])
  assert.deepEqual((await client.query('select $1::int + 2 as n', [5])).rows, [{ n: 7 }])
  await client.query('select 1 as n')
  assert.deepEqual(await prepared(client), [often])
})

test('a statement whose columns have changed is refused once, as something to try again, and then prepared anew', async () => {
  await using database = await createTestDatabase('empty')
  await using client = await connect(database.url)
  await client.query('create table note (id integer)')
  await client.query('insert into note values (1)')
  const text = 'select * from note where id = $1'
  for (let i = 0; i < 4; i += 1) await client.query(text, [1])
  await client.query("alter table note add column words text not null default 'да'")
  await assert.rejects(client.query(text, [1]), (error) => isStalePlan(error) && isRetryable(error))
  assert.deepEqual((await client.query(text, [1])).rows, [{ id: 1, words: 'да' }])
})
