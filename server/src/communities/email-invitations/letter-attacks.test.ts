import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { type Client, newId } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const CHILD = { surname: 'Младший', name: 'Егор', patronymic: '', birthDate: '2017-03-04' }
const PASSWORD = 'Осенний-лес-шумит'

const letterTo = (email: string) =>
  world.app.inbox.list().find((message) => message.kind === 'mail' && message.to === email)?.text ?? ''

let classes = 0
/** Sends a letter from a class of its own; returns the token of its link. */
async function letter(email: string): Promise<string> {
  classes += 1
  const { client } = cast.director
  const unit = { id: newId(), communityId: cast.school.communityId, name: `2-${classes}`, grade: 2 }
  const { id: unitId } = await client.call('units.create', unit)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  await client.call('emailInvitations.send', { unitId, emails: [email] })
  return /invitation=([\w-]{22})/.exec(letterTo(email))?.[1] ?? assert.fail('no letter came')
}

/** Comes by a letter as far as the last step. */
async function comeBy(token: string, name: string): Promise<{ client: Client; flow: string }> {
  const client = world.client()
  const { flow, next } = await client.call('signin.acceptInvitation', { token })
  assert.equal(next, 'about')
  await client.call('signin.about', { flow, ...CHILD, name })
  return { client, flow }
}

test('[IDN-13/two-letters] of two letters to one address the one that is opened before and ended late opens nothing', async () => {
  const email = 'two-letters@school.test'
  const [first, second] = [await letter(email), await letter(email)]
  const [late, child] = [await comeBy(second, 'Поздний'), await comeBy(first, 'Егор')]
  await child.client.call('signin.createProfile', { flow: child.flow })
  world.clock.advance(CODE_RESEND_MS + 1_000)
  await child.client.call('password.requestCode', {})
  const code = /\d{6}/.exec(letterTo(email))?.[0] ?? assert.fail('no code came')
  await child.client.call('password.change', { password: PASSWORD, proof: { code } })
  await late.client.refused('signin.createProfile', { flow: late.flow }, 'invitation.used')
  // Neither a session nor the screen for a new password has come of it.
  await late.client.refused('sessions.current', {}, 'session.required')
  await late.client.refused(
    'signin.setPassword',
    { flow: late.flow, password: 'Весенний-лес-молчит' },
    'signin.stepWrong',
  )
  const { profiles } = await child.client.call('sessions.current', {})
  assert.deepEqual(
    profiles.map(({ name }) => name),
    ['Егор'],
  )
})

test('[IDN-13/two-letters] of two letters to one address that end at one moment one makes the pupil', async () => {
  for (let turn = 0; turn < 4; turn += 1) {
    const email = `two-at-once-${turn}@school.test`
    const ways = [await comeBy(await letter(email), 'Егор'), await comeBy(await letter(email), 'Олег')]
    const ends = await Promise.allSettled(ways.map(({ client, flow }) => client.call('signin.createProfile', { flow })))
    assert.deepEqual(ends.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  }
})

test('[A-04/letter] a letter registers nobody of 14 or older, so no child without a consent by an older birth date', async () => {
  const token = await letter('too-old@school.test')
  const client = world.client()
  const { flow } = await client.call('signin.acceptInvitation', { token })
  for (const birthDate of ['1985-03-04', '2010-01-01']) {
    const refusal = await client.refused('signin.about', { flow, ...CHILD, birthDate }, 'signin.tooOld')
    assert.deepEqual(refusal.details, { ageMax: 13 })
  }
  // Whoever has mistyped goes on.
  assert.equal((await client.call('signin.about', { flow, ...CHILD })).next, 'createProfile')
  await client.call('signin.createProfile', { flow })
  assert.equal((await client.call('sessions.current', {})).awaitsConsent, true)
})
