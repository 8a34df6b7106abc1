import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PHONE_MOVE_LIFE_MS, PHONE_WAIT_MS } from '#contract/identity/phone.limits.ts'
import { CODE_RESEND_MS, CODE_TRIES_MAX } from '#contract/identity/signin.limits.ts'
import type { Client } from '#testkit/client.ts'
import { codeFor, newPhone, type Person, signIn } from '#testkit/people.ts'
import { setFirstPassword, setUpCodeApp } from '#testkit/second-factor.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

const ABOUT = { surname: 'Соколова', name: 'Марина', patronymic: 'Игоревна', birthDate: '1985-03-14' }
const PASSWORD = 'Осенний-лес-шумит'
const SOON_MS = CODE_RESEND_MS + 1_000
const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

/** Somebody on two devices, with a password when it is named. */
async function onTwoDevices(password?: string) {
  const person = await signIn(world, newPhone(), ABOUT)
  world.clock.advance(SOON_MS)
  const other = await signIn(world, person.phone, ABOUT)
  if (password !== undefined) {
    await setFirstPassword(world, person, password)
    const back = world.client()
    const { flow } = await back.call('signin.start', { phone: person.phone })
    world.clock.advance(SOON_MS)
    await back.call('signin.password', { flow, password })
    await back.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })
    other.client = back
  }
  world.clock.advance(SOON_MS)
  return { person, other: other.client }
}

async function proveNew({ client }: Pick<Person, 'client'>, phone = newPhone()): Promise<string> {
  await client.call('phone.begin', { phone })
  await client.call('phone.proveNew', { code: codeFor(world, phone) })
  return phone
}

/** What the sign-in with a number by code comes to. */
async function nextAfterCode(phone: string, client = world.client()) {
  world.clock.advance(SOON_MS)
  const { flow } = await client.call('signin.start', { phone })
  await client.call('signin.requestCode', { flow, reason: 'first' })
  return { client, ...(await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })) }
}

async function waitFor(condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 40_000
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, 'waited for forty seconds')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const phoneOf = async (client: Client) => (await client.call('sessions.current', {})).phoneMasked.slice(-5)

test('[IDN-21] codes to both numbers move the account at once; every other device is out and learns why, and the old number is told', async () => {
  const { person, other } = await onTwoDevices()
  const phone = await proveNew(person)
  assert.notEqual(
    await phoneOf(person.client),
    `${phone.slice(-4, -2)}-${phone.slice(-2)}`,
    'not before the second code',
  )
  const sent = await person.client.call('phone.sendOldCode', {})
  assert.equal(sent.phoneMasked.slice(-2), person.phone.slice(-2))
  const code = codeFor(world, person.phone)
  await person.client.refused('phone.move', { code: wrong(code) }, 'signin.codeWrong')
  await person.client.call('phone.move', { code })
  await person.client.call('phone.move', { code })
  assert.equal(await phoneOf(person.client), `${phone.slice(-4, -2)}-${phone.slice(-2)}`)
  await other.refused('sessions.current', {}, 'session.ended')
  assert.equal((await other.call('sessions.lastEnd', {})).end?.why, 'phone')
  const { changedAt, waiting } = await person.client.call('phone.state', {})
  assert.ok(changedAt !== null && waiting === null)
  await waitFor(() => world.lastSms(person.phone)?.includes('перешёл на другой номер') === true)
  assert.doesNotMatch(world.lastSms(person.phone)!, new RegExp(phone.slice(-4)))
  const back = await nextAfterCode(phone)
  assert.equal(back.next, 'done')
  assert.equal((await back.client.call('sessions.current', {})).activeProfileId, person.profileId)
  assert.equal((await nextAfterCode(person.phone)).next, 'about', 'the old number is nobody’s')
})

test('[IDN-21/foreign] a number of another account is like a free one until its code is shown, and then nobody is named', async () => {
  const { person } = await onTwoDevices()
  const owner = await signIn(world, newPhone(), { ...ABOUT, name: 'Другая' })
  world.clock.advance(SOON_MS)
  const free = newPhone()
  const answers: string[][] = []
  for (const phone of [owner.phone, free]) {
    const told: string[] = []
    const begun = await person.client.post('phone.begin', JSON.stringify({ phone }))
    const { phoneMasked, ...times } = JSON.parse(begun.text)
    told.push(String(begun.status), Object.keys(times).join())
    assert.equal(phoneMasked.slice(-2), phone.slice(-2))
    for (let i = 0; i < 2; i += 1) {
      const answer = await person.client.post('phone.proveNew', JSON.stringify({ code: wrong(codeFor(world, phone)) }))
      const { requestId, ...problem } = JSON.parse(answer.text)
      assert.ok(requestId)
      told.push(JSON.stringify(problem))
    }
    answers.push(told)
    if (phone === free) continue
    const problem = await person.client.refused('phone.proveNew', { code: codeFor(world, phone) }, 'phone.taken')
    assert.equal(problem.details, undefined)
    await person.client.refused('phone.sendOldCode', {}, 'phone.moveUnknown')
  }
  assert.deepEqual(answers[0], answers[1])
  await person.client.call('phone.proveNew', { code: codeFor(world, free) })
})

