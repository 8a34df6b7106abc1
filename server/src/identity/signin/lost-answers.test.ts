import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CODE_RESEND_MS, FLOW_RESUME_MS } from '#contract/identity/signin.limits.ts'
import { codeFor, newPhone, type Person, signIn } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

const PASSWORD = 'Осенний-лес-шумит'
const ABOUT = { surname: 'Связьева', name: 'Ольга', patronymic: '', birthDate: '1990-01-01' }

const begun = async (phone = newPhone(), client = world.client()) => {
  const { flow } = await client.call('signin.start', { phone })
  return { client, phone, flow }
}

async function withPassword(): Promise<Person> {
  const person = await signIn(world, newPhone(), ABOUT)
  await setFirstPassword(world, person, PASSWORD)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  return person
}

test('[IDN-06/lost-answer] a step whose answer was lost is gone on with where it stands', async () => {
  const { client, phone, flow } = await begun()
  assert.deepEqual(await client.call('signin.resume', { flow }), { next: 'password' })
  const sent = await client.call('signin.requestCode', { flow, reason: 'first' })
  const { now: _then, ...told } = await client.call('signin.resume', { flow }).then((answer) => {
    assert.ok('resendAt' in answer, 'the code is on its way')
    return answer
  })
  const { now: _now, ...first } = sent
  assert.deepEqual(told, first)
  const code = codeFor(world, phone)
  assert.equal((await client.call('signin.verifyCode', { flow, code })).next, 'about')
  await client.refused('signin.verifyCode', { flow, code }, 'signin.stepWrong')
  assert.deepEqual(await client.call('signin.resume', { flow }), { next: 'about' })
  await client.call('signin.about', { flow, ...ABOUT })
  assert.deepEqual(await client.call('signin.resume', { flow }), { next: 'createProfile' })
})

test('[IDN-10/lost-answer] the profiles to choose from are told again', async () => {
  const person = await withPassword()
  await world.database.query(
    `insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select gen_random_uuid(), account_id, person_id, 'personal', 'Личная', name, patronymic, created_at
     from identity.profile where id = $1`,
    [person.profileId],
  )
  const { client, flow } = await begun(person.phone)
  await client.call('signin.password', { flow, password: PASSWORD })
  const chosen = await client.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })
  assert.equal(chosen.profiles?.length, 2)
  assert.deepEqual(await client.call('signin.resume', { flow }), chosen)
})

test('[IDN-06/lost-end] whose last answer was lost is signed in all the same, once, and what was lost opens nothing', async () => {
  const person = await withPassword()
  const { client, flow } = await begun(person.phone)
  await client.call('signin.password', { flow, password: PASSWORD })
  const code = codeFor(world, person.phone)
  assert.equal((await client.call('signin.verifyCode', { flow, code })).next, 'done')
  const { sessionId } = await client.call('sessions.current', {})
  // The browser whose answer was lost has got no cookie.
  const browser = world.client()
  assert.deepEqual(await browser.call('signin.resume', { flow }), { next: 'done' })
  assert.equal(
    (await browser.call('sessions.current', {})).sessionId,
    sessionId,
    'no second session stands in the list',
  )
  await client.refused('sessions.current', {}, 'session.ended')
  await browser.call('sessions.signOut', {})
  const again = await begun(person.phone, browser)
  const next = await browser.call('signin.password', { flow: again.flow, password: PASSWORD })
  assert.equal(next.next, 'done', 'the browser is trusted')
})

test('[IDN-06/lost-late] what has ended is no way in later, nor after its session is over, nor for whoever has another token', async () => {
  const late = await begun()
  const { client, flow, phone } = late
  await client.call('signin.requestCode', { flow, reason: 'first' })
  await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })
  await client.call('signin.about', { flow, ...ABOUT })
  await client.call('signin.createProfile', { flow })
  const stranger = world.client()
  await stranger.refused('signin.resume', { flow: 'A'.repeat(43) }, 'signin.flowEnded')
  await world.client('operator').refused('signin.resume', { flow }, 'signin.flowEnded')
  world.clock.advance(FLOW_RESUME_MS + 1_000)
  await stranger.refused('signin.resume', { flow }, 'signin.flowEnded')
  await client.call('sessions.current', {})

  const person = await withPassword()
  const quick = await begun(person.phone)
  await quick.client.call('signin.password', { flow: quick.flow, password: PASSWORD })
  await quick.client.call('signin.verifyCode', { flow: quick.flow, code: codeFor(world, person.phone) })
  await quick.client.call('sessions.signOut', {})
  await stranger.refused('signin.resume', { flow: quick.flow }, 'signin.flowEnded')
  await stranger.refused('sessions.current', {}, 'session.required')
})
