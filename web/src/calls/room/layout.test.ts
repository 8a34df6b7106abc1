import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnsFor, halfColumns, pageOf, tilesPerPage } from './layout.ts'

const DESKTOP = { width: 1_248, height: 656 }
const PHONE = { width: 374, height: 680 }

test('[CALL-14/grid] one, two, five, twelve and forty-nine people stand in the grid that shows them largest', () => {
  const columns = [1, 2, 4, 5, 12, 49].map((people) => columnsFor(people, DESKTOP))
  assert.deepEqual(columns, [1, 2, 2, 3, 4, 7])
  assert.equal(columnsFor(6, PHONE), 2)
  assert.equal(columnsFor(2, PHONE), 1)
  assert.equal(columnsFor(3, { width: 0, height: 0 }), 1)
})

test('[CALL-14/pages] pages hold as many as the screen has room for', () => {
  assert.equal(tilesPerPage(PHONE, 300), 6)
  assert.equal(tilesPerPage({ width: 800, height: 600 }, 300), 9)
  assert.equal(tilesPerPage(DESKTOP, 28), 12)
  assert.equal(tilesPerPage(DESKTOP, 312), 49)
})

test('a page shows its part of the list, and one that is gone becomes the last', () => {
  const list = Array.from({ length: 28 }, (_, index) => index)
  assert.deepEqual(pageOf(list, 0, 12), { shown: list.slice(0, 12), page: 0, pages: 3 })
  assert.deepEqual(pageOf(list, 2, 12).shown, [24, 25, 26, 27])
  assert.equal(pageOf(list, 9, 12).page, 2)
  assert.deepEqual(pageOf([], 3, 12), { shown: [], page: 0, pages: 1 })
})

test('[CALL-14/rows] a last row that is not full stands in the middle', () => {
  const all = (tiles: number, columns: number) =>
    Array.from({ length: tiles }, (_, i) => halfColumns(i, tiles, columns))
  assert.deepEqual(all(5, 3), ['span 2', 'span 2', 'span 2', '2 / span 2', 'span 2'])
  assert.deepEqual(all(7, 3).at(-1), '3 / span 2')
  assert.deepEqual(all(6, 3), Array(6).fill('span 2'))
  assert.deepEqual(all(1, 1), ['span 2'])
})
