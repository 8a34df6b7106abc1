import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FACTOR_TRIES_PER_HOUR, RECOVERY_CODE_TOLD_MS, RECOVERY_CODES } from '#contract/identity/factors.limits.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import type { Client } from '#testkit/client.ts'
import { codeFor, newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { type CodeApp, setFirstPassword, setUpCodeApp, showCode } from '#testkit/second-factor.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

const ABOUT = { surname: 'Соколова', name: 'Марина', patronymic: 'Игоревна', birthDate: '1985-03-14' }
const PASSWORD = 'Осенний-лес-шумит'
const STEP_MS = 30_000

async function withApp(): Promise<{ person: Person; app: CodeApp }> {
  const person = await signIn(world, newPhone(), ABOUT)
  await setFirstPassword(world, person, PASSWORD)
  return { person, app: await setUpCodeApp(world, person.client, PASSWORD) }
}

/** A sign-in on a new device that has come to the code of the app. */
async function atApp(phone: string, client: Client = world.client()) {
  const { flow } = await client.call('signin.start', { phone })
  const { next } = await client.call('signin.password', { flow, password: PASSWORD })
  assert.equal(next, 'totp')
  return { client, flow }
}

test('[A-03/totp] a new device is asked for the code of the app instead of an SMS, and is trusted then', async () => {
  const { person, app } = await withApp()
  const sent = world.lastSms(person.phone)
  const { client, flow } = await atApp(person.phone)
  assert.equal(world.lastSms(person.phone), sent, 'no SMS is sent')
  await client.refused('sessions.current', {}, 'session.required')
  await client.refused('signin.chooseProfile', { flow, profileId: person.profileId }, 'signin.stepWrong')
  await client.refused('signin.requestCode', { flow, reason: 'first' }, 'signin.stepWrong')
  const code = await app.code()
  assert.equal((await client.call('signin.verifyTotp', { flow, code })).next, 'done')
  assert.equal((await client.call('sessions.current', {})).activeProfileId, person.profileId)
  await client.call('sessions.signOut', {})
  const again = await client.call('signin.start', { phone: person.phone })
  assert.equal((await client.call('signin.password', { flow: again.flow, password: PASSWORD })).next, 'done')
})

test('[A-03/totp] one half minute either side is taken, two are not, and no code twice or older than the last', async () => {
  const { person, app } = await withApp()
  world.clock.advance(10 * STEP_MS)
  for (const off of [-2, 2]) {
    const { client, flow } = await atApp(person.phone)
    const code = await app.code(off)
    await client.refused('signin.verifyTotp', { flow, code }, 'factor.codeWrong')
  }
  const early = await app.code(-1)
  const now = await app.code(0)
  const late = await app.code(1)
  const enter = async (code: string) => {
    const { client, flow } = await atApp(person.phone)
    const answer = await client.post('signin.verifyTotp', JSON.stringify({ flow, code }))
    return answer.status === 200 ? JSON.parse(answer.text).next : JSON.parse(answer.text).code
  }
  assert.equal(await enter(early), 'done')
  assert.equal(await enter(early), 'factor.codeWrong')
  assert.equal(await enter(late), 'done')
  assert.equal(await enter(now), 'factor.codeWrong', 'older than the one that was taken')
  assert.equal(await enter(late), 'factor.codeWrong')
})

test('[A-03/totp] of two devices that name one code at once, one is let in', async () => {
  const { person, app } = await withApp()
  const both = await Promise.all([atApp(person.phone), atApp(person.phone)])
  const code = await app.code()
  const statuses = await Promise.all(
    both.map(
      async ({ client, flow }) => (await client.post('signin.verifyTotp', JSON.stringify({ flow, code }))).status,
    ),
  )
  assert.deepEqual(statuses.sort(), [200, 400])
})

test('[A-03/totp] whoever has taken over the number alone sets no password and gets no further than the app', async () => {
  const { person, app } = await withApp()
  world.clock.advance(CODE_RESEND_MS + 1_000)
  for (const reason of ['forgot', 'first'] as const) {
    world.clock.advance(CODE_RESEND_MS + 1_000)
    const client = world.client()
    const { flow } = await client.call('signin.start', { phone: person.phone })
    await client.call('signin.requestCode', { flow, reason })
    const { next } = await client.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })
    assert.equal(next, 'totp')
    await client.refused('signin.setPassword', { flow, password: 'Чужой-новый-пароль' }, 'signin.stepWrong')
    const code = await app.code()
    assert.equal((await client.call('signin.verifyTotp', { flow, code })).next, 'setPassword')
  }
})

