import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { DELETION_WAIT_MS } from '#contract/identity/deletion.limits.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { codeFor, newPhone, type Person, signIn } from '#testkit/people.ts'
import { setFirstPassword, setUpCodeApp } from '#testkit/second-factor.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { newYoungPupil } from '#testkit/young.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const PASSWORD = 'Осенний-лес-шумит'
const ABOUT = { surname: 'Уходящев', name: 'Пётр', patronymic: 'Ильич' }

async function withPassword(about = ABOUT): Promise<Person> {
  const person = await signIn(world, newPhone(), about)
  await setFirstPassword(world, person, PASSWORD)
  return person
}

const asked = (person: Person) => person.client.call('deletion.ask', { by: { password: PASSWORD } })

/** Another device of somebody who has a password. */
async function onAnotherDevice({ phone }: Person): Promise<Person['client']> {
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone })
  await client.call('signin.password', { flow, password: PASSWORD })
  assert.equal((await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })).next, 'done')
  return client
}

test('[IDN-24/proof] a deletion asks for the password, the app besides where one is connected, and for a code where there is no password', async () => {
  const person = await withPassword()
  const { client } = person
  await client.refused('deletion.ask', { by: { password: 'Совсем-не-тот' } }, 'signin.passwordWrong')
  await client.refused('deletion.ask', { by: { code: '123456' } }, 'signin.passwordWrong')
  await client.refused('deletion.requestCode', {}, 'password.isSet')
  const app = await setUpCodeApp(world, client, PASSWORD)
  await client.refused('deletion.ask', { by: { password: PASSWORD } }, 'factor.codeWrong')
  const state = await client.call('deletion.state', {})
  assert.deepEqual([state.hasPassword, state.needsFactor, state.deletion], [true, true, null])
  await client.call('deletion.ask', { by: { password: PASSWORD }, factorCode: app.recoveryCodes[0]! })

  const plain = await signIn(world, newPhone(), ABOUT)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  await plain.client.refused('deletion.ask', { by: { code: '123456' } }, 'signin.codeSpent')
  await plain.client.call('deletion.requestCode', {})
  const code = codeFor(world, plain.phone)
  const wrong = code === '000000' ? '111111' : '000000'
  await plain.client.refused('deletion.ask', { by: { code: wrong } }, 'signin.codeWrong')
  await plain.client.refused('password.change', { password: PASSWORD, proof: { code } }, 'signin.codeSpent')
  const deletion = await plain.client.call('deletion.ask', { by: { code } })
  const again = await plain.client.call('deletion.ask', { by: { code } })
  assert.deepEqual(again, deletion, 'a repeat after a lost answer is answered the same')
})

test('[IDN-24/term] within the term other sessions are over, this one only takes it back, and so does a new sign-in', async () => {
  const person = await withPassword()
  await join(cast.school, person, { unitId: cast.classId, role: 'staff', position: 'Учитель' })
  const other = await onAnotherDevice(person)
  await using socket = await world.socket(person.client)
  await socket.hello()
  const { number, askedAt, dueAt } = await asked(person)
  assert.equal(Date.parse(dueAt) - Date.parse(askedAt), DELETION_WAIT_MS)
  await other.refused('sessions.current', {}, 'session.ended')
  assert.equal((await other.call('sessions.lastEnd', {})).end?.why, 'deletion')
  await socket.closed()
  const late = await onAnotherDevice(person)
  for (const client of [person.client, late]) {
    const { leavesAt, activeProfileId } = await client.call('sessions.current', {})
    assert.deepEqual([leavesAt, activeProfileId], [dueAt, null])
    await client.refused('communities.mine', {}, 'account.leaving')
    await client.refused('profiles.own', {}, 'account.leaving')
    await client.refused('phone.begin', { phone: newPhone() }, 'account.leaving')
    await client.refused('sessions.endOthers', {}, 'account.leaving')
    assert.equal((await client.call('deletion.state', {})).deletion?.number, number)
  }
  await late.call('deletion.takeBack', {})
  await late.call('deletion.takeBack', {})
  for (const client of [person.client, late]) {
    assert.equal((await client.call('sessions.current', {})).activeProfileId, person.profileId)
    assert.equal((await client.call('communities.mine', {})).memberships.length, 1, 'roles stood all the time')
  }
  await late.refused('deletion.certificate', { number }, 'deletion.certificateUnknown')
  world.clock.advance(DELETION_WAIT_MS + 1_000)
  await world.app.identity.finishDeletions()
  assert.equal((await late.call('profiles.own', {})).surname, ABOUT.surname)
})

