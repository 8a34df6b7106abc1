import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { createTestDatabase } from '#testkit/test-database.ts'
import { fanoutBesidePeer } from './cells/fanout-peers.ts'
import { CELLS } from './cells.ts'
import { type Bench, openBench } from './lib/bench.ts'
import { checkClean } from './lib/generator.ts'
import { findCompiler } from './lib/native.ts'
import { chatId } from './lib/seed.ts'
import { centrifugo } from './peers/centrifugo.ts'
import { queryDatabase } from './peers/database.ts'
import { startCentrifugoDouble } from './peers/doubles.ts'
import type { Peer } from './peers/peer.ts'

const skip = (await findCompiler()) === null ? 'there is no C compiler on this machine' : false

async function openTinyBench(): Promise<Bench & AsyncDisposable> {
  await using probe = await createTestDatabase()
  const [backend] = await probe.query<{ pid: number }>('select pg_backend_pid() as pid')
  const status = readFileSync(`/proc/${backend!.pid}/status`, 'utf8')
  const postmasterPid = Number(/^PPid:\s+(\d+)/m.exec(status)![1])
  return openBench({
    scale: 'tiny',
    profile: null,
    say: () => undefined,
    throwAway: { postmasterPid, createDatabase: () => createTestDatabase() },
  })
}

let bench: Bench & AsyncDisposable

before(async () => {
  if (skip === false) bench = await openTinyBench()
})
after(async () => {
  if (skip === false) await bench[Symbol.asyncDispose]()
})

// Plans are read without a compiler too: lists.test.ts.
for (const [name, cell] of Object.entries(CELLS).filter(([name]) => name !== 'lists')) {
  test(`the cell ${name} runs in the smallest form: every delivery comes, and figures come out`, { skip }, async () => {
    const earlier = bench.measurements.length
    await cell.run(bench)
    const measurements = bench.measurements.slice(earlier)
    assert.ok(measurements.length > 0)
    for (const { what, value } of measurements) assert.ok(!(value < 0), `${what}: ${value}`)
    assert.ok(
      measurements.some(({ target }) => target !== undefined),
      'the cell has no target',
    )
  })
}

/** A peer in this process that archives every message, except one where it is `forgetful`. */
const doubledPeer = (forgetful: boolean): Peer => ({
  ...centrifugo,
  async start({ databaseUrl }) {
    await queryDatabase(databaseUrl, 'create table archived ()')
    let taken = 0
    const double = await startCentrifugoDouble(null, async () => {
      taken += 1
      if (!forgetful || taken !== 7) await queryDatabase(databaseUrl, 'insert into archived default values')
    })
    return { ...double, pid: process.pid }
  },
  countArchived: 'select count(*)::int as n from archived',
})

test('a peer is measured beside the product, and its archive is counted', { skip }, async () => {
  const earlier = bench.measurements.length
  await fanoutBesidePeer(bench, doubledPeer(false))
  const measured = new Map(bench.measurements.slice(earlier).map((each) => [each.what, each]))
  for (const [w, atLeast] of [
    [1, 1.3],
    [16, 2.7],
  ]) {
    const times = measured.get(`W=${w} Centrifugo ÷ Парта`)!
    assert.deepEqual(times.target, { atLeast })
    assert.ok(times.value > 0)
    assert.ok(measured.get(`W=${w} Centrifugo: bytes of a delivery`)!.value > 200)
  }
  // Five to warm up, and twenty in either pair of both windows at least.
  assert.ok(measured.get('messages archived')!.value >= 5 + 4 * 20)
})

test('a peer that does not archive a message is not measured', { skip }, async () => {
  const forgetful = fanoutBesidePeer(bench, doubledPeer(true), { archivedMs: 500 })
  await assert.rejects(forgetful, /\d+ of \d+ messages are archived/)
})

test('the generator counts every delivery, and one that should not have come is seen', { skip }, async () => {
  await using floor = await bench.startFloor()
  const socket = (chat: number) => ({ token: '0', chats: [{ chat, held: null }] })
  const plan = (sockets: number[]) => ({ text: 'Слова', chatIds: [chatId(0), chatId(1)], sockets: sockets.map(socket) })
  await using honest = await bench.generator('floor', floor, plan([0, 0, 0]))
  await honest.open({}, 3)
  const ran = checkClean(await honest.run({ w: 4, count: 50, chats: 1 }))
  assert.equal(ran.sent, 50)
  assert.equal(ran.deliveries, 150)
  assert.equal(
    ran.delivery.reduce((sum, [, count]) => sum + count, 0),
    150,
  )
  // Another client sits in the same group but knows only of another chat.
  await using strange = await bench.generator('floor', floor, plan([1]))
  await strange.open({}, 1)
  const [seen] = await Promise.all([strange.idle(3_000), honest.run({ w: 1, count: 5, chats: 1 })])
  assert.equal(seen.wrong, 5)
  assert.throws(() => checkClean(seen), /"wrong":5/)
})
