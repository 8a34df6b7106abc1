import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { SealBroken, type SealFault, seal, unseal } from './sealed-stream.ts'

const KEY = Buffer.alloc(32, 7)

async function* chunksOf(bytes: Buffer, size = bytes.length): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function gather(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const sealed = (bytes: Buffer, name = 'a') => gather(seal(chunksOf(bytes), KEY, name))
const opened = (bytes: Buffer, key = KEY, name = 'a') => gather(unseal(chunksOf(bytes, 65_537), key, name))

async function refused(bytes: Buffer, fault: SealFault, key = KEY, name = 'a'): Promise<void> {
  await assert.rejects(opened(bytes, key, name), (error) => error instanceof SealBroken && error.fault === fault)
}

test('what was sealed is read again, whatever its size', async () => {
  for (const size of [0, 1, 1_000, 3_500_000]) {
    const bytes = randomBytes(size)
    assert.ok((await opened(await sealed(bytes))).equals(bytes), `${size} bytes`)
  }
})

test('a sealed file shows nothing of its content', async () => {
  const text = Buffer.from('Иванова Мария, +79990000001 '.repeat(50))
  assert.equal((await sealed(text)).includes(Buffer.from('Иванова')), false)
  assert.equal((await sealed(text)).equals(await sealed(text)), false)
})

test('every changed bit is noticed', async () => {
  const bytes = await sealed(randomBytes(2_000))
  for (let at = 0; at < bytes.length; at += 7) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1 << (at % 8)
    await assert.rejects(opened(changed), SealBroken, `byte ${at}`)
  }
})

test('a cut, something added, another key and another name are noticed', async () => {
  const bytes = await sealed(randomBytes(2_500_000))
  for (const length of [10, 40, 1_000_000, bytes.length - 1]) {
    await assert.rejects(opened(bytes.subarray(0, length)), SealBroken, `${length} bytes`)
  }
  // Exactly between two frames.
  const first = 32 + 4 + bytes.readUInt32BE(32) + 16
  await refused(bytes.subarray(0, first), 'cut')
  await refused(Buffer.concat([bytes, Buffer.from([0])]), 'damaged')
  await refused(bytes, 'key', Buffer.alloc(32, 8))
  await refused(bytes, 'damaged', KEY, 'b')
})

test('frames cannot change places', async () => {
  const bytes = await sealed(randomBytes(3_500_000))
  const size = 4 + bytes.readUInt32BE(32) + 16
  const swapped = Buffer.concat([
    bytes.subarray(0, 32),
    bytes.subarray(32 + size, 32 + 2 * size),
    bytes.subarray(32, 32 + size),
    bytes.subarray(32 + 2 * size),
  ])
  await refused(swapped, 'damaged')
})
