import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { newId } from '#testkit/client.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { TooManyBytes } from './file-storage.ts'
import { createLocalFiles } from './local-files.ts'

let root: string
before(async () => {
  root = await makeTemporaryFolder('parta-files-')
})
after(() => rm(root, { recursive: true, force: true }))

const piecesOf = (...pieces: Buffer[]) => Readable.from(pieces)
const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile())

test('a file is written in pieces, read in parts, and taken away', async () => {
  const storage = createLocalFiles(root)
  const [id, bytes] = [newId(), randomBytes(300_000)]
  const first = await storage.write(
    id,
    0,
    bytes.length,
    piecesOf(bytes.subarray(0, 1_000), bytes.subarray(1_000, 5_000)),
  )
  assert.deepEqual(first, { received: 5_000, failure: null })
  const rest = await storage.write(id, 5_000, bytes.length - 5_000, piecesOf(bytes.subarray(5_000)))
  assert.deepEqual(rest, { received: bytes.length, failure: null })
  assert.deepEqual(await storage.hash(id, bytes.length), createHash('sha256').update(bytes).digest())
  assert.equal(await storage.hash(id, bytes.length - 1), null, 'a file of another size is another file')
  const part = await storage.read(id, 10, 19)
  assert.deepEqual(Buffer.concat(await part!.toArray()), bytes.subarray(10, 20))
  assert.equal(await storage.read(id, bytes.length - 1, bytes.length), null, 'beyond its end nothing is promised')
  await storage.remove(id)
  await storage.remove(id)
  assert.equal(await storage.read(id, 0, 1), null)
  assert.deepEqual(await filesIn(root), [])
})

test('what was declared is the most that is taken, and what came of a piece that broke is kept', async () => {
  const storage = createLocalFiles(root)
  const id = newId()
  const tooMany = await storage.write(id, 0, 10, piecesOf(Buffer.alloc(6), Buffer.alloc(6)))
  assert.equal(tooMany.received, 6)
  assert.ok(tooMany.failure instanceof TooManyBytes)
  const breaking = Readable.from(
    (async function* pieces() {
      yield Buffer.alloc(2)
      throw new Error('cut')
    })(),
  )
  const broken = await storage.write(id, 6, 4, breaking)
  assert.deepEqual([broken.received, broken.failure?.message], [8, 'cut'])
  await storage.remove(id)
})

test('no name leads out of the folder', async () => {
  const storage = createLocalFiles(root)
  const id = newId()
  for (const name of ['..', `../${id}`, `${id}/../../x`, `${id}\0`, id.toUpperCase(), '', 'C:\\x', `..%2f${id}`]) {
    await assert.rejects(storage.write(name, 0, 1, piecesOf(Buffer.alloc(1))), /named by an id/, name)
    await assert.rejects(storage.read(name, 0, 1), /named by an id/, name)
    await assert.rejects(storage.remove(name), /named by an id/, name)
  }
  assert.deepEqual(await filesIn(root), [])
})
