import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startMessageCentre } from '#testkit/message-centre.ts'
import { newPhone } from '#testkit/people.ts'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import { createWorld } from '#testkit/world.ts'
import { createSmppSms } from './smpp-sms.ts'

const LONG = 'Парта: '.repeat(20)

function createDriver(url: string, sender = 'Parta') {
  const time = new VirtualTime(0)
  const driver = createSmppSms({ url, sender, clock: time.scope() })
  const send = (text: string) => driver.send({ id: 'one', to: '+79990001122', text })
  return { time, send, [Symbol.asyncDispose]: driver.close }
}

test('[IDN-06/smpp] a code leaves through a message centre in Russian and signs in', async () => {
  await using centre = await startMessageCentre()
  await using world = await createWorld({
    environment: { PARTA_SMS: 'smpp', PARTA_SMS_URL: centre.url, PARTA_SMS_SENDER: 'Parta' },
  })
  const client = world.client()
  const phone = newPhone()
  const { flow } = await client.call('signin.start', { phone })
  await client.call('signin.requestCode', { flow, reason: 'first' })
  const [sent] = centre.submitted
  assert.equal(`+${sent!.destination_addr}`, phone)
  assert.equal(sent!.source_addr, 'Parta')
  const { message } = sent!.short_message!
  assert.match(message, /^Парта: код \d{6}\./)
  const code = /\d{6}/.exec(message)![0]
  assert.equal((await client.call('signin.verifyCode', { flow, code })).next, 'about')
  assert.deepEqual(world.app.inbox.list(), [])
})

test('[IDN-06/smpp-down] a centre that refuses or hangs up is told, and the next code goes through it again', async () => {
  await using centre = await startMessageCentre()
  await using world = await createWorld({ environment: { PARTA_SMS: 'smpp', PARTA_SMS_URL: centre.url } })
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone: newPhone() })
  centre.status = 0x58
  await client.refused('signin.requestCode', { flow, reason: 'first' }, 'signin.smsUnavailable')
  centre.status = null
  const asked = client.refused('signin.requestCode', { flow, reason: 'first' }, 'signin.smsUnavailable')
  while (centre.submitted.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  centre.hangUp()
  await asked
  centre.status = 0
  assert.equal((await client.call('signin.requestCode', { flow, reason: 'again' })).next, 'code')
  assert.equal(centre.binds, 2)
})

test('one connection carries many messages, long ones as a payload', async () => {
  await using centre = await startMessageCentre()
  await using driver = createDriver(centre.url, '+7 900'.replace(' ', ''))
  await Promise.all([driver.send('раз'), driver.send('два')])
  await driver.send(LONG)
  assert.equal(centre.binds, 1)
  assert.deepEqual(
    centre.submitted.map((pdu) => pdu.message_payload?.message ?? pdu.short_message!.message),
    ['раз', 'два', LONG],
  )
  assert.deepEqual(
    centre.submitted.map((pdu) => pdu.source_addr),
    ['7900', '7900', '7900'],
  )
})

test('a silent centre is given up after ten seconds, and a dead connection is noticed without a message', async () => {
  await using centre = await startMessageCentre()
  await using driver = createDriver(centre.url)
  await driver.send('раз')
  centre.status = null
  const asked = assert.rejects(driver.send('два'), /no answer/)
  while (centre.submitted.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  await driver.time.pass(10_000)
  await asked
  centre.status = 0
  await driver.send('три')
  assert.equal(centre.binds, 2)
})

test('a wrong password, nobody there, and what is no SMPP are failures and not the end of the process', async () => {
  await using centre = await startMessageCentre()
  await using stranger = createDriver(centre.url.replace('secret', 'guess'))
  await assert.rejects(stranger.send('раз'), /status 14/)
  await using lonely = createDriver('smpp://parta:secret@127.0.0.1:9')
  await assert.rejects(lonely.send('раз'), /the connection ended/)
  await using driver = createDriver(centre.url)
  await driver.send('раз')
  centre.babble()
  while (true) {
    const outcome = await driver.send('два').then(
      () => 'sent',
      () => 'failed',
    )
    if (outcome === 'sent' && centre.binds === 2) break
  }
})
