import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { startCallGateway } from '#testkit/call-gateway.ts'
import type { Client } from '#testkit/client.ts'
import { agree, createOutsideSystem, type OutsideSystem } from '#testkit/oidc-client.ts'
import { codeFor, newPhone, type Person, signIn } from '#testkit/people.ts'
import { setFirstPassword, setUpCodeApp } from '#testkit/second-factor.ts'
import { SoftwareAuthenticator } from '#testkit/software-authenticator.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { ONE_FACTOR, TWO_FACTORS } from '../sessions/signin-methods.ts'

const PASSWORD = 'Осенний-лес-шумит'
const CALLED = '048213'

let gateway: Awaited<ReturnType<typeof startCallGateway>>
let world: World
let diary: OutsideSystem
before(async () => {
  gateway = await startCallGateway(CALLED)
  world = await createWorld({ environment: { PARTA_CALLS: 'http', PARTA_CALLS_URL: gateway.url } })
  diary = await createOutsideSystem(world)
})
after(async () => {
  await diary[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
  await gateway[Symbol.asyncDispose]()
})

const somebody = () => signIn(world, newPhone(), { surname: 'Лукина', name: 'Ольга' })

async function withPassword(): Promise<Person> {
  const person = await somebody()
  await setFirstPassword(world, person, PASSWORD)
  return person
}

async function entering(browser: Client, options: Record<string, string> = {}) {
  const asked = await diary.ask('openid profile', options)
  return diary.take(asked, await agree(browser, asked))
}

async function toldOf(browser: Client): Promise<{ acr: unknown; amr: unknown }> {
  const { acr, amr } = (await entering(browser)).claims()!
  return { acr, amr }
}

/** Signs in by the password on a browser, as far as it takes him. */
async function byPassword(browser: Client, phone: string): Promise<{ flow: string; next: string }> {
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const { flow } = await browser.call('signin.start', { phone })
  const { next } = await browser.call('signin.password', { flow, password: PASSWORD })
  return { flow, next }
}

test('[IDN-07/acr] an outside system is told how somebody has signed in, and two factors are told where there were two', async () => {
  const person = await withPassword()
  assert.deepEqual(await toldOf(person.client), { acr: ONE_FACTOR, amr: ['sms'] })

  const laptop = world.client()
  const first = await byPassword(laptop, person.phone)
  await laptop.call('signin.verifyCode', { flow: first.flow, code: codeFor(world, person.phone) })
  assert.deepEqual(await toldOf(laptop), { acr: TWO_FACTORS, amr: ['pwd', 'sms', 'mfa'] })
  await laptop.call('sessions.signOut', {})
  assert.equal((await byPassword(laptop, person.phone)).next, 'done', 'the browser is trusted')
  assert.deepEqual(await toldOf(laptop), { acr: ONE_FACTOR, amr: ['pwd'] })

  const called = world.client()
  const { flow } = await byPassword(called, person.phone)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  await called.call('signin.requestCode', { flow, reason: 'again', call: true })
  await called.call('signin.verifyCode', { flow, code: CALLED })
  assert.deepEqual(await toldOf(called), { acr: TWO_FACTORS, amr: ['pwd', 'tel', 'mfa'] })
})

test('[IDN-07/acr-strong] a code of the app and a key of the device are two factors', async () => {
  const person = await withPassword()
  const device = new SoftwareAuthenticator(world.app.hosts.url('main'))
  const made = device.make(await person.client.call('passkeys.begin', { password: PASSWORD }), 'Ноутбук')
  await person.client.call('passkeys.add', made)
  const tablet = world.client()
  await tablet.call('signin.passkey', device.sign(await tablet.call('signin.startPasskey', {})))
  assert.deepEqual(await toldOf(tablet), { acr: TWO_FACTORS, amr: ['pop', 'user', 'mfa'] })

  const app = await setUpCodeApp(world, person.client, PASSWORD)
  const other = world.client()
  const { flow, next } = await byPassword(other, person.phone)
  assert.equal(next, 'totp')
  await other.call('signin.verifyTotp', { flow, code: await app.code() })
  assert.deepEqual(await toldOf(other), { acr: TWO_FACTORS, amr: ['pwd', 'otp', 'mfa'] })
})

test('[IDN-07/acr-forgot] a password that was set by a code is no second factor of that code', async () => {
  const person = await withPassword()
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const browser = world.client()
  const { flow } = await browser.call('signin.start', { phone: person.phone })
  await browser.call('signin.requestCode', { flow, reason: 'forgot' })
  const { next } = await browser.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })
  assert.equal(next, 'setPassword')
  await browser.call('signin.setPassword', { flow, password: 'Совсем-другой-лес' })
  assert.deepEqual(await toldOf(browser), { acr: ONE_FACTOR, amr: ['sms'] })
})

test('[IDN-07/acr-asked] whoever asks for two factors is told that there was one, by refresh too and at the door of the data never', async () => {
  const person = await somebody()
  assert.deepEqual(diary.config.serverMetadata().acr_values_supported, [ONE_FACTOR, TWO_FACTORS])
  const tokens = await entering(person.client, { acr_values: TWO_FACTORS })
  assert.equal(tokens.claims()!.acr, ONE_FACTOR)
  const renewed = await openid.refreshTokenGrant(diary.config, tokens.refresh_token!)
  assert.deepEqual([renewed.claims()!.acr, renewed.claims()!.amr], [ONE_FACTOR, ['sms']])
  const told = await openid.fetchUserInfo(diary.config, renewed.access_token, openid.skipSubjectCheck)
  assert.ok(!('acr' in told) && !('amr' in told))
})
