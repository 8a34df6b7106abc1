import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPhone } from '#testkit/people.ts'
import { startSmsGateway } from '#testkit/sms-gateway.ts'
import { createWorld } from '#testkit/world.ts'

test('[IDN-06/gateway] codes go to the gateway with a token and an id of their own, and nowhere else', async () => {
  await using gateway = await startSmsGateway()
  await using world = await createWorld({
    environment: { PARTA_SMS: 'http', PARTA_SMS_URL: gateway.url, PARTA_SMS_TOKEN: 'secret-token' },
  })
  const client = world.client()
  const phone = newPhone()
  const { flow } = await client.call('signin.start', { phone })
  await client.call('signin.requestCode', { flow, reason: 'first' })
  const [sent] = gateway.requests
  assert.equal(gateway.requests.length, 1)
  assert.equal(sent!.message.to, phone)
  assert.equal(sent!.headers.authorization, 'Bearer secret-token')
  assert.match(sent!.message.id, /^[0-9a-f-]{36}$/)
  const code = /\d{6}/.exec(sent!.message.text)![0]
  assert.equal((await client.call('signin.verifyCode', { flow, code })).next, 'about')
  assert.deepEqual(world.app.inbox.list(), [])
})

test('[IDN-06/gateway-down] a gateway that refuses or hangs up is said, and the next try goes', async () => {
  await using gateway = await startSmsGateway()
  await using world = await createWorld({ environment: { PARTA_SMS: 'http', PARTA_SMS_URL: gateway.url } })
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone: newPhone() })
  for (const answer of [500, null]) {
    gateway.answer = answer
    await client.refused('signin.requestCode', { flow, reason: 'first' }, 'signin.smsUnavailable')
  }
  gateway.answer = 200
  assert.equal((await client.call('signin.requestCode', { flow, reason: 'again' })).next, 'code')
})

test('[IDN-06/gateway-breaker] what a gateway did not take is no code that nobody has entered', async () => {
  await using gateway = await startSmsGateway()
  await using world = await createWorld({
    limitFactor: 1,
    environment: { PARTA_SMS: 'http', PARTA_SMS_URL: gateway.url },
  })
  const client = world.client()
  const ask = async (number: number) => {
    const { flow } = await client.call('signin.start', { phone: `+799943${String(number).padStart(5, '0')}` })
    const { text } = await client.post('signin.requestCode', JSON.stringify({ flow, reason: 'first' }))
    const answer = JSON.parse(text)
    return answer.code ?? answer.next
  }
  gateway.answer = 500
  for (let number = 0; number < 35; number += 1) assert.equal(await ask(number), 'signin.smsUnavailable')
  gateway.answer = 200
  assert.equal(await ask(35), 'code')
})
