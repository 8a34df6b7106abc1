import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#testkit/client.ts'
import { startSmsGateway } from '#testkit/sms-gateway.ts'
import { createWorld } from '#testkit/world.ts'

const REQUESTS = 10_000
const AT_ONCE = 50
const PER_DAY = 500

test('[IDN-06/budget] ten thousand requests from as many numbers and addresses spend no more SMS than the day has', async () => {
  await using gateway = await startSmsGateway()
  await using world = await createWorld({
    limitFactor: 1,
    environment: {
      PARTA_SMS: 'http',
      PARTA_SMS_URL: gateway.url,
      PARTA_SMS_PER_DAY: String(PER_DAY),
      PARTA_TRUSTED_PROXIES: '127.0.0.1',
    },
  })
  const told = new Map<string, number>()
  const ask = async (number: number) => {
    const client = world.client()
    // Two or three numbers lie in one range, and every address is a network of its own, so that only the day bounds them.
    const phone = `+79${5_000 + (number % 4_000)}${50_000 + number}`
    const headers = { 'x-forwarded-for': `10.${number >> 8}.${number & 255}.1`, 'idempotency-key': newId() }
    const started = JSON.parse((await client.post('signin.start', JSON.stringify({ phone }), headers)).text)
    const body = JSON.stringify({ flow: started.flow, reason: 'first' })
    const answer = JSON.parse((await client.post('signin.requestCode', body, headers)).text)
    const what = answer.code ?? started.code ?? answer.next
    told.set(what, (told.get(what) ?? 0) + 1)
  }
  let next = 0
  const work = async () => {
    while (next < REQUESTS) {
      next += 1
      await ask(next - 1)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  process.stdout.write(`[gate] flood: ${REQUESTS} requests for codes, ${gateway.requests.length} SMS of ${PER_DAY}\n`)
  assert.equal(gateway.requests.length, PER_DAY)
  assert.deepEqual([...told].sort(), [
    ['code', PER_DAY],
    ['signin.codeLimit', REQUESTS - PER_DAY],
  ])
})
