import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LINK_GRADE_MIN } from '#contract/communities/communities.limits.ts'
import { SELF_REGISTRATION_AGE } from '#contract/identity/signin.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { type Client, newId } from '#testkit/client.ts'
import { codeFor, newPhone } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { newYoungPupil, recordConsent } from '#testkit/young.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

let names = 0
/** A link of a new class, and the class. */
async function linkOf(grade: number | undefined, role: 'pupil' | 'staff' = 'pupil') {
  names += 1
  const { communityId } = cast.school
  const unit = await cast.director.client.call('units.create', {
    id: newId(),
    communityId,
    name: `Группа ${names}`,
    ...(grade === undefined ? {} : { grade }),
  })
  const link = await cast.director.client.call('links.create', { id: newId(), unitId: unit.id, role })
  return { ...link, unitId: unit.id }
}

const bornAgo = (years: number) => `${new Date(world.clock.now()).getUTCFullYear() - years}-01-01`
const aboutOf = (years: number) => ({ surname: 'Средний', name: 'Олег', patronymic: '', birthDate: bornAgo(years) })

/** Signs in by a phone, or an e-mail address, through a link, as far as the question who he is. */
async function comeBy(link: string | undefined, address = newPhone()): Promise<{ client: Client; flow: string }> {
  const client = world.client()
  const { flow } = address.includes('@')
    ? await client.call('signin.startEmail', { email: address, link })
    : await client.call('signin.start', { phone: address, link })
  await client.call('signin.requestCode', { flow, reason: 'first' })
  const code = address.includes('@') ? codeIn(address) : codeFor(world, address)
  assert.equal((await client.call('signin.verifyCode', { flow, code })).next, 'about')
  return { client, flow }
}
const codeIn = (email: string) =>
  /\b\d{6}\b/.exec(world.app.inbox.list().find((message) => message.to === email)?.text ?? '')?.[0] ?? ''

async function register(link: string, address?: string, years = 11): Promise<Client> {
  const { client, flow } = await comeBy(link, address)
  await client.call('signin.about', { flow, ...aboutOf(years) })
  assert.equal((await client.call('signin.createProfile', { flow })).next, 'done')
  return client
}
const queueOf = async (unitId: string) =>
  (await cast.director.client.call('applications.queue', { communityId: cast.school.communityId, unitId })).applications

for (const address of ['phone', 'e-mail'] as const) {
  test(`[IDN-17] a child of eleven registers by the link of its class with ${address}, and waits in its queue`, async () => {
    const link = await linkOf(LINK_GRADE_MIN)
    const client = await register(link.token, address === 'phone' ? undefined : 'oleg@school.test')
    const session = await client.call('sessions.current', {})
    assert.ok(session.awaitsConsent)
    const [waiting, ...others] = await queueOf(link.unitId)
    assert.deepEqual([waiting?.profileId, waiting?.role, waiting?.state], [session.profiles[0]!.id, 'pupil', 'pending'])
    assert.deepEqual(others, [])
    const { links } = await cast.director.client.call('links.list', { communityId: cast.school.communityId })
    assert.equal(links.find(({ id }) => id === link.id)?.uses, 1)
  })
}

test('[IDN-17/young] signing in once more by the link applies no second time', async () => {
  const link = await linkOf(LINK_GRADE_MIN)
  const phone = newPhone()
  await register(link.token, phone)
  world.clock.advance(61_000)
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone, link: link.token })
  await client.call('signin.requestCode', { flow, reason: 'first' })
  assert.equal((await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })).next, 'done')
  assert.equal((await queueOf(link.unitId)).length, 1)
})

test('[IDN-17/uninvited] a child younger than 14 registers by no other link, by a dead one or by none', async () => {
  const revoked = await linkOf(LINK_GRADE_MIN)
  await cast.director.client.call('links.revoke', { linkId: revoked.id })
  const tokens = [
    undefined,
    'x'.repeat(22),
    revoked.token,
    (await linkOf(LINK_GRADE_MIN - 1)).token,
    (await linkOf(undefined)).token,
    (await linkOf(LINK_GRADE_MIN, 'staff')).token,
  ]
  for (const token of tokens) {
    const { client, flow } = await comeBy(token)
    await client.refused('signin.about', { flow, ...aboutOf(SELF_REGISTRATION_AGE - 1) }, 'signin.tooYoung')
  }
})

test('[IDN-17/email] an address of nobody registers only by a good link', async () => {
  for (const token of [undefined, (await linkOf(LINK_GRADE_MIN - 1)).token]) {
    const email = `nikto${names}@school.test`
    const client = world.client()
    const { flow } = await client.call('signin.startEmail', { email, link: token })
    world.clock.advance(61_000)
    await client.call('signin.requestCode', { flow, reason: 'first' })
    await client.refused('signin.verifyCode', { flow, code: codeIn(email) }, 'signin.invitationNeeded')
  }
})

test('[IDN-17/self] whoever is 14 applies himself: signing in by a link makes no application', async () => {
  const link = await linkOf(LINK_GRADE_MIN)
  await register(link.token, undefined, SELF_REGISTRATION_AGE)
  assert.deepEqual(await queueOf(link.unitId), [])
})

test('[IDN-17/consented] a pupil younger than 14 for whom a parent has consented applies by a link like anybody', async () => {
  const pupil = await newYoungPupil(world, cast)
  await recordConsent(cast, pupil)
  const link = await linkOf(LINK_GRADE_MIN)
  await pupil.client.call('applications.submit', { id: newId(), token: link.token })
  assert.deepEqual(
    (await queueOf(link.unitId)).map(({ profileId }) => profileId),
    [pupil.profileId],
  )
})
