import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EMAIL_GRADE_MAX, INVITATION_LIFE_MS } from '#contract/communities/communities.limits.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { type Client, newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let leader: Person
/** 4«А», led by `leader`. */
let classId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  classId = await newClass(4)
  leader = await signIn(world, newPhone(), { surname: 'Первая', name: 'Учительница', patronymic: 'Ивановна' })
  await join(cast.school, leader, { unitId: classId, role: 'lead', position: 'Учитель' })
})
after(() => world[Symbol.asyncDispose]())

let names = 0
async function newClass(grade: number): Promise<string> {
  names += 1
  const { communityId } = cast.school
  const input = { id: newId(), communityId, name: `${grade}-${names}`, grade }
  return (await cast.director.client.call('units.create', input)).id
}

let addresses = 0
const newEmail = () => {
  addresses += 1
  return `rebenok${addresses}@school.test`
}
const letterTo = (email: string) =>
  world.app.inbox.list().find((message) => message.kind === 'mail' && message.to === email)?.text
const tokenFor = (email: string) =>
  /invitation=([\w-]{22})/.exec(letterTo(email) ?? '')?.[1] ?? assert.fail(`No letter went to ${email}`)
const codeIn = (email: string) => /\d{6}/.exec(letterTo(email) ?? '')?.[0] ?? assert.fail('No code came')

const invite = (...emails: string[]) => leader.client.call('emailInvitations.send', { unitId: classId, emails })
const invitationOf = async (email: string) =>
  (await leader.client.call('emailInvitations.list', { unitId: classId })).invitations.find(
    (each) => each.email === email,
  )

const ABOUT = { surname: 'Младший', name: 'Егор', patronymic: '', birthDate: '2017-03-04' }

/** Registers by a letter as far as the last step. */
async function comeBy(token: string, client = world.client()): Promise<{ client: Client; flow: string }> {
  const { flow, next } = await client.call('signin.acceptInvitation', { token })
  assert.equal(next, 'about')
  assert.equal((await client.call('signin.about', { flow, ...ABOUT })).next, 'createProfile')
  return { client, flow }
}

async function register(token: string): Promise<Client> {
  const { client, flow } = await comeBy(token)
  assert.equal((await client.call('signin.createProfile', { flow })).next, 'done')
  return client
}

test('[IDN-13] [INV-10] a child registers by the letter of its teacher and stands in the queue of the class', async () => {
  const email = newEmail()
  await invite(email)
  assert.equal((await invitationOf(email))?.state, 'sent')
  const opened = await world.client().call('signin.openInvitation', { token: tokenFor(email) })
  assert.equal(opened.communityName, 'Школа № 1234')
  const client = await register(tokenFor(email))
  const session = await client.call('sessions.current', {})
  // Under 14 nothing opens before a guardian has consented.
  assert.ok(session.awaitsConsent && session.phoneMasked.endsWith('@school.test'))
  const { communityId } = cast.school
  const queue = await cast.director.client.call('applications.queue', { communityId, unitId: classId })
  const waiting = queue.applications.find(({ profileId }) => profileId === session.profiles[0]!.id)
  assert.deepEqual([waiting?.role, waiting?.unitId, waiting?.state], ['pupil', classId, 'pending'])
  const state = await invitationOf(email)
  assert.deepEqual([state?.state, state?.name], ['came', 'Младший Егор'])
  await cast.director.client.call('applications.decide', { communityId, ids: [waiting!.id], decision: 'approve' })
  assert.equal((await invitationOf(email))?.state, 'joined')
})

test('[IDN-13/once] the link of a letter makes one pupil, also when two open it at once', async () => {
  const email = newEmail()
  await invite(email)
  const token = tokenFor(email)
  const [one, other] = [await comeBy(token), await comeBy(token)]
  await one.client.call('signin.createProfile', { flow: one.flow })
  await other.client.refused('signin.createProfile', { flow: other.flow }, 'invitation.used')
  await world.client().refused('signin.acceptInvitation', { token }, 'invitation.used')
  await world.client().refused('signin.openInvitation', { token: 'x'.repeat(22) }, 'invitation.unknown')
})

test('[IDN-13/only] the address alone registers nobody, and says so only to whoever reads its mail', async () => {
  const [unknown, known] = [newEmail(), newEmail()]
  await invite(known)
  await register(tokenFor(known))
  const answers = []
  for (const email of [unknown, known]) {
    const client = world.client()
    const { flow, ...started } = await client.call('signin.startEmail', { email })
    await client.refused('signin.password', { flow, password: 'неверный пароль' }, 'signin.passwordWrong')
    world.clock.advance(61_000)
    const sent = await client.call('signin.requestCode', { flow, reason: 'first' })
    answers.push([started.next, Object.keys(sent)])
    const code = codeIn(email)
    if (email === unknown) await client.refused('signin.verifyCode', { flow, code }, 'signin.invitationNeeded')
    else assert.equal((await client.call('signin.verifyCode', { flow, code })).next, 'done')
  }
  assert.deepEqual(answers[0], answers[1])
  await world.client().refused('signin.startEmail', { email: 'не адрес' }, 'signin.emailInvalid')
})

