import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { SESSION_LIFE_MS } from '#contract/identity/signin.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { addPhonelessPupil, entered, makeTablet, printCard } from '#testkit/class-cards.ts'
import type { Client } from '#testkit/client.ts'
import { agree, browse, createOutsideSystem, type OutsideSystem } from '#testkit/oidc-client.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { newYoungPupil } from '#testkit/young.ts'

let world: World
let cast: Cast
let diary: OutsideSystem
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  diary = await createOutsideSystem(world, { operator: cast.operator })
})
after(async () => {
  await diary[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const first = (client?: Client) => signIn(world, newPhone(), { surname: 'Первая', name: 'Анна' }, client)
const second = (client: Client) => signIn(world, newPhone(), { surname: 'Второй', name: 'Борис' }, client)

/** Somebody signs in on the way to the diary and agrees; the last step back is not made. */
async function agreed(browser: Client) {
  const asked = await diary.ask('openid profile')
  const arrival = await browse(browser, asked.url)
  const person = await first(browser)
  const { interaction } = await browse(browser, arrival.url.searchParams.get('next')!)
  const { to } = await browser.call('oidc.confirm', { id: interaction! })
  return { asked, person, to }
}

async function entering(browser: Client): Promise<openid.TokenEndpointResponse> {
  const asked = await diary.ask('openid profile')
  return diary.take(asked, await agree(browser, asked))
}

/** Nothing that a client holds opens anything. */
async function worthNothing(tokens: openid.TokenEndpointResponse): Promise<void> {
  await assert.rejects(openid.refreshTokenGrant(diary.config, tokens.refresh_token!), { error: 'invalid_grant' })
  await assert.rejects(openid.fetchUserInfo(diary.config, tokens.access_token, openid.skipSubjectCheck))
}

test('[IDN-01/last-step] the last step back to a client is worth nothing once the session is over', async () => {
  const browser = world.client()
  const { asked, person, to } = await agreed(browser)
  world.clock.advance(120_000)
  const phone = await signIn(world, person.phone, person.about)
  await phone.client.call('sessions.endOthers', {})
  const { url } = await browse(browser, to)
  assert.equal(url.searchParams.get('code'), null, 'a session that was ended from another device gives no code')
  assert.equal(url.pathname, '/id', 'the sign-in is asked for')
  await signIn(world, person.phone, person.about, browser)
  const back = await browse(browser, url.searchParams.get('next')!)
  assert.ok((await diary.take(asked, back.url)).access_token, 'and whoever signs in again comes back')
})

test('[IDN-01/last-step-other] whoever follows in the browser is asked in his own name, and gets nothing of the one before', async () => {
  for (const leaves of [true, false]) {
    const browser = world.client()
    const { asked, to } = await agreed(browser)
    if (leaves) await browser.call('sessions.signOut', {})
    await second(browser)
    const arrival = await browse(browser, to)
    assert.equal(arrival.url.searchParams.get('code'), null)
    const shown = await browser.call('oidc.interaction', { id: arrival.interaction! })
    assert.equal(shown.disclosure?.surname, 'Второй')
    const on = await browser.call('oidc.confirm', { id: arrival.interaction! })
    const tokens = await diary.take(asked, (await browse(browser, on.to)).url)
    const told = await openid.fetchUserInfo(diary.config, tokens.access_token, openid.skipSubjectCheck)
    assert.equal(told.family_name, 'Второй')
    assert.ok((await browser.call('sessions.current', {})).activeProfileId, 'nobody was signed out on the way')
  }
})

test('[IDN-01/leaving] whoever is leaving is nobody to outside systems, also after he has signed in again', async () => {
  const person = await first()
  const tokens = await entering(person.client)
  await setFirstPassword(world, person, 'Осенний-лес-шумит')
  await person.client.call('deletion.ask', { by: { password: 'Осенний-лес-шумит' } })
  await worthNothing(tokens)
  const silent = await browse(person.client, (await diary.ask('openid profile', { prompt: 'none' })).url)
  assert.equal(silent.url.searchParams.get('error'), 'login_required')
  await person.client.call('deletion.takeBack', {})
  assert.ok((await entering(person.client)).access_token)
})

test('[IDN-01/kept-in] whoever may not go to outside systems reads why, and goes back to the system, which learns nothing', async () => {
  const pupil = await addPhonelessPupil(cast, { surname: 'Урочкин', name: 'Тимур' })
  const tablet = await makeTablet(world, cast)
  await tablet.call('cards.enter', entered(await printCard(cast, pupil)))
  const leaver = await first()
  await setFirstPassword(world, leaver, 'Осенний-лес-шумит')
  await leaver.client.call('deletion.ask', { by: { password: 'Осенний-лес-шумит' } })
  const child = await newYoungPupil(world, cast)
  const said = [
    [tablet, /только на урок/],
    [leaver.client, /Аккаунт удаляется/],
    [child.client, /согласие родителя/],
  ] as const
  for (const [browser, sentence] of said) {
    const arrival = await browse(browser, (await diary.ask('openid profile')).url)
    assert.match(arrival.text, sentence)
    const back = /href="([^"]+\/id\/auth\/[^"]+)"/.exec(arrival.text)?.[1] ?? assert.fail(arrival.text)
    const { url } = await browse(browser, back)
    assert.deepEqual([url.host, url.searchParams.get('error')], [new URL(diary.redirectUri).host, 'access_denied'])
  }
})

test('[IDN-01/run-out] what is held ends with the session at once, also when it runs out by itself', async () => {
  const person = await first()
  world.clock.advance(SESSION_LIFE_MS - 60_000)
  const tokens = await entering(person.client)
  const renewed = await openid.refreshTokenGrant(diary.config, tokens.refresh_token!)
  world.clock.advance(61_000)
  await worthNothing(renewed)
})

test('[IDN-01/end-race] what is given while the session ends is worth nothing after', async () => {
  for (let i = 0; i < 8; i += 1) {
    const person = await first()
    await entering(person.client)
    const asked = await diary.ask('openid profile')
    const other = world.client()
    for (const [name, value] of person.client.cookies) other.cookies.set(name, value)
    const [arrival] = await Promise.all([browse(person.client, asked.url), other.call('sessions.signOut', {})])
    if (arrival.url.searchParams.get('code') === null) continue
    await assert.rejects(diary.take(asked, arrival.url), { error: 'invalid_grant' })
  }
})