test('[A-03/totp] ten codes on paper, each usable once, written as people write them, kept as hashes', async () => {
  const { person, app } = await withApp()
  assert.equal(new Set(app.recoveryCodes).size, RECOVERY_CODES)
  assert.equal((await person.client.call('factors.state', {})).recoveryCodesLeft, RECOVERY_CODES)
  const [first, second] = app.recoveryCodes as [string, string]
  const one = await atApp(person.phone)
  await one.client.call('signin.verifyTotp', { flow: one.flow, code: first.toLowerCase().replace('-', ' ') })
  const two = await atApp(person.phone)
  await two.client.refused('signin.verifyTotp', { flow: two.flow, code: first }, 'factor.codeWrong')
  await two.client.call('signin.verifyTotp', { flow: two.flow, code: second })
  assert.equal((await person.client.call('factors.state', {})).recoveryCodesLeft, RECOVERY_CODES - 2)
  const kept = (await world.database.query('select code_hash from identity.recovery_code')) as { code_hash: Buffer }[]
  assert.ok(kept.length >= RECOVERY_CODES && kept.every(({ code_hash }) => code_hash.length === 32))
  const plain = new Set(app.recoveryCodes.map((code) => code.replace('-', '')))
  assert.ok(kept.every(({ code_hash }) => !plain.has(code_hash.toString('latin1').slice(0, 10))))
  const { recoveryCodes } = await person.client.call('factors.renewRecoveryCodes', { code: await app.code() })
  const three = await atApp(person.phone)
  await three.client.refused('signin.verifyTotp', { flow: three.flow, code: app.recoveryCodes[5]! }, 'factor.codeWrong')
  await three.client.call('signin.verifyTotp', { flow: three.flow, code: recoveryCodes[5]! })
})

test('[A-03/told] devices that are signed in are told of a sign-in with a code on paper, and no others', async () => {
  const { person, app } = await withApp()
  const toldAt = async (client: Client) => (await client.call('sessions.current', {})).recoveryCodeAt
  const byApp = await atApp(person.phone)
  await byApp.client.call('signin.verifyTotp', { flow: byApp.flow, code: await app.code() })
  assert.equal(await toldAt(person.client), null, 'a code of the app is nothing to be told of')
  const [code, other] = app.recoveryCodes as [string, string]
  await person.client.refused('factors.renewRecoveryCodes', { code: 'AAAAA-AAAAA' }, 'factor.codeWrong')
  const byPaper = await atApp(person.phone)
  const before = world.clock.now()
  await byPaper.client.call('signin.verifyTotp', { flow: byPaper.flow, code })
  const usedAt = (await toldAt(person.client))!
  assert.ok(Date.parse(usedAt) >= before && Date.parse(usedAt) <= world.clock.now())
  assert.equal(await toldAt(byApp.client), usedAt)
  assert.equal(await toldAt(byPaper.client), null, 'whoever has used it knows')
  // Whoever holds the paper cannot take the word back with another code of it.
  await byPaper.client.call('factors.renewRecoveryCodes', { code: other })
  assert.equal(await toldAt(person.client), usedAt)
  const stranger = await withApp()
  assert.equal(await toldAt(stranger.person.client), null)
  world.clock.advance(RECOVERY_CODE_TOLD_MS)
  assert.equal(await toldAt(person.client), null)
})

