import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { Client } from '#testkit/client.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { createTestDatabase } from '#testkit/test-database.ts'
import { declareFile, download, receivedOf, sendPiece, upload, wearPhoto } from '#testkit/uploads.ts'
import { LoopVolume, whyNoLoopVolumes } from '#testkit/volumes/loop-volume.ts'
import { createWorld } from '#testkit/world.ts'

const VOLUME_MB = 64

test('[MSG-02/power-cut] what was acknowledged of a file is there after the power has failed, and so are photos', {
  skip: whyNoLoopVolumes() ?? false,
}, async () => {
  using volume = new LoopVolume(VOLUME_MB)
  // Only the volume of the files loses its power: what the database says of them has to be true.
  await using database = await createTestDatabase()
  const environment = { PARTA_DATA: volume.path }
  const bytes = randomBytes(900_000)
  let client: Client
  let begun: Awaited<ReturnType<typeof declareFile>>
  let whole: string
  let photoId: string
  {
    await using world = await createWorld({ database, environment })
    client = (await signIn(world, newPhone(), { surname: 'Токарев', name: 'Пётр' })).client
    begun = await declareFile(client, bytes)
    whole = await upload(client, bytes)
    photoId = await wearPhoto(client, await pictureOf(300, 300))
    assert.equal((await sendPiece(client, begun.address, 0, bytes.subarray(0, 500_000))).status, 204)
    volume.cutPower()
  }
  await volume.mountAgain()
  await using world = await createWorld({ database, environment })
  const again = client.at(world.app.port)
  const { url } = await again.call('files.address', { id: whole })
  assert.ok((await download(again, url)).bytes.equals(bytes), 'a whole file is another one')
  assert.equal((await again.raw(`/photos/${photoId}/512`)).bytes.toString('latin1', 8, 12), 'WEBP')
  assert.equal(await receivedOf(again, begun.address), 500_000)
  const rest = await sendPiece(again, begun.address, 500_000, bytes.subarray(500_000))
  assert.equal(rest.status, 204, `what was acknowledged is not there: ${rest.text}`)
})
