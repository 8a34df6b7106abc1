import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import { BEAT_MS, Signs } from './signs.ts'

function createScene() {
  const time = new VirtualTime(0)
  const signs = new Signs(time.scope())
  const told: [number, string][] = []
  const make = (log: string, profileId: string) =>
    signs.hold(log, { profileId, isMade: true }, () => told.push([time.now(), `${log} ${profileId}`]))
  const end = (log: string, profileId: string) => signs.hold(log, { profileId, isMade: false }, () => assert.fail())
  return { time, told, make, end }
}

test('a sign after a pause is told at once; what comes after it is told together, once for each person and chat', async () => {
  const { time, told, make } = createScene()
  assert.equal(make('a', 'one'), true)
  await time.pass(0)
  assert.deepEqual(told, [[0, 'a one']])
  for (const at of [100, 300, 200]) {
    await time.pass(at)
    make('a', 'two')
    make('b', 'two')
  }
  await time.pass(BEAT_MS)
  assert.deepEqual(told.slice(1), [
    [BEAT_MS, 'a two'],
    [BEAT_MS, 'b two'],
  ])
  await time.pass(BEAT_MS)
  make('a', 'one')
  await time.pass(0)
  assert.equal(told.length, 4)
})

test('a sign that is over before it was told is not told', async () => {
  const { time, told, make, end } = createScene()
  make('a', 'one')
  await time.pass(10)
  make('a', 'two')
  make('b', 'two')
  assert.equal(end('a', 'two'), false)
  make('a', 'three')
  await time.pass(BEAT_MS)
  assert.deepEqual(
    told.map(([, what]) => what),
    ['a one', 'b two', 'a three'],
  )
})

test('a beat whose only sign is over leaves the next one in order', async () => {
  const { time, told, make, end } = createScene()
  make('a', 'one')
  end('a', 'one')
  await time.pass(BEAT_MS * 2)
  assert.deepEqual(told, [])
  make('a', 'one')
  await time.pass(BEAT_MS)
  assert.equal(told.length, 1)
})
