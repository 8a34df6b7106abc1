import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'
import { toInstant } from './clock.ts'

test('an instant is what a date would say, in any order of days', () => {
  const random = createSeededRandom(2_026)
  const day = 86_400_000
  const edges = [
    0,
    -1,
    1,
    day - 1,
    day,
    -day,
    Date.UTC(2024, 1, 29, 23, 59, 59, 999),
    Date.UTC(9999, 11, 31),
    -8.64e15,
    8.64e15,
  ]
  const near = Array.from({ length: 2_000 }, () => Date.UTC(2026, 8, 1) + random.below(3 * day))
  const far = Array.from({ length: 2_000 }, () => random.below(2 ** 31) * 4_000 - 2 ** 42)
  for (const ms of [...edges, ...near, ...far]) {
    assert.equal(toInstant(ms), new Date(ms).toISOString())
    assert.equal(toInstant(new Date(ms)), new Date(ms).toISOString())
  }
  assert.equal(toInstant(1.9), '1970-01-01T00:00:00.001Z')
  assert.throws(() => toInstant(Number.NaN), RangeError)
  assert.throws(() => toInstant(8.64e15 + 86_400_000), RangeError)
})
