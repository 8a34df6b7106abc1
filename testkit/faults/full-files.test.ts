import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { newPhone, signIn } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { declareFile, download, receivedOf, sendPiece, wearPhoto } from '#testkit/uploads.ts'
import { Ballast } from '#testkit/volumes/ballast.ts'
import { LoopVolume, whyNoLoopVolumes } from '#testkit/volumes/loop-volume.ts'
import { createWorld } from '#testkit/world.ts'

const VOLUME_MB = 64
const MEBIBYTE = 1_048_576

test('[GEN-08/full-files] on a full disk no byte of a file counts that is not there, and it goes on when there is room', {
  skip: whyNoLoopVolumes() ?? false,
}, async () => {
  using volume = new LoopVolume(VOLUME_MB)
  await using world = await createWorld({ environment: { PARTA_DATA: volume.path } })
  const { client } = await signIn(world, newPhone(), { surname: 'Теснов', name: 'Пётр' })
  const bytes = randomBytes(2 * MEBIBYTE)
  const { id, address } = await declareFile(client, bytes)
  assert.equal((await sendPiece(client, address, 0, bytes.subarray(0, 100_000))).status, 204)
  const ballast = await Ballast.fill(volume.path)
  const refused = await sendPiece(client, address, 100_000, bytes.subarray(100_000))
  assert.deepEqual([refused.status, JSON.parse(refused.text).code], [503, 'service.storageFull'])
  const received = await receivedOf(client, address)
  assert.ok(received >= 100_000 && received < bytes.length, `${received} are said to be there`)
  await assert.rejects(pictureOf(400, 400).then((picture) => wearPhoto(client, picture)))
  await ballast[Symbol.asyncDispose]()
  assert.equal((await sendPiece(client, address, received, bytes.subarray(received))).status, 204)
  const { url } = await client.call('files.address', { id })
  assert.ok((await download(client, url)).bytes.equals(bytes), 'other bytes came back')
  await wearPhoto(client, await pictureOf(400, 400))
})
