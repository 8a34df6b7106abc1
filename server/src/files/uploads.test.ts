import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { BYTES_OF_KIND, UPLOAD_LIFE_MS } from '#contract/files/files.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId, readProblem } from '#testkit/client.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { beginPiece, declareFile, receivedOf, sendPiece, sha256Of, upload } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

const MEBIBYTE = 1_048_576

let world: World
let cast: Cast
before(async () => {
  world = await createWorld({ environment: { PARTA_FILES_PERSON_MB: '12', PARTA_FILES_COMMUNITY_MB: '1' } })
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const isThere = async (id: string): Promise<boolean> => {
  const all = await readdir(join(world.app.platform.config.data, 'files'), { recursive: true })
  return all.some((name) => name.endsWith(id))
}
const code = (answer: Parameters<typeof readProblem>[1]) => readProblem('an upload', answer).code

/** Goes on as soon as the server has noticed that the writer before is gone. */
async function goOn(address: string, bytes: Buffer, upTo: number) {
  for (let tries = 0; tries < 200; tries += 1) {
    const offset = await receivedOf(cast.pupil.client, address)
    const answer = await sendPiece(cast.pupil.client, address, offset, bytes.subarray(offset, upTo))
    if (answer.status === 204) return
    assert.match(code(answer), /^file\.(busy|offsetWrong)$/)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  assert.fail('the upload never went on')
}

test('[MSG-02/resume] a file that is cut three times goes on where it was and comes whole', async () => {
  const { client } = cast.pupil
  const bytes = randomBytes(3 * MEBIBYTE)
  const { id, address } = await declareFile(client, bytes)
  for (const upTo of [1, 1_000_000, 2_500_000]) {
    const offset = await receivedOf(client, address)
    const { cut } = await beginPiece(client, address, offset, bytes.subarray(offset), upTo - offset)
    await cut()
    await goOn(address, bytes, upTo + 1)
    assert.equal(await receivedOf(client, address), upTo + 1)
  }
  await goOn(address, bytes, bytes.length)
  assert.equal(await receivedOf(client, address), bytes.length)
  const whole = await world.app.files.readOwn(world.app.platform.db, {
    id,
    ownerId: cast.pupil.profileId,
    kind: 'photo',
  })
  assert.ok(whole?.equals(bytes), 'other bytes are there')
  await client.call('files.discard', { id })
})

test('[MSG-02/check] wrong places, more bytes than declared and other bytes than declared are refused', async () => {
  const { client } = cast.pupil
  const bytes = randomBytes(1_000)
  const { id, address } = await declareFile(client, bytes)
  assert.equal(code(await sendPiece(client, address, 10, bytes.subarray(10))), 'file.offsetWrong')
  assert.equal(code(await sendPiece(client, address, 0, Buffer.concat([bytes, bytes]))), 'file.tooLarge')
  assert.equal(await receivedOf(client, address), 0)
  for (const [name, value] of [
    ['upload-offset', '-1'],
    ['upload-offset', '1e3'],
    ['tus-resumable', '0.2.2'],
  ] as const) {
    assert.equal(code(await sendPiece(client, address, 0, bytes, { [name]: value })), 'request.malformed', name)
  }
  assert.equal(code(await sendPiece(client, address, 0, bytes, { 'content-type': 'image/jpeg' })), 'request.malformed')
  await sendPiece(client, address, 0, bytes)
  assert.equal((await client.call('files.begin', { ...told(bytes), id })).received, 1_000, 'the same again is no other')
  await client.refused('files.begin', { ...told(randomBytes(1_000)), id }, 'file.unknown')
  const lie = await declareFile(client, bytes, { sha256: sha256Of(randomBytes(8)) })
  assert.equal(code(await sendPiece(client, lie.address, 0, bytes)), 'file.corrupt')
  assert.equal((await client.raw(lie.address, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })).status, 404)
  await world.app.files.sweep()
  assert.deepEqual([await isThere(id), await isThere(lie.id)], [true, false])
})

const told = (bytes: Buffer) => ({ kind: 'photo' as const, name: '', bytes: bytes.length, sha256: sha256Of(bytes) })

test('[GEN-01/uploads] nobody sends to or asks after a file of somebody else, nor from another site', async () => {
  const { client } = cast.pupil
  const bytes = randomBytes(500)
  const { id, address } = await declareFile(client, bytes)
  const missing = `/files/${newId()}`
  for (const person of [cast.secondPupil, cast.director, cast.stranger]) {
    for (const place of [address, missing, '/files/..%2f..%2fbackup.key', '/files/x']) {
      assert.equal(code(await sendPiece(person.client, place, 0, bytes)), 'file.unknown')
      const head = await person.client.raw(place, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })
      assert.equal(head.status, 404)
    }
    await person.client.refused('files.begin', { ...told(bytes), id }, 'file.unknown')
    await person.client.call('files.discard', { id })
  }
  assert.equal(code(await sendPiece(world.client(), address, 0, bytes)), 'session.required')
  assert.equal(code(await sendPiece(world.client('operator'), address, 0, bytes)), 'request.hostUnknown')
  assert.equal(
    code(await sendPiece(client, address, 0, bytes, { origin: 'https://evil.example' })),
    'request.originRefused',
  )
  assert.equal(await receivedOf(client, address), 0)
  await client.call('files.discard', { id })
})

test('two writers of one file take turns', async () => {
  const { client } = cast.pupil
  const bytes = randomBytes(200_000)
  const { id, address } = await declareFile(client, bytes)
  const { cut } = await beginPiece(client, address, 0, bytes, 1_000)
  const writers = () => world.database.query('select from files.file where id = $1 and writer_id is not null', [id])
  for (let tries = 0; tries < 200 && (await writers()).length === 0; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.equal(code(await sendPiece(client, address, 0, bytes)), 'file.busy')
  await cut()
  await goOn(address, bytes, bytes.length)
  assert.equal(await receivedOf(client, address), bytes.length)
  await client.call('files.discard', { id })
})

test('[MSG-02/limit] a file over its bound or over a quota is refused before a byte of it comes', async () => {
  const { client, profileId } = await signIn(world, newPhone(), { surname: 'Полнов', name: 'Егор' })
  const over = { ...told(randomBytes(1)), id: newId(), bytes: BYTES_OF_KIND.photo + 1 }
  await client.refused('files.begin', over, 'file.tooLarge')
  const first = newId()
  await client.call('files.begin', { ...over, id: first, bytes: 8 * MEBIBYTE })
  const problem = await client.refused(
    'files.begin',
    { ...over, id: newId(), bytes: 5 * MEBIBYTE },
    'file.quotaReached',
  )
  assert.deepEqual(problem.details, { whose: 'person', bytesMax: 12 * MEBIBYTE })
  await client.call('files.discard', { id: first })
  await client.call('files.begin', { ...over, id: newId(), bytes: 5 * MEBIBYTE })
  const { communityId } = cast.school
  const declare = (ownerId: string) =>
    world.app.platform.transaction((tx) => {
      const file = { id: newId(), ownerId, communityId, kind: 'photo', name: '', bytes: 700_000 }
      return world.app.files.declare(tx, { ...file, sha256: randomBytes(32) }, (why) => assert.fail(why))
    })
  await declare(profileId)
  await assert.rejects(declare(cast.teacher.profileId), /file\.quotaReached/)
})

test('what does not come to its end, or is used for nothing, is gone after a day; what is used stays', async () => {
  const { client } = cast.secondPupil
  const bytes = randomBytes(900)
  const open = await declareFile(client, bytes)
  await sendPiece(client, open.address, 0, bytes.subarray(0, 100))
  const [unused, used] = [await upload(client, bytes), await upload(client, bytes)]
  await world.app.platform.transaction((tx) => world.app.files.use(tx, [used]))
  await client.call('files.discard', { id: used })
  await world.app.files.sweep()
  for (const id of [open.id, unused, used]) assert.ok(await isThere(id))
  world.clock.advance(UPLOAD_LIFE_MS + 1_000)
  await world.app.files.sweep()
  assert.deepEqual(await Promise.all([open.id, unused, used].map(isThere)), [false, false, true])
  const rows = await world.database.query<{ id: string }>('select id from files.file where id = any($1::uuid[])', [
    [open.id, unused, used],
  ])
  assert.deepEqual(rows, [{ id: used }])
  world.clock.advance(-UPLOAD_LIFE_MS - 1_000)
})

test('whoever was told nothing of the last byte asks again, and the file is checked then', async () => {
  const { client, profileId } = cast.secondPupil
  const bytes = randomBytes(700)
  const { id, address } = await declareFile(client, bytes)
  await sendPiece(client, address, 0, bytes)
  // As a server leaves it that dies between the last byte and its check.
  await world.database.query("update files.file set state = 'open' where id = $1", [id])
  const { db } = world.app.platform
  assert.equal(await world.app.files.readOwn(db, { id, ownerId: profileId, kind: 'photo' }), null)
  assert.equal(await receivedOf(client, address), 700)
  assert.ok(await world.app.files.readOwn(db, { id, ownerId: profileId, kind: 'photo' }))
})

test('an erased file is in the ledger for restored backups, and its bytes go', async () => {
  const { client } = cast.secondPupil
  const id = await upload(client, randomBytes(64))
  await client.call('files.discard', { id })
  const ledger = await world.database.query("select from platform.erasure where kind = 'files.file' and target = $1", [
    JSON.stringify({ id }),
  ])
  assert.equal(ledger.length, 1)
  await world.app.files.sweep()
  assert.equal(await isThere(id), false)
})
