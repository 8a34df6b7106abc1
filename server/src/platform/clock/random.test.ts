import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSystemRandom } from './random.ts'

test('no bytes are given out twice, whatever their number, and those given out stay as they are', () => {
  const random = createSystemRandom()
  const given = Array.from({ length: 3_000 }, (_, i) => random.bytes(10 + (i % 60)))
  const texts = given.map((bytes) => Buffer.from(bytes).toString('hex'))
  for (const [i, text] of texts.entries()) assert.equal(text.length, 2 * (10 + (i % 60)))
  assert.equal(new Set(texts.map((text) => text.slice(0, 20))).size, texts.length)
  assert.deepEqual(
    given.map((bytes) => Buffer.from(bytes).toString('hex')),
    texts,
  )
})
