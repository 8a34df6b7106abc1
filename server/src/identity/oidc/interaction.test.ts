import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import type { Client } from '#testkit/client.ts'
import { agree, browse, createOutsideSystem, type OutsideSystem } from '#testkit/oidc-client.ts'
import { codeFor, newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let diary: OutsideSystem
before(async () => {
  world = await createWorld()
  diary = await createOutsideSystem(world, { name: 'Дневник «Пятёрка»' })
})
after(async () => {
  await diary[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

/** Somebody with two profiles of different names. */
async function twofold(): Promise<Person & { other: string }> {
  const person = await signIn(world, newPhone(), { surname: 'Учебная', name: 'Вера', birthDate: '2001-02-03' })
  const other = newId()
  await world.database.query(
    `insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select $2, account_id, person_id, 'personal', 'Личная', name, patronymic, created_at
     from identity.profile where id = $1`,
    [person.profileId, other],
  )
  return { ...person, other }
}

async function at(client: Client, scope: string, options: Record<string, string> = {}) {
  const asked = await diary.ask(scope, options)
  const { interaction } = await browse(client, asked.url)
  return { asked, id: interaction ?? assert.fail('no page was shown') }
}

async function nameAt(tokens: Awaited<ReturnType<OutsideSystem['take']>>) {
  return (await openid.fetchUserInfo(diary.config, tokens.access_token, openid.skipSubjectCheck)).family_name
}

test('[IDN-11] one of several profiles is chosen, and the client hears of that one only', async () => {
  const person = await twofold()
  const { asked, id } = await at(person.client, 'openid profile')
  const shown = await person.client.call('oidc.interaction', { id })
  assert.equal(shown.step, 'profile')
  assert.equal(shown.clientName, 'Дневник «Пятёрка»')
  assert.deepEqual(shown.profiles.map((each) => each.surname).sort(), ['Личная', 'Учебная'])
  await person.client.refused('oidc.confirm', { id }, 'oidc.profileNotChosen')
  await person.client.refused('oidc.chooseProfile', { id, profileId: newId() }, 'oidc.profileUnknown')
  const chosen = await person.client.call('oidc.chooseProfile', { id, profileId: person.other })
  assert.equal(chosen.step, 'data')
  assert.equal(chosen.disclosure?.surname, 'Личная')
  const { to } = await person.client.call('oidc.confirm', { id })
  const tokens = await diary.take(asked, (await browse(person.client, to)).url)
  assert.equal(await nameAt(tokens), 'Личная')
})

test('[IDN-11/once] who signs in for a client chooses his profile once, and may choose another before the data leave', async () => {
  const person = await twofold()
  const asked = await diary.ask('openid profile')
  const device = world.client()
  const arrival = await browse(device, asked.url)
  assert.equal(arrival.interaction, null, 'somebody who is signed out is sent to the sign-in')
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const { flow } = await device.call('signin.start', { phone: person.phone })
  await device.call('signin.requestCode', { flow, reason: 'first' })
  const next = await device.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })
  assert.equal(next.next, 'chooseProfile')
  await device.call('signin.chooseProfile', { flow, profileId: person.other })
  const { interaction } = await browse(device, new URL(arrival.url.searchParams.get('next')!, arrival.url))
  const shown = await device.call('oidc.interaction', { id: interaction! })
  assert.deepEqual([shown.step, shown.disclosure?.surname, shown.profiles.length], ['data', 'Личная', 2])
  const other = await device.call('oidc.chooseProfile', { id: interaction!, profileId: person.profileId })
  assert.equal(other.disclosure?.surname, 'Учебная')
  // Whoever was signed in before has chosen for himself, not for this client.
  const before = await at(person.client, 'openid profile')
  assert.equal((await person.client.call('oidc.interaction', { id: before.id })).step, 'profile')
})

test('[IDN-11/remembered] the choice is remembered for the client, on every device, until it asks anew', async () => {
  const person = await twofold()
  const first = await diary.ask('openid profile')
  const before = await diary.take(first, await agree(person.client, first, person.other))
  world.clock.advance(120_000)
  const elsewhere = await signIn(world, person.phone, person.about)
  const silent = await diary.ask('openid profile')
  const arrival = await browse(elsewhere.client, silent.url)
  const again = await diary.take(silent, arrival.url)
  assert.equal(await nameAt(again), 'Личная')
  assert.equal(again.claims()!.sub, before.claims()!.sub)
  const { asked, id } = await at(person.client, 'openid profile', { prompt: 'select_account' })
  assert.equal((await person.client.call('oidc.interaction', { id })).step, 'profile')
  await person.client.call('oidc.chooseProfile', { id, profileId: person.profileId })
  const { to } = await person.client.call('oidc.confirm', { id })
  const changed = await diary.take(asked, (await browse(person.client, to)).url)
  assert.equal(await nameAt(changed), 'Учебная')
  assert.notEqual(changed.claims()!.sub, before.claims()!.sub)
  for (const held of [before, again]) {
    await assert.rejects(openid.refreshTokenGrant(diary.config, held.refresh_token!), { error: 'invalid_grant' })
    await assert.rejects(nameAt(held), 'what was given for another profile shows nobody any more')
  }
})

test('[IDN-11/per-client] another client is asked about on its own', async () => {
  await using canteen = await createOutsideSystem(world)
  const person = await twofold()
  const asked = await diary.ask('openid profile')
  await diary.take(asked, await agree(person.client, asked, person.other))
  const { interaction } = await browse(person.client, (await canteen.ask('openid profile')).url)
  assert.equal((await person.client.call('oidc.interaction', { id: interaction! })).step, 'profile')
})

test('[IDN-12] what is shown before is what the client gets after, field by field', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Орлова', name: 'Нина', birthDate: '2010-05-06' })
  const { asked, id } = await at(person.client, 'openid profile')
  const { disclosure } = await person.client.call('oidc.interaction', { id })
  const nothing = { birthDate: null, organisations: null, link: false }
  assert.deepEqual(disclosure, { surname: 'Орлова', name: 'Нина', patronymic: '', ...nothing })
  const { to } = await person.client.call('oidc.confirm', { id })
  const tokens = await diary.take(asked, (await browse(person.client, to)).url)
  const told = await openid.fetchUserInfo(diary.config, tokens.access_token, openid.skipSubjectCheck)
  const { sub, ...claims } = told
  assert.ok(sub)
  assert.deepEqual(claims, { name: 'Орлова Нина', family_name: 'Орлова', given_name: 'Нина' })
  const more = await at(person.client, 'openid profile birthdate')
  const shown = await person.client.call('oidc.interaction', { id: more.id })
  assert.equal(shown.disclosure?.birthDate, '2010-05-06', 'more than before is shown before it leaves')
})

test('[IDN-12/corrected] what is corrected meanwhile is shown and leaves as it is now', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Ошипкина', name: 'Яна' })
  const { asked, id } = await at(person.client, 'openid profile')
  assert.equal((await person.client.call('oidc.interaction', { id })).disclosure?.surname, 'Ошипкина')
  await world.database.query(`update identity.profile set surname = 'Ошибкина' where id = $1`, [person.profileId])
  assert.equal((await person.client.call('oidc.interaction', { id })).disclosure?.surname, 'Ошибкина')
  const { to } = await person.client.call('oidc.confirm', { id })
  assert.equal(await nameAt(await diary.take(asked, (await browse(person.client, to)).url)), 'Ошибкина')
})

test('[IDN-12/cancelled] whoever cancels goes back to the client, which learns nothing', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Тихая', name: 'Зоя' })
  const { asked, id } = await at(person.client, 'openid profile')
  const { to } = await person.client.call('oidc.cancel', { id })
  const { url } = await browse(person.client, to)
  assert.equal(url.searchParams.get('error'), 'access_denied')
  assert.equal(url.searchParams.get('state'), asked.state)
  assert.equal(url.searchParams.get('code'), null)
  const late = await browse(person.client, to)
  assert.equal(late.status, 400)
  await person.client.refused('oidc.confirm', { id }, 'oidc.interactionEnded')
})
