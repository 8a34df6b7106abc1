import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Upload } from 'tus-js-client'
import { FAIR_WEATHER, FaultProxy } from '#testkit/fault-proxy.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { declareFile, download } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

const MEBIBYTE = 1_048_576

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

test('[MSG-02/resume] a client of tus brings a file through three cut connections, and the same bytes come back', async () => {
  const { client } = await signIn(world, newPhone(), { surname: 'Связнов', name: 'Иван' })
  await using proxy = await FaultProxy.open({ targetPort: world.app.port, seed: 7 })
  proxy.weather = { ...FAIR_WEATHER, bytesPerSecond: 3 * MEBIBYTE }
  const bytes = randomBytes(3 * MEBIBYTE)
  const { id, address } = await declareFile(client, bytes)
  const cuts = [400_000, 1_300_000, 2_600_000]
  let done = 0
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(bytes, {
      uploadUrl: `http://127.0.0.1:${proxy.port}${address}`,
      headers: { host: client.host, origin: client.origin, cookie: client.cookieHeader },
      chunkSize: MEBIBYTE,
      retryDelays: Array.from({ length: 40 }, () => 50),
      storeFingerprintForResuming: false,
      onProgress: (sent) => {
        if (sent < (cuts[done] ?? Number.POSITIVE_INFINITY)) return
        done += 1
        proxy.cut('reset')
      },
      onError: reject,
      onSuccess: () => resolve(),
    })
    upload.start()
  })
  assert.equal(done, cuts.length, 'the connection was not cut')
  const { url } = await client.call('files.address', { id })
  assert.ok((await download(client, url)).bytes.equals(bytes))
})
