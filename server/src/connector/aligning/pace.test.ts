import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import { createPace } from './pace.ts'

function createScene() {
  const time = new VirtualTime(0)
  const state = { writing: false }
  const clock = time.scope()
  const pace = createPace({ clock, isAnybodyWriting: () => state.writing })
  const log: string[] = []
  /** A portion of this many people that takes so long. */
  const begin = (name: string, size: number, ms: number): Promise<void> =>
    pace.portion(size, async () => {
      log.push(`${name} begins`)
      await new Promise<void>((resolve) => clock.after(ms, resolve))
      log.push(`${name} ends`)
    })
  return { time, state, pace, log, begin }
}

test('portions grow while they are quick, shrink when they are slow, and stay as they are in between', async () => {
  const { time, pace, begin } = createScene()
  const sizeAfter = async (ms: number, size = pace.people) => {
    const done = begin('portion', size, ms)
    await time.pass(ms)
    await done
    return pace.people
  }
  assert.equal(pace.people, 200)
  assert.equal(await sizeAfter(100), 200)
  assert.equal(await sizeAfter(10, 7), 200, 'the rest of a list says nothing about a whole portion')
  assert.equal(await sizeAfter(10), 400)
  assert.equal(await sizeAfter(10), 400)
  assert.equal(await sizeAfter(500), 200)
  for (let n = 0; n < 5; n += 1) await sizeAfter(500)
  assert.equal(pace.people, 100)
})

test('while somebody writes, portions are small and come one after the other', async () => {
  const { time, state, pace, log, begin } = createScene()
  const two = [begin('a', 200, 100), begin('b', 200, 100), begin('c', 200, 100)]
  await time.pass(10)
  assert.deepEqual(log, ['a begins', 'b begins'])
  state.writing = true
  assert.equal(pace.people, 100)
  await time.pass(95)
  assert.deepEqual(log, ['a begins', 'b begins', 'a ends', 'b ends', 'c begins'])
  two.push(begin('d', 100, 100))
  await time.pass(20)
  assert.equal(log.at(-1), 'c begins')
  await time.pass(200)
  await Promise.all(two)
  assert.deepEqual(log.slice(4), ['c begins', 'c ends', 'd begins', 'd ends'])
})

test('a portion that fails makes room for the next one', async () => {
  const { state, pace } = createScene()
  state.writing = true
  await assert.rejects(
    pace.portion(1, async () => {
      throw new Error('lost')
    }),
    /lost/,
  )
  assert.equal(await pace.portion(1, async () => 'done'), 'done')
})
