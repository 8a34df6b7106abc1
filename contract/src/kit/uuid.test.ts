import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUuid, uuidv7 } from './uuid.ts'

const BYTES = Uint8Array.from([0xff, 0x01, 0xff, 0x03, 0x04, 0xa5, 0x06, 0x07, 0x08, 0x09])

test('a UUID of version 7 begins with its time and keeps version and variant', () => {
  // The time of the example in RFC 9562, appendix A.6.
  const id = uuidv7(0x017f22e279b0, BYTES)
  assert.equal(id, '017f22e2-79b0-7f01-bf03-04a506070809')
  assert.ok(isUuid(id))
})

test('fractions of a millisecond and late centuries change nothing of the form', () => {
  assert.equal(uuidv7(0x017f22e279b0 + 0.7, BYTES), uuidv7(0x017f22e279b0, BYTES))
  assert.ok(uuidv7(2 ** 48 - 1, BYTES).startsWith('ffffffff-ffff-7'))
  assert.ok(uuidv7(0, BYTES).startsWith('00000000-0000-7'))
})
