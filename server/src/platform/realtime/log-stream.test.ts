import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Clock } from '../clock/clock.ts'
import { LogStream } from './log-stream.ts'

const frame = (s: number): EventFrame => ({ t: 'event', e: 'x', a: 'chat', id: 'c', s, at: '', p: null })

/** A clock whose timers ring when the test says so. */
function createHandClock() {
  const timers: (() => void)[] = []
  const clock: Clock = {
    now: () => 0,
    soon: (callback) => callback(),
    after(_ms, callback) {
      timers.push(callback)
      return () => {
        const at = timers.indexOf(callback)
        if (at !== -1) timers.splice(at, 1)
      }
    },
    every: () => () => undefined,
  }
  const ring = async () => {
    for (const callback of timers.splice(0)) callback()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { clock, ring, timers }
}

function createStream(stored: readonly number[] = []) {
  const delivered: number[] = []
  const { clock, ring, timers } = createHandClock()
  let holes = 0
  const stream = new LogStream({
    clock,
    deliver: (event) => delivered.push(event.s ?? -1),
    readMissing: async (from, to) => stored.filter((s) => s >= from && s <= to).map(frame),
    onHole: () => {
      holes += 1
    },
  })
  const push = (s: number) => stream.push(frame(s), '')
  return { stream, push, ring, timers, delivered, holes: () => holes }
}

test('[MSG-21/order] events of one log leave in the order of their numbers, once each, however they come', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 }),
      fc.array(fc.nat(7)),
      (order, again) => {
        const { stream, push, delivered, timers } = createStream()
        stream.prime(0)
        for (const s of order) push(s)
        for (const index of again) push(order[index]!)
        assert.deepEqual(delivered, [1, 2, 3, 4, 5, 6, 7, 8])
        assert.equal(timers.length, 0)
      },
    ),
  )
})

test('a first event in the wrong order is put right where the log was known to stand', () => {
  const { stream, push, delivered } = createStream()
  stream.prime(9)
  push(11)
  push(10)
  assert.deepEqual(delivered, [10, 11])
})

test('what the bus has lost is read from the database, and only what nobody has makes a hole', async () => {
  const healed = createStream([4, 5])
  healed.stream.prime(3)
  healed.push(6)
  assert.deepEqual(healed.delivered, [])
  await healed.ring()
  assert.deepEqual([healed.delivered, healed.holes()], [[4, 5, 6], 0])
  const hole = createStream([])
  hole.stream.prime(3)
  hole.push(6)
  await hole.ring()
  assert.deepEqual([hole.delivered, hole.holes()], [[], 1])
  hole.push(7)
  assert.deepEqual(hole.delivered, [7])
})

test('a lost last event is noticed as soon as somebody says where the log stands', async () => {
  const { stream, delivered, ring, holes } = createStream([4])
  stream.prime(3)
  stream.expect(4)
  await ring()
  assert.deepEqual([delivered, holes()], [[4], 0])
})

test('a last event that was lost before anybody said where the log stood is read as soon as somebody does', async () => {
  const { stream, delivered, ring } = createStream([4])
  stream.expect(4)
  await ring()
  assert.deepEqual(delivered, [])
  stream.prime(3)
  await ring()
  assert.deepEqual(delivered, [4])
})

test('ephemeral events have no number and are never held back', () => {
  const { stream, delivered } = createStream()
  stream.prime(3)
  stream.push({ t: 'event', e: 'x', a: 'chat', id: 'c', at: '', p: null }, '')
  assert.deepEqual(delivered, [-1])
})

test('where the log stands is not forgotten while an earlier event is being waited for', async () => {
  const { stream, push, delivered, ring } = createStream([6])
  stream.prime(3)
  push(5)
  stream.expect(6)
  push(4)
  await ring()
  assert.deepEqual(delivered, [4, 5, 6])
})

test('a log that nobody hears any more delivers nothing of what was being read', async () => {
  const { stream, push, delivered, ring } = createStream([4])
  stream.prime(3)
  push(5)
  const rung = ring()
  stream.close()
  await rung
  assert.deepEqual(delivered, [])
})