test('[A-03/totp] it begins with the password and ends with a code; nothing is asked for before the app has shown one', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  const stranger = await withApp()
  await person.client.refused('factors.setUpTotp', { password: PASSWORD }, 'factor.passwordFirst')
  await setFirstPassword(world, person, PASSWORD)
  await person.client.refused('factors.setUpTotp', { password: 'Совсем-не-тот' }, 'signin.passwordWrong')
  await person.client.refused('factors.confirmTotp', { code: '123456' }, 'factor.notSet')
  const { secret, uri } = await person.client.call('factors.setUpTotp', { password: PASSWORD })
  assert.ok(uri.startsWith('otpauth://totp/') && uri.includes(secret) && !uri.includes(person.phone.slice(1)))
  assert.equal((await person.client.call('factors.state', {})).totp, false)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const before = await world.client().call('signin.start', { phone: person.phone })
  assert.equal((await world.client().call('signin.password', { flow: before.flow, password: PASSWORD })).next, 'code')
  await person.client.refused('factors.confirmTotp', { code: await stranger.app.code() }, 'factor.codeWrong')
  const { recoveryCodes } = await person.client.call('factors.confirmTotp', { code: await showCode(world, secret) })
  await person.client.refused('factors.setUpTotp', { password: PASSWORD }, 'factor.isSet')
  await person.client.refused('factors.removeTotp', { code: stranger.app.recoveryCodes[0]! }, 'factor.codeWrong')
  await person.client.call('factors.removeTotp', { code: recoveryCodes[0]! })
  assert.deepEqual(await person.client.call('factors.state', {}), {
    totp: false,
    recoveryCodesLeft: 0,
    hasPassword: true,
  })
  await person.client.call('factors.removeTotp', { code: recoveryCodes[0]! })
  assert.equal((await stranger.person.client.call('factors.state', {})).totp, true)
})

test('[A-03/totp] browsers that were trusted by an SMS are trusted no more, but the one at which the app was set up', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  await setFirstPassword(world, person, PASSWORD)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const other = world.client()
  const { flow } = await other.call('signin.start', { phone: person.phone })
  await other.call('signin.password', { flow, password: PASSWORD })
  await other.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })
  await setUpCodeApp(world, person.client, PASSWORD)
  await other.call('sessions.signOut', {})
  await atApp(person.phone, other)
  await person.client.call('sessions.signOut', {})
  const here = await person.client.call('signin.start', { phone: person.phone })
  assert.equal((await person.client.call('signin.password', { flow: here.flow, password: PASSWORD })).next, 'done')
})

test('[A-03/totp] ten tries of an account in an hour, from whichever device', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const person = await signIn(strict, newPhone(), ABOUT)
  await strict.database.query('delete from platform.rate_limit')
  await setFirstPassword(strict, person, PASSWORD)
  const app = await setUpCodeApp(strict, person.client, PASSWORD)
  await strict.database.query('delete from platform.rate_limit')
  const told: string[] = []
  for (let i = 0; i <= FACTOR_TRIES_PER_HOUR; i += 1) {
    await strict.database.query(`delete from platform.rate_limit where key like 'password.%'`)
    const client = strict.client()
    const { flow } = await client.call('signin.start', { phone: person.phone })
    await client.call('signin.password', { flow, password: PASSWORD })
    const code = i === FACTOR_TRIES_PER_HOUR ? await app.code() : 'ZZZZZ-ZZZZZ'
    const answer = await client.post('signin.verifyTotp', JSON.stringify({ flow, code }))
    told.push(JSON.parse(answer.text).code)
  }
  assert.deepEqual(told, [...Array<string>(FACTOR_TRIES_PER_HOUR).fill('factor.codeWrong'), 'rate.limited'])
})

test('[A-03/totp] an operator with an app shows it at every sign-in', async () => {
  const phone = newPhone()
  const operator = await signInOperator(world, phone)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  await operator.call('password.requestCode', {})
  await operator.call('password.change', { password: PASSWORD, proof: { code: codeFor(world, phone) } })
  const app = await setUpCodeApp(world, operator, PASSWORD)
  const client = world.client('operator')
  for (const code of [await app.code(), app.recoveryCodes[0]!]) {
    const { flow } = await atApp(phone, client)
    await client.refused('requests.list', {}, client.cookies.has('__Host-parta') ? 'session.ended' : 'session.required')
    assert.equal((await client.call('signin.verifyTotp', { flow, code })).next, 'done')
    await client.call('requests.list', {})
    await client.call('sessions.signOut', {})
  }
})
