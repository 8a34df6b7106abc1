import assert from 'node:assert/strict'
import { test } from 'node:test'
import { putInto, unseated } from './seating.ts'
import { clockOf } from './use-remaining.ts'

const halls = [
  { id: 'a', name: 'А', profileIds: ['anna', 'boris'] },
  { id: 'b', name: 'Б', profileIds: ['vera'] },
]

test('somebody is put into another hall, or into none, and nobody else moves', () => {
  assert.deepEqual(
    putInto(halls, 'boris', 'b').map(({ profileIds }) => profileIds),
    [['anna'], ['vera', 'boris']],
  )
  assert.deepEqual(
    putInto(halls, 'vera', null).map(({ profileIds }) => profileIds),
    [['anna', 'boris'], []],
  )
  assert.deepEqual(unseated(halls, ['anna', 'gleb', 'vera']), ['gleb'])
})

test('what is left is told in minutes and seconds, and is never below nothing', () => {
  assert.deepEqual(
    [clockOf(245_000), clockOf(9_100), clockOf(3_845_000), clockOf(-5)],
    ['4:05', '0:10', '1:04:05', '0:00'],
  )
})
