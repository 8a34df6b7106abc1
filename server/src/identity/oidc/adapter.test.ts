import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { createAdapter } from './adapter.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

const adapterOf = (model: string) => createAdapter(world.app.platform, model)
const iat = 1_700_000_000

test('[IDN-01/adapter] what is kept is found by its id, and by its uid, until it expires', async () => {
  const sessions = adapterOf('Session')
  const accountId = newId()
  await sessions.upsert('cookie-value', { iat, jti: 'cookie-value', uid: 'uid-1', accountId, kind: 'Session' }, 60)
  const found = await sessions.find('cookie-value')
  assert.deepEqual(found, { iat, jti: 'cookie-value', uid: 'uid-1', accountId, kind: 'Session' })
  assert.equal((await sessions.findByUid('uid-1'))?.accountId, accountId)
  assert.equal(await sessions.find('cookie-valu'), undefined)
  assert.equal(await adapterOf('AccessToken').find('cookie-value'), undefined, 'models do not mix')
  world.clock.advance(61_000)
  assert.equal(await sessions.find('cookie-value'), undefined)
  assert.equal(await sessions.findByUid('uid-1'), undefined)
})

test('[IDN-01/adapter-secrets] whoever reads the table cannot be anybody by it', async () => {
  await adapterOf('RefreshToken').upsert(
    'bearer-of-all',
    { jti: 'bearer-of-all', grantId: 'g0', kind: 'RefreshToken' },
    60,
  )
  const session = { accountId: newId(), uid: 'u', cookie: 'cookie-of-hers' }
  await adapterOf('Interaction').upsert('page-of-hers', { jti: 'page-of-hers', session, kind: 'Interaction' }, 60)
  const rows = await world.database.query<{ whole: string }>('select p::text as whole from identity.oidc_payload p')
  assert.ok(rows.length >= 2)
  for (const { whole } of rows) {
    for (const secret of ['bearer-of-all', 'cookie-of-hers', 'page-of-hers']) assert.ok(!whole.includes(secret))
  }
})

test('[IDN-01/adapter-once] what is worth one use is used once, and the second ends all of its grant', async () => {
  const codes = adapterOf('AuthorizationCode')
  const tokens = adapterOf('AccessToken')
  await adapterOf('Grant').upsert('g1', { jti: 'g1', kind: 'Grant' }, 60)
  await codes.upsert('code-1', { jti: 'code-1', grantId: 'g1', kind: 'AuthorizationCode' }, 60)
  await tokens.upsert('token-1', { jti: 'token-1', grantId: 'g1', kind: 'AccessToken' }, 60)
  await codes.consume('code-1')
  const used = await codes.find('code-1')
  assert.equal(typeof (used as { consumed?: unknown }).consumed, 'number')
  assert.ok(await tokens.find('token-1'))
  await assert.rejects(codes.consume('code-1') as Promise<void>)
  assert.equal(await tokens.find('token-1'), undefined)
  assert.equal(await adapterOf('Grant').find('g1'), undefined)
})

test('[IDN-01/adapter-revoke] a grant ends with what it gave, and nothing else ends', async () => {
  const tokens = adapterOf('RefreshToken')
  await tokens.upsert('r1', { jti: 'r1', grantId: 'g2', kind: 'RefreshToken' }, 60)
  await tokens.upsert('r2', { jti: 'r2', grantId: 'g3', kind: 'RefreshToken' }, 60)
  await tokens.revokeByGrantId('g2')
  assert.equal(await tokens.find('r1'), undefined)
  assert.ok(await tokens.find('r2'))
  await tokens.destroy('r2')
  assert.equal(await tokens.find('r2'), undefined)
})

test('[IDN-01/adapter-clients] a client is found by its id in the register, and nothing else is a client', async () => {
  const clients = adapterOf('Client')
  for (const id of ['', 'x', "' or 1=1 --", newId(), newId().toUpperCase()])
    assert.equal(await clients.find(id), undefined)
})
