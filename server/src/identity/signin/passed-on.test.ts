import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { codeFor, leaveAlone, newId, newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { setFirstPassword, setUpCodeApp } from '#testkit/second-factor.ts'
import { SoftwareAuthenticator } from '#testkit/software-authenticator.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const ABOUT = { surname: 'Соколова', name: 'Марина', patronymic: 'Игоревна', birthDate: '1985-03-14' }
const NEWCOMER = { surname: 'Лебедев', name: 'Олег', patronymic: '', birthDate: '1990-01-01' }
const PASSWORD = 'Осенний-лес-шумит'

async function byCode(phone: string, reason: 'first' | 'forgot' = 'first', client = world.client()) {
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const { flow } = await client.call('signin.start', { phone })
  await client.call('signin.requestCode', { flow, reason })
  const code = codeFor(world, phone)
  return { client, flow, code, answer: await client.call('signin.verifyCode', { flow, code }) }
}

const profileOf = async ({ client }: Pick<Person, 'client'>) =>
  (await client.call('sessions.current', {})).activeProfileId

test('[IDN-25/asked] an account that nobody has used for half a year is not opened by a code alone; its password opens it', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  await setFirstPassword(world, person, PASSWORD)
  assert.equal((await byCode(person.phone)).answer.next, 'setPassword', 'not while it is used')
  await leaveAlone(world, person)
  for (const reason of ['first', 'forgot'] as const) {
    const { client, flow, answer } = await byCode(person.phone, reason)
    assert.deepEqual(answer, { next: 'reverify' }, 'nothing of the account is told')
    await client.refused('signin.setPassword', { flow, password: PASSWORD }, 'signin.stepWrong')
    await client.refused('signin.createProfile', { flow }, 'signin.stepWrong')
    await client.refused('signin.reverify', { flow, proof: { password: 'Совсем-не-тот' } }, 'signin.passwordWrong')
    await client.refused('signin.reverify', { flow, proof: { code: '123456' } }, 'factor.codeWrong')
    if (reason === 'first') continue
    assert.equal((await client.call('signin.reverify', { flow, proof: { password: PASSWORD } })).next, 'done')
    assert.equal(await profileOf({ client }), person.profileId)
  }
  assert.equal((await byCode(person.phone)).answer.next, 'setPassword', 'it is used again')
})

test('[IDN-25/asked] the password first, and a code then, is asked nothing more', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  await setFirstPassword(world, person, PASSWORD)
  await leaveAlone(world, person)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone: person.phone })
  await client.call('signin.password', { flow, password: PASSWORD })
  assert.equal((await client.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })).next, 'done')
})

test('[IDN-25] whoever has the number now gets an empty account; of the old one he sees nothing, and nobody enters it any more', async () => {
  const { teacher, director, school } = cast
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title: 'Совещание',
    memberIds: [director.profileId],
  })
  await leaveAlone(world, teacher)
  const { client, flow, answer } = await byCode(teacher.phone)
  assert.deepEqual(answer, { next: 'reverify' })
  const other = await byCode(teacher.phone)
  assert.deepEqual(await client.call('signin.beginAnew', { flow }), { next: 'about' })
  await other.client.refused('signin.beginAnew', { flow: other.flow }, 'signin.flowEnded')
  await client.call('signin.about', { flow, ...NEWCOMER })
  assert.equal((await client.call('signin.createProfile', { flow })).next, 'done')
  const { profiles, activeProfileId } = await client.call('sessions.current', {})
  assert.deepEqual(
    profiles.map(({ surname }) => surname),
    [NEWCOMER.surname],
  )
  assert.notEqual(activeProfileId, teacher.profileId)
  assert.deepEqual((await client.call('communities.mine', {})).memberships, [])
  await client.refused('chats.get', { chatId: chat.id }, 'chat.unknown')
  assert.deepEqual((await client.call('profiles.cards', { ids: [teacher.profileId] })).cards, [])
  await teacher.client.refused('sessions.current', {}, 'session.ended')
  assert.equal((await teacher.client.call('sessions.lastEnd', {})).end?.why, 'passedOn')
  const { members } = await director.client.call('members.list', { communityId: school.communityId })
  assert.ok(
    members.some(({ profileId }) => profileId === teacher.profileId),
    'the organisation keeps its member',
  )
  const again = await byCode(teacher.phone)
  assert.equal(again.answer.next, 'done')
  assert.equal(await profileOf(again), activeProfileId)
})

test('[IDN-25/factor] the app opens it too, and does not stand in the newcomer’s way; keys of the closed account open nothing', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  await setFirstPassword(world, person, PASSWORD)
  const device = new SoftwareAuthenticator(world.app.hosts.url('main'))
  const asked = await person.client.call('passkeys.begin', { password: PASSWORD })
  await person.client.call('passkeys.add', device.make(asked, 'Ноутбук'))
  const app = await setUpCodeApp(world, person.client, PASSWORD)
  await leaveAlone(world, person)
  const owner = await byCode(person.phone)
  const proof = { code: app.recoveryCodes[0]! }
  assert.equal((await owner.client.call('signin.reverify', { flow: owner.flow, proof })).next, 'setPassword')
  const { client, flow, answer } = await byCode(person.phone)
  assert.deepEqual(answer, { next: 'reverify' })
  assert.deepEqual(await client.call('signin.beginAnew', { flow }), { next: 'about' })
  const keyed = world.client()
  await keyed.refused('signin.passkey', device.sign(await keyed.call('signin.startPasskey', {})), 'passkey.refused')
})

test('[IDN-25/back] an owner who has come back meanwhile keeps the account', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  await setFirstPassword(world, person, PASSWORD)
  await leaveAlone(world, person)
  const newcomer = await byCode(person.phone)
  const owner = await byCode(person.phone)
  await owner.client.call('signin.reverify', { flow: owner.flow, proof: { password: PASSWORD } })
  await newcomer.client.refused('signin.beginAnew', { flow: newcomer.flow }, 'signin.stepWrong')
  assert.equal(await profileOf(owner), person.profileId)
})

test('[IDN-25/operator] the number of an operator gives nobody his right', async () => {
  const phone = newPhone()
  const operator = await signInOperator(world, phone)
  await world.database.query(
    `update identity.session set seen_at = seen_at - interval '1 year'
     where account_id = (select id from identity.account where phone = $1)`,
    [phone],
  )
  const desk = await byCode(phone, 'first', world.client('operator'))
  assert.deepEqual(desk.answer, { next: 'reverify' })
  await desk.client.refused('signin.beginAnew', { flow: desk.flow }, 'operator.required')
  await operator.call('requests.list', {})
})