test('[IDN-21/new] nothing moves before the code to the new number, nor from another session, nor half an hour later', async () => {
  const { person, other } = await onTwoDevices()
  const phone = newPhone()
  await person.client.refused('phone.begin', { phone: person.phone }, 'phone.same')
  await person.client.refused('phone.begin', { phone: '123' }, 'signin.phoneInvalid')
  await person.client.refused('phone.proveNew', { code: '123456' }, 'phone.moveUnknown')
  await person.client.call('phone.begin', { phone })
  await person.client.refused('phone.sendOldCode', {}, 'phone.moveUnknown')
  await person.client.refused('phone.move', { code: '123456' }, 'phone.moveUnknown')
  await other.refused('phone.proveNew', { code: codeFor(world, phone) }, 'phone.moveUnknown')
  for (let left = CODE_TRIES_MAX - 1; left >= 0; left -= 1) {
    const code = wrong(codeFor(world, phone))
    const problem = await person.client.refused('phone.proveNew', { code }, 'signin.codeWrong')
    assert.equal(problem.details?.triesLeft, left)
  }
  await person.client.refused('phone.proveNew', { code: codeFor(world, phone) }, 'signin.codeSpent')
  world.clock.advance(SOON_MS)
  await proveNew(person, phone)
  await other.refused('phone.sendOldCode', {}, 'phone.moveUnknown')
  await person.client.call('phone.sendOldCode', {})
  const code = codeFor(world, person.phone)
  await person.client.call('password.requestCode', {})
  const forPassword = codeFor(world, person.phone)
  // A code for something else is a wrong one.
  if (forPassword !== code) await person.client.refused('phone.move', { code: forPassword }, 'signin.codeWrong')
  world.clock.advance(PHONE_MOVE_LIFE_MS)
  await person.client.refused('phone.move', { code }, 'phone.moveUnknown')
})

test('[IDN-21/waiting] without the old number: the password, a week in which every device and the old number know, then the move', async () => {
  const { person, other } = await onTwoDevices(PASSWORD)
  const phone = await proveNew(person)
  await person.client.refused('phone.wait', { password: 'Совсем-не-тот' }, 'signin.passwordWrong')
  const { dueAt } = await person.client.call('phone.wait', { password: PASSWORD })
  assert.equal(
    (await person.client.call('phone.wait', { password: PASSWORD })).dueAt,
    dueAt,
    'a repeat waits no longer',
  )
  await person.client.refused('phone.begin', { phone: newPhone() }, 'phone.moveWaits')
  await waitFor(() => world.lastSms(person.phone)?.includes('перейдёт на другой номер') === true)
  for (const client of [person.client, other]) {
    assert.equal((await client.call('sessions.current', {})).phoneMovesAt, dueAt)
    assert.equal((await client.call('phone.state', {})).waiting?.dueAt, dueAt)
  }
  world.clock.advance(PHONE_WAIT_MS - 60_000)
  await world.app.identity.finishPhoneMoves()
  assert.equal((await other.call('phone.state', {})).changedAt, null)
  world.clock.advance(60_000)
  await world.app.identity.finishPhoneMoves()
  assert.equal(await phoneOf(person.client), `${phone.slice(-4, -2)}-${phone.slice(-2)}`)
  assert.equal((await person.client.call('sessions.current', {})).phoneMovesAt, null)
  await other.refused('sessions.current', {}, 'session.ended')
  assert.equal((await other.call('sessions.lastEnd', {})).end?.why, 'phone')
  await waitFor(() => world.lastSms(person.phone)?.includes('перешёл на другой номер') === true)
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone })
  assert.equal(
    (await client.call('signin.password', { flow, password: PASSWORD })).next,
    'code',
    'no browser is trusted',
  )
})

