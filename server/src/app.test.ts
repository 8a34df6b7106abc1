import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createWorld } from '#testkit/world.ts'

test('a process with the role of a worker answers for its health and nothing else', async () => {
  await using world = await createWorld({ environment: { PARTA_ROLES: 'worker' } })
  const client = world.client()
  assert.equal((await client.raw('/readyz')).status, 200)
  assert.match((await client.raw('/metrics')).text, /parta_/)
  for (const path of ['/', '/im', '/api/sessions.current', '/dev/inbox', '/reference']) {
    assert.equal((await client.raw(path)).status, 404, path)
  }
})

test('[GEN-09/reference] the contract can be read and downloaded where the product runs', async () => {
  await using world = await createWorld()
  const client = world.client()
  const page = await client.raw('/reference')
  assert.match(page.text, /messages\.send/)
  const openapi = JSON.parse((await client.raw('/reference/openapi.json')).text)
  assert.equal(openapi.openapi.startsWith('3.1'), true)
  assert.ok(openapi.paths['/api/messages.send'].post)
  const asyncapi = JSON.parse((await client.raw('/reference/asyncapi.json')).text)
  assert.equal(asyncapi.asyncapi.startsWith('3.0'), true)
  assert.ok(JSON.stringify(asyncapi).includes('message.posted'))
})

test('an answer to a query is cached for its reader only, and not at all after the sign-out', async () => {
  await using world = await createWorld()
  const { createCast } = await import('#testkit/cast.ts')
  const { teacher, pupil } = await createCast(world)
  const path = '/api/communities.mine'
  const first = await teacher.client.raw(path)
  const etag = String(first.headers.etag)
  assert.equal((await teacher.client.raw(path, { headers: { 'if-none-match': etag } })).status, 304)
  assert.equal((await pupil.client.raw(path, { headers: { 'if-none-match': etag } })).status, 200)
  assert.match(String(first.headers['cache-control']), /private/)
  const cookie = teacher.client.cookieHeader
  await teacher.client.call('sessions.signOut', {})
  assert.equal((await teacher.client.raw(path, { headers: { cookie, 'if-none-match': etag } })).status, 401)
})
