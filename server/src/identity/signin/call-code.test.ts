import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startCallGateway } from '#testkit/call-gateway.ts'
import { codeFor, newPhone } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const CODE = '048213'

/** A sign-in that has had a code by SMS and may have another one now. */
async function waiting(world: World) {
  const client = world.client()
  const phone = newPhone()
  const { flow } = await client.call('signin.start', { phone })
  const sent = await client.call('signin.requestCode', { flow, reason: 'first' })
  world.clock.advance(61_000)
  return { client, phone, flow, sent }
}

test('[IDN-06/call] a code by a call takes the place of the one by SMS, as long and as often good', async () => {
  await using gateway = await startCallGateway(CODE)
  await using world = await createWorld({
    environment: { PARTA_CALLS: 'http', PARTA_CALLS_URL: gateway.url, PARTA_CALLS_TOKEN: 'secret-token' },
  })
  const { client, phone, flow, sent } = await waiting(world)
  assert.deepEqual([sent.called, sent.canCall], [false, true])
  const called = await client.call('signin.requestCode', { flow, reason: 'again', call: true })
  assert.deepEqual([called.called, called.phoneMasked], [true, sent.phoneMasked])
  assert.deepEqual(
    gateway.requests.map(({ authorization, call }) => [authorization, call.to]),
    [['Bearer secret-token', phone]],
  )
  await client.refused('signin.verifyCode', { flow, code: codeFor(world, phone) }, 'signin.codeWrong')
  assert.equal((await client.call('signin.verifyCode', { flow, code: CODE })).next, 'about')
})

test('[IDN-06/call-soon] a call waits for the countdown like an SMS', async () => {
  await using gateway = await startCallGateway(CODE)
  await using world = await createWorld({
    limitFactor: 1,
    environment: { PARTA_CALLS: 'http', PARTA_CALLS_URL: gateway.url },
  })
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone: newPhone() })
  await client.call('signin.requestCode', { flow, reason: 'first' })
  await client.refused('signin.requestCode', { flow, reason: 'again', call: true }, 'signin.codeTooSoon')
  assert.equal(gateway.requests.length, 0)
})

test('[IDN-06/call-off] where nobody is called this is said, and an e-mail address is never called', async () => {
  await using quiet = await createWorld()
  const { client, flow, sent } = await waiting(quiet)
  assert.equal(sent.canCall, false)
  await client.refused('signin.requestCode', { flow, reason: 'again', call: true }, 'signin.callUnavailable')
  await using calling = await createWorld({ environment: { PARTA_CALLS: 'log' } })
  const other = calling.client()
  const begun = await other.call('signin.startEmail', { email: 'pochta@school.test' })
  const input = { flow: begun.flow, reason: 'first' as const, call: true }
  await other.refused('signin.requestCode', input, 'signin.callUnavailable')
})

test('[IDN-06/call-down] a gateway that refuses, hangs up or tells no code leaves the SMS code good', async () => {
  await using gateway = await startCallGateway(CODE)
  await using world = await createWorld({ environment: { PARTA_CALLS: 'http', PARTA_CALLS_URL: gateway.url } })
  const { client, phone, flow } = await waiting(world)
  const bodies = ['{}', '{"code":12345}', '{"code":"12345"}', '{"code":"1234567"}', 'not JSON', 'null']
  const answers = [{ status: 500, body: '' }, null, ...bodies.map((body) => ({ status: 200, body }))]
  for (const answer of answers) {
    gateway.answer = answer
    await client.refused('signin.requestCode', { flow, reason: 'again', call: true }, 'signin.callUnavailable')
  }
  assert.equal((await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })).next, 'about')
})

test('[IDN-06/call-inbox] the demonstration shows the number that calls', async () => {
  await using world = await createWorld({ environment: { PARTA_CALLS: 'log' } })
  const { client, phone, flow } = await waiting(world)
  await client.call('signin.requestCode', { flow, reason: 'again', call: true })
  const call = world.app.inbox.list().find(({ kind, to }) => kind === 'call' && to === phone)
  const code = call?.text.slice(-6) ?? assert.fail('nobody was called')
  assert.equal((await client.call('signin.verifyCode', { flow, code })).next, 'about')
})
