import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byteRange } from './byte-range.ts'

const FILE = { bytes: 100, tag: 'a' }
const of = (range: string | undefined, ifRange?: string) => byteRange(range, ifRange, FILE)

test('one range is cut out of a file, also from its end and beyond it', () => {
  assert.deepEqual(of('bytes=0-0'), { start: 0, end: 0 })
  assert.deepEqual(of('bytes=10-'), { start: 10, end: 99 })
  assert.deepEqual(of('bytes=90-1000'), { start: 90, end: 99 })
  assert.deepEqual(of('bytes=-7'), { start: 93, end: 99 })
  assert.deepEqual(of('bytes=-700'), { start: 0, end: 99 })
  assert.equal(of('bytes=100-'), 'beyond')
  assert.equal(of('bytes=-0'), 'beyond')
})

test('whatever is no single range of this very file is the whole file', () => {
  for (const range of [
    undefined,
    '',
    'bytes=-',
    'bytes=5-4',
    'bytes=0-1,3-4',
    'lines=0-1',
    'bytes=a-b',
    'bytes=0 - 1',
  ]) {
    assert.equal(of(range), null, range)
  }
  assert.equal(of('bytes=0-1', '"b"'), null)
  assert.deepEqual(of('bytes=0-1', '"a"'), { start: 0, end: 1 })
})
