import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { Sha256, sha256Of } from './sha256.ts'

const expected = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('[MSG-02/hash] pieces of any length hash to what the whole does', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1_000, 70_001]) {
    const bytes = new Uint8Array(randomBytes(length))
    const hash = new Sha256()
    for (let at = 0, n = 1; at < length; at += n, n = (n * 7 + 3) % 200 || 1) hash.update(bytes.subarray(at, at + n))
    assert.equal(Buffer.from(hash.digest()).toString('hex'), expected(bytes), String(length))
  }
})

test('[MSG-02/hash] a large file is hashed piece by piece, and whoever stops it hears why', async () => {
  const bytes = new Uint8Array(randomBytes(65 * 1_048_576 + 7))
  const file = new Blob([bytes])
  const done: number[] = []
  const never = new AbortController().signal
  assert.equal(await sha256Of(file, (count) => done.push(count), never), expected(bytes))
  assert.deepEqual([done.length, done.at(-1)], [66, bytes.length])
  const stop = new AbortController()
  await assert.rejects(
    sha256Of(file, () => stop.abort(new Error('enough')), stop.signal),
    /enough/,
  )
})
