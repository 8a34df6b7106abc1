import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Family, planFaults } from '#testkit/history/fault-plan.ts'
import { runHistory } from '#testkit/history/run-history.ts'
import { Stand } from '#testkit/history/stand.ts'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'
import { findValkey } from '#testkit/valkey.ts'

const SEED = Number(process.env.PARTA_TEST_SEED ?? 20_261_128)
const DAY_MS = 24 * 3_600_000
const valkey = findValkey()
const skip = valkey === null ? 'there is no valkey-server or redis-server on this machine' : false

let stand: Stand
before(async () => {
  stand = await Stand.start({ valkey })
})
after(() => stand[Symbol.asyncDispose]())

/** One history that must be whole, and in which the family's faults have really happened. */
async function check(family: Family): Promise<void> {
  const { acknowledged, faults, received } = await runHistory(stand, family, SEED)
  assert.ok(faults > 0 && acknowledged >= 40, `${faults} faults, ${acknowledged} acknowledged messages`)
  assert.ok(received >= 4 * acknowledged, `${acknowledged} acknowledged messages, ${received} received`)
}

/** Two families each day; the long proof goes through all of them many times. */
const isDayOf = (half: 0 | 1) => Math.floor(Date.now() / DAY_MS) % 2 === half

if (isDayOf(0)) {
  test('[MSG-21/history-servers] servers are killed while people write, and the history is whole', () =>
    check('servers are killed'))

  test('[MSG-21/history-network] connections are cut and go silent while people write, and the history is whole', () =>
    check('connections are cut'))
}

if (isDayOf(1)) {
  test('[MSG-21/history-database] PostgreSQL is killed while people write, and the history is whole', () =>
    check('the database is killed'))

  test('[MSG-21/history-bus] the bus fails while people write on two servers, and the history is whole', { skip }, () =>
    check('the bus fails'),
  )
}

test('a seed repeats the plan of faults', () => {
  const plan = (seed: number) =>
    planFaults('everything at once', createSeededRandom(seed), { nodes: 2, devices: 5, lengthMs: 3_000 })
  assert.deepEqual(plan(SEED), plan(SEED))
  assert.notDeepEqual(plan(SEED), plan(SEED + 1))
})
