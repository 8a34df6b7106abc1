import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import type { Client } from '#testkit/client.ts'
import { agree, browse, createOutsideSystem } from '#testkit/oidc-client.ts'
import { newId, newPhone, signIn, signInOperator } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { isClientAddress } from './clients.service.ts'

let world: World
let operator: Client
before(async () => {
  world = await createWorld()
  operator = await signInOperator(world)
})
after(() => world[Symbol.asyncDispose]())

const described = (change: object = {}) => ({
  id: newId(),
  name: 'Столовая',
  redirectUris: ['https://canteen.example/callback'],
  postLogoutRedirectUris: [],
  backchannelLogoutUri: null,
  scopes: ['profile' as const],
  ...change,
})

test('[IDN-01/register] a client stands in the list without its secret, and its id is taken', async () => {
  const input = described({ name: '  Школьная   столовая ' })
  const { client, secret } = await operator.call('oidcClients.create', input)
  assert.equal(client.name, 'Школьная столовая')
  assert.equal(Buffer.from(secret, 'base64url').length, 32)
  const listed = await operator.call('oidcClients.list', {})
  assert.ok(listed.clients.some(({ id }) => id === input.id))
  assert.ok(!JSON.stringify(listed).includes(secret))
  await operator.refused('oidcClients.create', input, 'oidcClient.exists')
  await operator.refused('oidcClients.rotateSecret', { id: newId() }, 'oidcClient.unknown')
  await operator.refused('oidcClients.remove', { id: newId() }, 'oidcClient.unknown')
  await operator.refused('oidcClients.create', described({ name: '   ' }), 'oidcClient.nameInvalid')
})

test('[IDN-01/register-addresses] addresses that a browser may read in two ways are not registered', async () => {
  const wrong = [
    'canteen.example/callback',
    'https://canteen.example',
    'https://a.example/#x',
    'https://*.example/callback',
  ]
  const other = [
    'http://canteen.example/callback',
    'https://a@b.example/x',
    'javascript:alert(1)',
    'HTTPS://a.example/x',
    'https://a.example/x/../y',
  ]
  for (const address of [...wrong, ...other]) {
    await operator.refused('oidcClients.create', described({ redirectUris: [address] }), 'oidcClient.addressInvalid')
    await operator.refused(
      'oidcClients.create',
      described({ backchannelLogoutUri: address }),
      'oidcClient.addressInvalid',
    )
  }
  const two = ['https://a.example/callback', 'https://b.example/callback']
  await operator.refused('oidcClients.create', described({ redirectUris: two }), 'oidcClient.addressInvalid')
  assert.ok(isClientAddress('http://localhost:3000/callback', true))
  assert.ok(
    !isClientAddress('http://localhost:3000/callback', false),
    'a real installation has no neighbours without TLS',
  )
})

test('[IDN-01/register-secret] after a rotation the old secret is worth nothing', async () => {
  await using system = await createOutsideSystem(world, { operator })
  const person = await signIn(world, newPhone(), { surname: 'Лукина', name: 'Ольга' })
  const asked = await system.ask('openid')
  const tokens = await system.take(asked, await agree(person.client, asked))
  const { secret } = await operator.call('oidcClients.rotateSecret', { id: system.id })
  await assert.rejects(openid.refreshTokenGrant(system.config, tokens.refresh_token!), { status: 401 })
  const config = new openid.Configuration(system.config.serverMetadata(), system.id, secret)
  openid.allowInsecureRequests(config)
  assert.ok((await openid.refreshTokenGrant(config, tokens.refresh_token!)).access_token)
})

test('[IDN-01/register-removed] a client that is removed gets nothing and sends nobody', async () => {
  await using system = await createOutsideSystem(world, { operator })
  const person = await signIn(world, newPhone(), { surname: 'Лукина', name: 'Ольга' })
  const asked = await system.ask('openid')
  const tokens = await system.take(asked, await agree(person.client, asked))
  await operator.call('oidcClients.remove', { id: system.id })
  await assert.rejects(openid.refreshTokenGrant(system.config, tokens.refresh_token!), { status: 401 })
  await assert.rejects(openid.fetchUserInfo(system.config, tokens.access_token, openid.skipSubjectCheck))
  assert.equal((await browse(person.client, (await system.ask('openid')).url)).status, 400)
})