test('[IDN-21/cancel] any session cancels the wait, and so does a new password; without one there is nothing to wait for', async () => {
  const { person, other } = await onTwoDevices(PASSWORD)
  await proveNew(person)
  await person.client.call('phone.wait', { password: PASSWORD })
  await other.call('phone.cancel', {})
  await proveNew(person)
  await person.client.call('phone.wait', { password: PASSWORD })
  const next = { password: 'Зимний-лес-молчит', proof: { present: PASSWORD } }
  await other.call('password.change', next)
  assert.equal((await other.call('sessions.current', {})).phoneMovesAt, null)
  world.clock.advance(PHONE_WAIT_MS)
  await world.app.identity.finishPhoneMoves()
  assert.equal((await other.call('phone.state', {})).changedAt, null)
  const bare = await onTwoDevices()
  await proveNew(bare.person)
  await bare.person.client.refused('phone.wait', { password: PASSWORD }, 'phone.passwordMissing')
})

test('[IDN-21/factor] whoever has an app with codes shows one in either way; the code to the old number stays good meanwhile', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  await setFirstPassword(world, person, PASSWORD)
  const app = await setUpCodeApp(world, person.client, PASSWORD)
  world.clock.advance(SOON_MS)
  const phone = newPhone()
  await person.client.call('phone.begin', { phone })
  const needs = await person.client.call('phone.proveNew', { code: codeFor(world, phone) })
  assert.ok(needs.needsFactor && needs.hasPassword)
  await person.client.refused('phone.wait', { password: PASSWORD }, 'factor.codeWrong')
  await person.client.refused('phone.wait', { password: PASSWORD, factorCode: 'ZZZZZ-ZZZZZ' }, 'factor.codeWrong')
  await person.client.call('phone.sendOldCode', {})
  const code = codeFor(world, person.phone)
  await person.client.refused('phone.move', { code }, 'factor.codeWrong')
  await person.client.refused('phone.move', { code, factorCode: '000000' }, 'factor.codeWrong')
  await person.client.call('phone.move', { code, factorCode: app.recoveryCodes[0]! })
  assert.equal(await phoneOf(person.client), `${phone.slice(-4, -2)}-${phone.slice(-2)}`)
})

test('[IDN-21/lapsed] a number that has become another account’s meanwhile stays there, and the person is told', async () => {
  const { person, other } = await onTwoDevices(PASSWORD)
  const phone = await proveNew(person)
  await person.client.call('phone.wait', { password: PASSWORD })
  world.clock.advance(SOON_MS)
  const owner = await signIn(world, phone, { ...ABOUT, name: 'Другая' })
  world.clock.advance(PHONE_WAIT_MS)
  await world.app.identity.finishPhoneMoves()
  const { lapsed, waiting, changedAt } = await other.call('phone.state', {})
  assert.deepEqual([lapsed, waiting, changedAt], [true, null, null])
  await other.call('phone.cancel', {})
  assert.equal((await person.client.call('phone.state', {})).lapsed, false)
  assert.equal((await owner.client.call('sessions.current', {})).activeProfileId, owner.profileId)
})

test('[IDN-21/race] a sign-in with the old number that is under way sets no password of the account that has moved', async () => {
  const { person } = await onTwoDevices()
  const thief = world.client()
  const { flow } = await thief.call('signin.start', { phone: person.phone })
  await thief.call('signin.requestCode', { flow, reason: 'forgot' })
  const { next } = await thief.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })
  assert.equal(next, 'setPassword')
  world.clock.advance(SOON_MS)
  await proveNew(person)
  await person.client.call('phone.sendOldCode', {})
  await person.client.call('phone.move', { code: codeFor(world, person.phone) })
  await thief.refused('signin.setPassword', { flow, password: PASSWORD }, 'signin.flowEnded')
  assert.equal((await person.client.call('password.state', {})).isSet, false)
})

test('[IDN-21/rows] what is kept of a change holds no old number once its owner is told, and the queue never holds one', async () => {
  const { person } = await onTwoDevices()
  await proveNew(person)
  await person.client.call('phone.sendOldCode', {})
  await person.client.call('phone.move', { code: codeFor(world, person.phone) })
  const holds = async (phone: string) => {
    const sql = 'select 1 from identity.phone_move where phone = $1'
    return (await world.database.query(sql, [phone])).length > 0
  }
  await waitFor(async () => !(await holds(person.phone)))
  const jobs = await world.database.query<{ data: string }>(
    `select data::text from pgboss.job where name = 'identity.phone-move-notice'`,
  )
  assert.ok(jobs.length > 0 && jobs.every(({ data }) => !data.includes(person.phone.slice(2))))
})
