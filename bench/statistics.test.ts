import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isQuiet, measurePairs, mergeHistograms, type Part, percentile, ratios, spreadOf } from './lib/statistics.ts'

const part = (seconds: number, units: number, steal = 0, foreign = 0): Part => ({ seconds, units, steal, foreign })

test('a percentile is the value that so many counts do not exceed', () => {
  const histogram = [
    [10, 98],
    [20, 1],
    [500, 1],
  ] as const
  assert.equal(percentile(histogram, 0.5), 10)
  assert.equal(percentile(histogram, 0.98), 10)
  assert.equal(percentile(histogram, 0.981), 20)
  assert.equal(percentile(histogram, 0.99), 20)
  assert.equal(percentile(histogram, 0.991), 500)
  assert.equal(percentile(histogram, 1), 500)
  assert.equal(percentile(histogram, 0), 10)
  assert.ok(Number.isNaN(percentile([], 0.5)))
})

test('histograms are merged value by value and stay in order', () => {
  const merged = mergeHistograms([
    [
      [5, 1],
      [9, 2],
    ],
    [
      [1, 4],
      [9, 3],
    ],
  ])
  assert.deepEqual(merged, [
    [1, 4],
    [5, 1],
    [9, 5],
  ])
})

test('a spread is the median between the least and the greatest', () => {
  assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, least: 1, greatest: 3 })
  assert.deepEqual(spreadOf([10, 2, 4, 8]), { median: 6, least: 2, greatest: 10 })
  assert.throws(() => spreadOf([]), RangeError)
})

test('pairs alternate, and a ratio is formed within its pair', async () => {
  const order: string[] = []
  let floors = 0
  const pairs = await measurePairs(3, {
    floor: async () => {
      order.push('floor')
      floors += 1
      return part(floors, 100)
    },
    subject: async () => {
      order.push('subject')
      return part(6, 100)
    },
  })
  assert.deepEqual(order, ['floor', 'subject', 'subject', 'floor', 'floor', 'subject'])
  assert.deepEqual(ratios(pairs), [6, 3, 2])
})

test('the ratio is one of costs per unit, not of seconds', async () => {
  assert.deepEqual(ratios([{ floor: part(1, 1_000), subject: part(1, 500), quiet: true }]), [2])
})

test('a disturbed pair is measured again; what stays disturbed is marked and not repeated for ever', async () => {
  assert.equal(isQuiet(part(1, 1, 0.03, 0.05)), true)
  assert.equal(isQuiet(part(1, 1, 0.031, 0)), false)
  assert.equal(isQuiet(part(1, 1, 0, 0.051)), false)
  let measured = 0
  const once = await measurePairs(2, {
    floor: async () => part(1, 1),
    subject: async () => {
      measured += 1
      return part(measured, 1, measured === 1 ? 0.5 : 0)
    },
  })
  assert.deepEqual(
    once.map(({ subject, quiet }) => [subject.seconds, quiet]),
    [
      [2, true],
      [3, true],
    ],
  )
  let noisy = 0
  const always = await measurePairs(2, {
    floor: async () => part(1, 1),
    subject: async () => {
      noisy += 1
      return part(1, 1, 0, 1)
    },
  })
  assert.equal(noisy, 4)
  assert.deepEqual(
    always.map(({ quiet }) => quiet),
    [false, false],
  )
})
