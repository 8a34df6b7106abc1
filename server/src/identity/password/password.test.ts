import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CODE_LIFE_MS, CODE_RESEND_MS, CODE_TRIES_MAX } from '#contract/identity/signin.limits.ts'
import { codeFor, newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

const ABOUT = { surname: 'Соколова', name: 'Марина', patronymic: 'Игоревна', birthDate: '1985-03-14' }
const FIRST = 'Осенний-лес-шумит'
const SECOND = 'Зимний-лес-молчит'

/** Somebody on two devices, the second with an open socket. */
async function onTwoDevices() {
  const person = await signIn(world, newPhone(), ABOUT)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const other = await signIn(world, person.phone, ABOUT)
  const socket = await world.socket(other.client)
  await socket.hello()
  world.clock.advance(CODE_RESEND_MS + 1_000)
  return { person, other: other.client, socket }
}

async function freshCode({ client, phone }: Person): Promise<string> {
  world.clock.advance(CODE_RESEND_MS + 1_000)
  await client.call('password.requestCode', {})
  return codeFor(world, phone)
}

const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

test('[IDN-05/settings] without a password a code sets one; every other device is out at once and learns why and when', async () => {
  const { person, other, socket } = await onTwoDevices()
  assert.deepEqual(await person.client.call('password.state', {}), { isSet: false, changedAt: null })
  const code = await freshCode(person)
  const before = world.clock.now()
  await person.client.call('password.change', { password: FIRST, proof: { code } })
  const bye = await socket.until('bye', (frame) => frame.t === 'bye')
  assert.ok(bye.t === 'bye' && bye.reason === 'signedOut')
  await other.refused('sessions.current', {}, 'session.ended')
  const { end } = await other.call('sessions.lastEnd', {})
  assert.equal(end?.why, 'password')
  const at = Date.parse(end!.at)
  assert.ok(at >= before - 1 && at <= world.clock.now(), 'it is told when')
  const { isSet, changedAt } = await person.client.call('password.state', {})
  assert.ok(isSet && Math.abs(Date.parse(changedAt!) - at) < 5_000, 'the device that goes on is told too')
  assert.deepEqual(await person.client.call('sessions.lastEnd', {}), { end: null })
})

test('[IDN-05/settings] a password is changed with the present one only, and a lost answer is asked for again', async () => {
  const { person, other } = await onTwoDevices()
  const code = await freshCode(person)
  await person.client.call('password.change', { password: FIRST, proof: { code } })
  await person.client.refused('password.requestCode', {}, 'password.isSet')
  for (const proof of [{ present: SECOND }, { code: '123456' }]) {
    await person.client.refused('password.change', { password: 'Ничей-новый-пароль', proof }, 'signin.passwordWrong')
  }
  for (const password of ['1234567', 'password', person.phone]) {
    await person.client.refused('password.change', { password, proof: { present: FIRST } }, 'signin.passwordWeak')
  }
  const change = { password: SECOND, proof: { present: FIRST } }
  await person.client.call('password.change', change)
  const { changedAt } = await person.client.call('password.state', {})
  world.clock.advance(60_000)
  await person.client.call('password.change', change)
  assert.equal((await person.client.call('password.state', {})).changedAt, changedAt, 'a repeat changes nothing')
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone: person.phone })
  await client.refused('signin.password', { flow, password: FIRST }, 'signin.passwordWrong')
  assert.equal((await client.call('signin.password', { flow, password: SECOND })).next, 'code')
  await other.refused('sessions.current', {}, 'session.ended')
})

test('[IDN-05/settings] a code for the password: five tries, five minutes, once, and never somebody else’s', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  const stranger = await signIn(world, newPhone(), { ...ABOUT, name: 'Другая' })
  const set = (code: string) => ({ password: FIRST, proof: { code } })
  await person.client.refused('password.change', set('123456'), 'signin.codeSpent')
  const late = await freshCode(person)
  world.clock.advance(CODE_LIFE_MS + 1)
  await person.client.refused('password.change', set(late), 'signin.codeExpired')
  const foreign = await freshCode(person)
  await freshCode(stranger)
  if (foreign !== codeFor(world, stranger.phone)) {
    await stranger.client.refused('password.change', set(foreign), 'signin.codeWrong')
  }
  const tried = await freshCode(person)
  for (let left = CODE_TRIES_MAX - 1; left >= 0; left -= 1) {
    const problem = await person.client.refused('password.change', set(wrong(tried)), 'signin.codeWrong')
    assert.equal(problem.details?.triesLeft, left)
  }
  await person.client.refused('password.change', set(tried), 'signin.codeSpent')
  assert.equal((await person.client.call('password.state', {})).isSet, false)
})

test('[IDN-05/settings] whoever holds an open session guesses ten passwords an hour', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const { client } = await signIn(strict, newPhone(), ABOUT)
  const codes: string[] = []
  for (let i = 0; i < 12; i += 1) {
    const proof = { present: `Догадка-номер-${i}` }
    const answer = await client.post('password.change', JSON.stringify({ password: FIRST, proof }))
    codes.push(JSON.parse(answer.text).code)
  }
  assert.deepEqual(codes, [...Array<string>(10).fill('signin.codeSpent'), 'rate.limited', 'rate.limited'])
})

test('[IDN-05/told] a reset tells every device why; signing out and growing old tell nothing', async () => {
  const { person, other } = await onTwoDevices()
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone: person.phone })
  await client.call('signin.requestCode', { flow, reason: 'forgot' })
  await client.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })
  await client.call('signin.setPassword', { flow, password: FIRST })
  for (const device of [person.client, other]) {
    assert.equal((await device.call('sessions.lastEnd', {})).end?.why, 'password')
  }
  const kept = new Map(client.cookies)
  await client.call('sessions.signOut', {})
  for (const [name, value] of kept) client.cookies.set(name, value)
  await client.refused('sessions.current', {}, 'session.ended')
  assert.deepEqual(await client.call('sessions.lastEnd', {}), { end: null })
  assert.deepEqual(await world.client().call('sessions.lastEnd', {}), { end: null })
})

test('[IDN-22/told] a device that another one has signed out learns that, on its own host only', async () => {
  const { person, other } = await onTwoDevices()
  const { sessions } = await person.client.call('sessions.list', {})
  await person.client.call('sessions.end', { sessionId: sessions.find(({ current }) => !current)!.id })
  const { end } = await other.call('sessions.lastEnd', {})
  assert.equal(end?.why, 'device')
  const smuggled = world.client('operator')
  for (const [name, value] of other.cookies) smuggled.cookies.set(name, value)
  assert.deepEqual(await smuggled.call('sessions.lastEnd', {}), { end: null })
})
