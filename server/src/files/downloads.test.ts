import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { ADDRESS_LIFE_MS } from '#contract/files/files.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { declareFile, download, sendPiece, upload } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const BYTES = randomBytes(100_000)

async function kept(): Promise<{ person: Person; id: string; url: string }> {
  const person = await signIn(world, newPhone(), { surname: 'Файлов', name: 'Пётр' })
  const id = await upload(person.client, BYTES)
  const { url } = await person.client.call('files.address', { id })
  return { person, id, url }
}

test('[MSG-02/ranges] a file comes back as it went, whole and in ranges', async () => {
  const { person, url } = await kept()
  const whole = await download(person.client, url)
  assert.equal(whole.status, 200)
  assert.ok(whole.bytes.equals(BYTES))
  const tag = String(whole.headers.etag)
  const part = await download(person.client, url, { range: 'bytes=1000-1999', 'if-range': tag })
  assert.deepEqual([part.status, part.headers['content-range']], [206, 'bytes 1000-1999/100000'])
  assert.ok(part.bytes.equals(BYTES.subarray(1_000, 2_000)))
  const beyond = await download(person.client, url, { range: 'bytes=100000-' })
  assert.deepEqual([beyond.status, beyond.headers['content-range']], [416, 'bytes */100000'])
})

test('[GEN-01/downloads] what comes from the host of files is no page, whatever it is made of', async () => {
  const { client } = await signIn(world, newPhone(), { surname: 'Хитров', name: 'Пётр' })
  const bytes = Buffer.from('<script>parent.stolen = document.cookie</script>')
  const { id, address } = await declareFile(client, bytes, { name: 'x.html\r\nset-cookie: a=b"; filename=y.html' })
  await sendPiece(client, address, 0, bytes)
  const { url } = await client.call('files.address', { id })
  assert.match(url, new RegExp(`^http://files\\.localhost:${world.app.port}/file/${id}\\?key=`))
  const { status, headers } = await download(client, url)
  assert.equal(status, 200)
  assert.equal(headers['content-type'], 'application/octet-stream')
  assert.match(String(headers['content-disposition']), /^attachment; filename\*=UTF-8''[\w.%*'()!~-]+$/)
  assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox")
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['cache-control'], 'private, no-store')
  assert.equal(headers['set-cookie'], undefined)
  // The site's own host does not send it, and the host of files has neither pages nor operations.
  const { pathname, search } = new URL(url)
  assert.equal((await client.raw(`${pathname}${search}`)).status, 404)
  for (const path of ['/', '/im', '/id', '/api/sessions.lastEnd?input={}', `/files/${id}`]) {
    const answer = await download(client, `http://files.localhost:${world.app.port}${path}`)
    assert.equal(answer.status, 404, path)
  }
})

test('[MSG-03/play] a film says what it is to a player of the site, and nothing else ever does', async () => {
  const { client } = await signIn(world, newPhone(), { surname: 'Кинов', name: 'Пётр' })
  const asked = async (bytes: Buffer) => {
    const { url } = await client.call('files.address', { id: await upload(client, bytes) })
    const { headers } = await download(client, `${url}&play=1`, { range: 'bytes=0-3' })
    assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox")
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['content-disposition']), /^attachment;/)
    return [headers['content-type'], headers['cross-origin-resource-policy']]
  }
  const film = Buffer.concat([Buffer.from('\x1a\x45\xdf\xa3....V_VP8', 'latin1'), randomBytes(500)])
  assert.deepEqual(await asked(film), ['video/webm', 'cross-origin'])
  assert.deepEqual(await asked(Buffer.from('OggS and a sound of it')), ['audio/ogg', 'cross-origin'])
  const page = Buffer.from('<script>parent.stolen = document.cookie</script>')
  assert.deepEqual(await asked(page), ['application/octet-stream', 'same-origin'])
  assert.deepEqual(await asked(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')), [
    'application/octet-stream',
    'same-origin',
  ])
  const policy = String((await client.raw('/im')).headers['content-security-policy'])
  assert.match(policy, new RegExp(`media-src 'self' blob: http://files\\.localhost:${world.app.port}(;|$)`))
})

test('[GEN-01/downloads] an address is good for one file, one session and some hours', async () => {
  const { person, id, url } = await kept()
  const { client } = person
  const refused = async (address: string) => {
    const answer = await download(client, address, { range: 'bytes=0-9' })
    assert.equal(answer.status, 404, address)
    return JSON.parse(answer.text).code
  }
  const other = await upload(client, BYTES)
  const key = new URL(url).searchParams.get('key')!
  const [session, profile, expiry, signature] = key.split('.')
  const withKey = (told: string) => url.replace(key, told)
  assert.equal(await refused(url.replace(id, other)), 'file.unknown')
  assert.equal(await refused(url.replace(id, newId())), 'file.unknown')
  assert.equal(await refused(withKey('')), 'file.unknown')
  assert.equal(await refused(withKey([session, cast.teacher.profileId, expiry, signature].join('.'))), 'file.unknown')
  assert.equal(await refused(withKey([session, profile, `${expiry}0`, signature].join('.'))), 'file.unknown')
  assert.equal(await refused(withKey(`${key}.x`)), 'file.unknown')
  assert.equal(await refused(`${url}&key=${key}`), 'file.unknown')
  world.clock.advance(ADDRESS_LIFE_MS + 1)
  assert.equal(await refused(url), 'file.unknown')
  world.clock.advance(-ADDRESS_LIFE_MS - 1)
  assert.equal((await download(client, url)).status, 200)
  await client.call('sessions.signOut', {})
  assert.equal(await refused(url), 'file.unknown')
})

test('[GEN-01/downloads] nobody gets the address of a file of somebody else, and an erased file is gone at once', async () => {
  const { person, id, url } = await kept()
  for (const other of [cast.director, cast.stranger, cast.newcomer]) {
    await other.client.refused('files.address', { id }, 'file.unknown')
  }
  const { id: open } = await declareFile(person.client, BYTES)
  await person.client.refused('files.address', { id: open }, 'file.unknown')
  await person.client.call('files.discard', { id })
  assert.equal((await download(person.client, url)).status, 404)
  await person.client.refused('files.address', { id }, 'file.unknown')
})
