import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatFigure, formatTable, isReached } from './lib/table.ts'

test('a bound is kept or missed by the figure itself', () => {
  assert.equal(isReached({ value: 1.6, target: { atMost: 1.6 } }), true)
  assert.equal(isReached({ value: 1.600001, target: { atMost: 1.6 } }), false)
  assert.equal(isReached({ value: 0.5, target: { atLeast: 0.5 } }), true)
  assert.equal(isReached({ value: 0.4999, target: { atLeast: 0.5 } }), false)
  assert.equal(isReached({ value: Number.NaN, target: { atMost: 1 } }), false)
  assert.equal(isReached({ value: 7 }), null)
})

test('no figure is rounded to the good side of its bound', () => {
  assert.equal(formatFigure(2.4330808, { atMost: 2.7 }), '2.43308')
  assert.equal(formatFigure(1.60000001, { atMost: 1.6 }), '1.60000001')
  assert.equal(formatFigure(0.4999999, { atLeast: 0.5 }), '0.4999999')
  assert.equal(formatFigure(12_345_678), '12345678')
  assert.equal(formatFigure(Number.NaN), '–')
})

test('the table shows value, range, bound and whether it is kept', () => {
  const table = formatTable([
    { cell: 'a', what: 'ratio', unit: '×', value: 1.7, least: 1.5, greatest: 1.9, target: { atMost: 1.6 } },
    { cell: 'a', what: 'rate', unit: 'msg/s', value: 10, target: { atLeast: 9 }, disturbed: 2, note: 'two lanes' },
    { cell: 'b', what: 'plain', unit: 'ms', value: 3 },
  ])
  assert.deepEqual(table.split('\n').slice(2), [
    '| a | ratio | 1.7 × | 1.5 … 1.9 | ≤ 1.6 | **no** |  |',
    '| a | rate | 10 msg/s |  | ≥ 9 | yes | 2 disturbed; two lanes |',
    '| b | plain | 3 ms |  |  |  |  |',
  ])
})
