import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstCrop, moveCrop, zoomCrop, zoomMax, zoomOf } from './crop.ts'

const PICTURE = { width: 1_000, height: 600 }

test('the first square is the largest in the middle', () => {
  assert.deepEqual(firstCrop(PICTURE), { x: 200, y: 0, side: 600 })
  assert.deepEqual(firstCrop({ width: 300, height: 900 }), { x: 0, y: 300, side: 300 })
})

test('a square moves within the picture and not beyond it', () => {
  const crop = firstCrop(PICTURE)
  assert.deepEqual(moveCrop(PICTURE, crop, -50, 10), { x: 150, y: 0, side: 600 })
  assert.deepEqual(moveCrop(PICTURE, crop, 9_999, -9_999), { x: 400, y: 0, side: 600 })
})

test('coming nearer keeps the middle where it is, as far as the edges let it', () => {
  const near = zoomCrop(PICTURE, firstCrop(PICTURE), 2)
  assert.deepEqual(near, { x: 350, y: 150, side: 300 })
  assert.equal(zoomOf(PICTURE, near), 2)
  const corner = moveCrop(PICTURE, near, 9_999, 9_999)
  assert.deepEqual(zoomCrop(PICTURE, corner, 1), { x: 400, y: 0, side: 600 })
  assert.equal(zoomOf(PICTURE, zoomCrop(PICTURE, near, 99)), 6)
  assert.equal(zoomCrop(PICTURE, near, 0.1).side, 600)
})

test('a small picture is not cut smaller than a photo may be', () => {
  const small = { width: 64, height: 128 }
  assert.equal(zoomMax(small), 1)
  assert.equal(zoomCrop(small, firstCrop(small), 4).side, 64)
  assert.equal(zoomMax({ width: 30, height: 30 }), 1)
})
