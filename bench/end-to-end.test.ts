import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { createTestDatabase } from '#testkit/test-database.ts'
import { CELLS } from './cells.ts'
import { type Bench, openBench } from './lib/bench.ts'
import { checkClean } from './lib/generator.ts'
import { findCompiler } from './lib/native.ts'
import { chatId } from './lib/seed.ts'

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

for (const [name, cell] of Object.entries(CELLS)) {
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
