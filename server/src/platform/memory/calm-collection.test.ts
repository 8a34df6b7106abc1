import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import nodeFlags from '../../../node-flags.json' with { type: 'json' }
import { collectWhenCalm, ownMemory } from './calm-collection.ts'

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

/** Fills the heap with what nobody needs, and tells how much of memory and pages is used before and after a collection. */
const RUSH = `
  const { ownMemory } = await import(process.argv[1])
  const memory = ownMemory()
  let rush = Array.from({ length: 2_000_000 }, (_, i) => ({ i }))
  const read = () => ({ used: memory.usedBytes(), pages: process.memoryUsage().rss })
  const before = read()
  rush = null
  await memory.collect()
  console.log(JSON.stringify({ before, after: read(), busy: memory.busyShare() }))`

test('with the flags of the product garbage goes and its pages are given back; without them there is nothing to do', () => {
  const module = new URL('./calm-collection.ts', import.meta.url).href
  const output = execFileSync(process.execPath, [...nodeFlags, '--input-type=module', '-e', RUSH, module])
  const { before, after, busy } = JSON.parse(output.toString())
  assert.ok(after.used < before.used / 2, `${before.used} → ${after.used} bytes of the heap`)
  assert.ok(before.pages - after.pages > 32 * MIB, `${before.pages} → ${after.pages} bytes of pages`)
  assert.ok(busy >= 0 && busy <= 1)
  assert.equal(ownMemory(), null)
})