test('[IDN-13/known] a letter to an address that signs in already opens nothing without its password or a code', async () => {
  const email = newEmail()
  await invite(email)
  const first = await register(tokenFor(email))
  const { profiles } = await first.call('sessions.current', {})
  const unitId = await newClass(2)
  world.clock.advance(61_000)
  await cast.director.client.call('emailInvitations.send', { unitId, emails: [email] })
  const token = tokenFor(email)
  assert.equal((await world.client().call('signin.openInvitation', { token })).known, true)
  const client = world.client()
  const { flow, next } = await client.call('signin.acceptInvitation', { token })
  assert.equal(next, 'password')
  await client.refused('signin.createProfile', { flow }, 'signin.stepWrong')
  await client.call('signin.requestCode', { flow, reason: 'first' })
  assert.equal((await client.call('signin.verifyCode', { flow, code: codeIn(email) })).next, 'done')
  const { communityId } = cast.school
  const { applications } = await cast.director.client.call('applications.queue', { communityId, unitId })
  assert.deepEqual(
    applications.map(({ profileId }) => profileId),
    [profiles[0]!.id],
  )
})

for (const grade of [1, EMAIL_GRADE_MAX]) {
  test(`[IDN-13/grade] grade ${grade} invites by e-mail`, async () => {
    const email = newEmail()
    const unitId = await newClass(grade)
    await cast.director.client.call('emailInvitations.send', { unitId, emails: [email] })
    await register(tokenFor(email))
  })
}

test('[IDN-13/grade] grade 5 and a unit without a grade do not', async () => {
  for (const unitId of [await newClass(EMAIL_GRADE_MAX + 1), cast.school.staffUnitId]) {
    const input = { unitId, emails: [newEmail()] }
    await cast.director.client.refused('emailInvitations.send', input, 'invitation.gradeRefused')
    await cast.director.client.refused('emailInvitations.list', { unitId }, 'invitation.gradeRefused')
  }
})

test('[INV-10/who] the leader of the class and those who make links invite; nobody else learns who was', async () => {
  const email = newEmail()
  await invite(email)
  const { id } = (await invitationOf(email))!
  for (const person of [cast.teacher, cast.secondTeacher, cast.pupil, cast.parent, cast.stranger]) {
    await person.client.refused('emailInvitations.list', { unitId: classId }, 'unit.unknown')
    await person.client.refused('emailInvitations.send', { unitId: classId, emails: [email] }, 'unit.unknown')
    await person.client.refused('emailInvitations.revoke', { invitationId: id }, 'invitation.unknown')
  }
  const { invitations } = await cast.director.client.call('emailInvitations.list', { unitId: classId })
  assert.ok(invitations.some((each) => each.email === email))
})

test('[INV-10/again] a letter that is sent again has another link, one that was taken back has none', async () => {
  const email = newEmail()
  await invite(email.toUpperCase())
  const first = tokenFor(email)
  await invite(email)
  const second = tokenFor(email)
  assert.notEqual(first, second)
  await world.client().refused('signin.acceptInvitation', { token: first }, 'invitation.unknown')
  await leader.client.call('emailInvitations.revoke', { invitationId: (await invitationOf(email))!.id })
  await world.client().refused('signin.acceptInvitation', { token: second }, 'invitation.revoked')
  assert.equal(await invitationOf(email), undefined)
  await invite(email)
  const { client, flow } = await comeBy(tokenFor(email))
  await leader.client.call('emailInvitations.revoke', { invitationId: (await invitationOf(email))!.id })
  await client.refused('signin.createProfile', { flow }, 'invitation.revoked')
})

test('[INV-10/import] a list is taken whole or not at all, and says which address is wrong', async () => {
  const emails = [newEmail(), newEmail()]
  await leader.client.refused(
    'emailInvitations.send',
    { unitId: classId, emails: [...emails, 'мама точка ру'] },
    'invitation.emailInvalid',
  )
  assert.equal(letterTo(emails[0]!), undefined)
  const { invitations } = await invite(...emails, ` ${emails[0]!} `)
  for (const email of emails) assert.equal(invitations.filter((each) => each.email === email).length, 1)
})

test('[IDN-13/expired] a link that nobody has opened for thirty days leads nowhere', async () => {
  const email = newEmail()
  await invite(email)
  world.clock.advance(INVITATION_LIFE_MS - 1_000)
  await world.client().call('signin.openInvitation', { token: tokenFor(email) })
  world.clock.advance(1_000)
  await world.client().refused('signin.openInvitation', { token: tokenFor(email) }, 'invitation.expired')
  assert.equal((await invitationOf(email))?.state, 'expired')
})