test('[IDN-24/told] whoever holds the number is told by SMS, in case it was not he', async () => {
  const person = await withPassword()
  await asked(person)
  const told = async () => {
    for (let tries = 0; tries < 100; tries += 1) {
      const sms = world.lastSms(person.phone)
      if (sms?.includes('удалён')) return sms
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return assert.fail('no SMS')
  }
  assert.match(await told(), /^Парта: \d\d\.\d\d\.\d{4} ваш аккаунт будет удалён/)
})

test('[IDN-24/nobody-new] within the term nobody finds the person as a contact, and lists of members show him still', async () => {
  const person = await withPassword()
  const { school, classId, teacher, director } = cast
  const { communityId } = school
  await join(school, person, { unitId: classId, role: 'staff', position: 'Учитель' })
  const seenBy = async ({ client }: Person) => {
    const { contacts } = await client.call('contacts.list', { communityId, limit: 200 })
    return contacts.some(({ profileId }) => profileId === person.profileId)
  }
  const direct = () => ({ id: newId(), profileId: person.profileId })
  assert.deepEqual([await seenBy(teacher), await seenBy(director)], [true, true])
  await asked(person)
  assert.deepEqual([await seenBy(teacher), await seenBy(director)], [false, false])
  await director.client.refused('chats.openDirect', direct(), 'chat.notContact')
  const { members } = await director.client.call('members.list', { communityId })
  assert.ok(members.some(({ profileId }) => profileId === person.profileId))
  await person.client.call('deletion.takeBack', {})
  assert.deepEqual([await seenBy(teacher), await seenBy(director)], [true, true])
  await director.client.call('chats.openDirect', direct())
})

test('[IDN-24/last-administrator] the last administrator stays until there is another one; of two who leave at once one stays', async () => {
  const { kindergarten } = cast
  const { communityId, administrator } = kindergarten
  await setFirstPassword(world, administrator, PASSWORD)
  const state = await administrator.client.call('deletion.state', {})
  assert.deepEqual(state.holds, [kindergarten.name])
  await administrator.client.refused('deletion.ask', { by: { password: PASSWORD } }, 'deletion.lastAdministrator')
  const second = await withPassword()
  await join(kindergarten, second, { unitId: kindergarten.staffUnitId, role: 'staff', position: 'Заведующий' })
  await world.database.query(
    `insert into communities.member_role (id, community_id, profile_id, role, granted_at, basis)
     values ($1, $2, $3, 'administrator', now(), 'request')`,
    [newId(), communityId, second.profileId],
  )
  assert.deepEqual((await administrator.client.call('deletion.state', {})).holds, [])
  const outcomes = await Promise.allSettled([asked(administrator), asked(second)])
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const [leaves, stays] = outcomes[0].status === 'fulfilled' ? [administrator, second] : [second, administrator]
  const removal = { communityId, profileId: stays.profileId }
  await stays.client.refused('members.remove', removal, 'member.lastAdministrator')
  await leaves.client.call('deletion.takeBack', {})
  assert.deepEqual((await stays.client.call('deletion.state', {})).holds, [])
})

test('[IDN-24/children] the page says before whose consent ends, and who could give it anew', async () => {
  const child = await newYoungPupil(world, cast)
  const parents: Person[] = []
  for (const name of ['Ольга', 'Олег']) {
    const parent = await withPassword({ surname: 'Малышева', name, patronymic: '' })
    await join(cast.school, parent, { unitId: cast.classId, role: 'parent', childProfileId: child.profileId })
    parents.push(parent)
  }
  const [mother, father] = parents as [Person, Person]
  await mother.client.call('consents.give', { childProfileId: child.profileId, textVersion: CONSENT_TEXT_VERSION })
  const told = { profileId: child.profileId, name: 'Тим Малышев', othersLeft: 1 }
  assert.deepEqual((await mother.client.call('deletion.state', {})).children, [told])
  assert.deepEqual((await father.client.call('deletion.state', {})).children, [])
  await asked(mother)
  assert.equal((await child.client.call('sessions.current', {})).awaitsConsent, false, 'not before the term')
  world.clock.advance(DELETION_WAIT_MS)
  await world.app.identity.finishDeletions()
  assert.equal((await child.client.call('sessions.current', {})).awaitsConsent, true)
  const left = await father.client.call('consents.children', {})
  assert.equal(left.children.length, 1, 'the other guardian stays')
  await father.client.call('consents.give', { childProfileId: child.profileId, textVersion: CONSENT_TEXT_VERSION })
  assert.equal((await child.client.call('sessions.current', {})).awaitsConsent, false)
})
