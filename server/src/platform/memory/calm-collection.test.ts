import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import { collectWhenCalm } from './calm-collection.ts'

const MIB = 1024 * 1024

/** A process whose garbage goes when it is collected. */
function createScene() {
  const time = new VirtualTime(0)
  const state = { busy: 0, live: 50 * MIB, garbage: 0, collected: [] as number[] }
  const memory = {
    busyShare: () => state.busy,
    usedBytes: () => state.live + state.garbage,
    collect: async () => {
      state.collected.push(time.now())
      state.garbage = 0
    },
  }
  const end = collectWhenCalm({ clock: time.scope(), memory })
  return { time, state, end }
}

test('what has come together in a rush is collected once it is calm, and not during it', async () => {
  const { time, state } = createScene()
  Object.assign(state, { busy: 0.9, live: 100 * MIB, garbage: 300 * MIB })
  await time.pass(60_000)
  assert.deepEqual(state.collected, [])
  state.busy = 0.03
  await time.pass(60_000)
  assert.deepEqual(state.collected, [])
  state.busy = 0.01
  await time.pass(5_000)
  assert.deepEqual(state.collected, [125_000])
})

test('a little garbage is not worth a pause, and neither is a second one soon after', async () => {
  const { time, state } = createScene()
  state.garbage = 60 * MIB
  await time.pass(60_000)
  assert.deepEqual(state.collected, [])
  state.garbage = 64 * MIB
  await time.pass(5_000)
  state.garbage = 500 * MIB
  await time.pass(599_999)
  assert.equal(state.collected.length, 1)
  await time.pass(5_000)
  assert.equal(state.collected.length, 2)
})

test('what is in use is not taken for garbage for ever, and nothing happens after the end', async () => {
  const { time, state, end } = createScene()
  state.live = 400 * MIB
  await time.pass(5_000)
  assert.equal(state.collected.length, 1)
  await time.pass(3_600_000)
  assert.equal(state.collected.length, 1)
  state.garbage = 500 * MIB
  end()
  await time.pass(3_600_000)
  assert.equal(state.collected.length, 1)
})
