import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { type Cast, createCast, foundOrganisation, join, type Organisation } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { makeYoung, newYoungPupil, recordConsent } from '#testkit/young.ts'

const HOUR_MS = 3_600_000

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

/** A child under 14 of the class with its parents, one of whom has consented when `consents` says so. */
async function family(parents = 1, consents = true) {
  const child = await newYoungPupil(world, cast)
  const adults: Person[] = []
  for (let each = 0; each < parents; each += 1) adults.push(await parentOf(child))
  if (consents) await give(adults[0]!, child)
  return { child, parent: adults[0]!, other: adults[1]! }
}

async function parentOf(child: Person): Promise<Person> {
  const person = await signIn(world, newPhone(), { surname: 'Малышева', name: 'Ольга', patronymic: 'Юрьевна' })
  await join(cast.school, person, { unitId: cast.classId, role: 'parent', childProfileId: child.profileId })
  return person
}

const consentTo = (child: Person) => ({ childProfileId: child.profileId, textVersion: CONSENT_TEXT_VERSION })
const give = (parent: Person, child: Person) => parent.client.call('consents.give', consentTo(child))
const withdraw = (parent: Person, child: Person) =>
  parent.client.call('consents.withdraw', { childProfileId: child.profileId })
const placeOf = (child: Person) => ({ unitId: cast.classId, childProfileId: child.profileId })
const paper = (child: Person) => ({
  ...placeOf(child),
  textVersion: CONSENT_TEXT_VERSION,
  signedBy: 'Малышев  Юрий ',
  signedOn: '2024-09-02',
})
const familySeenBy = (person: Person, child: Person) => person.client.call('families.get', placeOf(child))

async function isOut(child: Person): Promise<boolean> {
  const { activeProfileId, awaitsConsent } = await child.client.call('sessions.current', {})
  assert.equal(activeProfileId, awaitsConsent ? null : child.profileId)
  return awaitsConsent
}

const isContact = async (viewer: Person, child: Person) => {
  const { communityId } = cast.school
  const { contacts } = await viewer.client.call('contacts.list', { communityId, limit: 200 })
  return contacts.some(({ profileId }) => profileId === child.profileId)
}
const isListed = async (viewer: Person, child: Person) => {
  const { communityId } = cast.school
  const { members } = await viewer.client.call('members.list', { communityId, unitId: cast.classId, limit: 200 })
  return members.some(({ profileId }) => profileId === child.profileId)
}
const open = (from: Person, to: Person) =>
  from.client.call('chats.openDirect', { id: newId(), profileId: to.profileId })
const group = (by: Person, others: Person[]) =>
  by.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: 'Чат',
    memberIds: others.map(({ profileId }) => profileId),
  })

test('[A-04/gate] a child under 14 without a consent can neither read nor write, and opens no socket', async () => {
  const { child } = await family(1, false)
  assert.ok(await isOut(child))
  await child.client.refused('communities.mine', {}, 'consent.required')
  await child.client.refused('chats.get', { chatId: newId() }, 'consent.required')
  const message = { chatId: newId(), key: newId(), text: 'Привет' }
  await child.client.refused('messages.send', message, 'consent.required')
  await assert.rejects(world.socket(child.client), /403/)
  // Signing in anew makes no difference, and signing out is never forbidden.
  await child.client.call('sessions.signOut', {})
})

test('[A-04/contacts] nobody has such a child among the contacts; the school sees it in its list, the class does not', async () => {
  const { child, parent } = await family(1, false)
  for (const viewer of [cast.teacher, cast.director, cast.pupil, cast.parent, parent]) {
    assert.equal(await isContact(viewer, child), false, viewer.client.name)
    await viewer.client.refused('chats.openDirect', { id: newId(), profileId: child.profileId }, 'chat.notContact')
  }
  const input = { id: newId(), communityId: cast.school.communityId, title: 'Чат', memberIds: [child.profileId] }
  await cast.pupil.client.refused('chats.create', input, 'chat.notContact')
  assert.deepEqual([await isListed(cast.teacher, child), await isListed(cast.director, child)], [true, true])
  assert.deepEqual([await isListed(cast.pupil, child), await isListed(cast.parent, child)], [false, false])
  const { cards } = await cast.pupil.client.call('profiles.cards', { ids: [child.profileId] })
  assert.deepEqual(cards, [])
  await give(parent, child)
  assert.ok((await isContact(cast.pupil, child)) && (await isListed(cast.pupil, child)))
  await open(cast.secondPupil, child)
})

test('[A-04/give] a guardian reads the text, consents on the own page, and the child is in', async () => {
  const { child, parent } = await family(1, false)
  const [before] = (await parent.client.call('consents.children', {})).children
  assert.deepEqual(
    [before?.childProfileId, before?.surname, before?.places.map(({ unitName }) => unitName)],
    [child.profileId, 'Малышев', ['5«Б»']],
  )
  assert.deepEqual(before?.state, { needed: true, consent: null, endedAt: null })
  const old = { ...consentTo(child), textVersion: CONSENT_TEXT_VERSION + 1 }
  await parent.client.refused('consents.give', old, 'consent.textChanged')
  const { state } = await give(parent, child)
  assert.deepEqual(
    [state.consent?.giverName, state.consent?.textVersion, state.consent?.paper],
    ['Малышева Ольга Юрьевна', CONSENT_TEXT_VERSION, null],
  )
  await parent.client.refused('consents.give', consentTo(child), 'consent.given')
  assert.equal(await isOut(child), false)
  await (await world.socket(child.client)).hello()
  assert.equal((await familySeenBy(cast.teacher, child)).consent?.consent?.giverName, 'Малышева Ольга Юрьевна')
  assert.equal((await familySeenBy(child, child)).consent, null)
})

test('[A-04/who] nobody else consents or withdraws for a child: no other parent, no staff, not the child itself', async () => {
  const { child } = await family()
  const { teacher, director, parent, pupil, stranger, newcomer } = cast
  for (const person of [teacher, director, parent, pupil, stranger, newcomer, child]) {
    await person.client.refused('consents.give', consentTo(child), 'member.unknown')
    await person.client.refused('consents.withdraw', { childProfileId: child.profileId }, 'member.unknown')
    assert.equal((await person.client.call('consents.children', {})).children.length, person === parent ? 1 : 0)
  }
  const [own] = (await parent.client.call('consents.children', {})).children
  assert.equal(own?.state.needed, false)
  await parent.client.refused('consents.give', consentTo(pupil), 'consent.notNeeded')
})

test('[A-04/withdraw] a withdrawal ends an open socket at once and closes every chat; the other parent may consent again', async () => {
  const { child, parent, other } = await family(2)
  const { chat } = await group(cast.teacher, [child, cast.pupil, cast.secondPupil])
  const socket = await world.socket(child.client)
  await socket.hello()
  await child.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Я здесь' })
  const { state } = await withdraw(other, child)
  assert.ok(state.consent === null && state.endedAt !== null)
  const bye = await socket.until('goodbye', (frame) => frame.t === 'bye')
  assert.equal(bye.t === 'bye' && bye.reason, 'profileSwitched')
  assert.equal(await socket.closed(), 4001)
  await cast.teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Без ребёнка' })
  assert.ok(!JSON.stringify(socket.frames).includes('Без ребёнка'))
  await child.client.refused('messages.page', { chatId: chat.id }, 'consent.required')
  await child.client.refused('messages.send', { chatId: chat.id, key: newId(), text: 'Ещё' }, 'consent.required')
  assert.equal(await isContact(cast.pupil, child), false)
  await other.client.refused('consents.withdraw', { childProfileId: child.profileId }, 'consent.none')
  await give(other, child)
  const { entries } = await child.client.call('messages.page', { chatId: chat.id })
  assert.match(JSON.stringify(entries), /Без ребёнка/)
  assert.ok((await parent.client.call('consents.children', {})).children[0]?.state.consent !== null)
})

test('[A-04/dialogue] nobody writes into a dialogue with the child either, until somebody has consented again', async () => {
  const { child, parent } = await family()
  const mate = cast.secondPupil
  const { chat } = await open(mate, child)
  const say = () => mate.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Ты здесь?' })
  await say()
  await withdraw(parent, child)
  await world.app.messenger.supervision.run()
  const message = { chatId: chat.id, key: newId(), text: 'Ты здесь?' }
  await mate.client.refused('messages.send', message, 'chat.personWithheld')
  assert.equal((await mate.client.call('chats.get', { chatId: chat.id })).mine.writeRefusal, 'chat.personWithheld')
  await give(parent, child)
  await world.app.messenger.supervision.run()
  await say()
})

test('[A-04/live] which sessions have a profile is answered without it, for sockets whose goodbye was lost', async () => {
  const { child, parent } = await family()
  const { sessionId } = await child.client.call('sessions.current', {})
  const ask = async () => (await world.app.identity.liveProfiles([sessionId])).get(sessionId)
  assert.equal(await ask(), child.profileId)
  await withdraw(parent, child)
  assert.equal(await ask(), null)
})

test('[A-04/race] of two parents who consent at once one is told that it is given', async () => {
  const { child, parent, other } = await family(2, false)
  const answers = await Promise.allSettled([give(parent, child), give(other, child)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const rejected = answers.find((each) => each.status === 'rejected')
  assert.match(String(rejected?.reason), /consent\.given/)
})

test('[A-54/paper] the leader of the class and administrators record a consent on paper, and that it was withdrawn', async () => {
  const child = await newYoungPupil(world, cast)
  const { secondTeacher, pupil, parent, stranger } = cast
  for (const person of [secondTeacher, pupil, parent, stranger]) {
    await person.client.refused('families.recordConsent', paper(child), 'member.unknown')
    await person.client.refused('families.recordWithdrawal', placeOf(child), 'member.unknown')
  }
  const { client } = cast.teacher
  for (const wrong of [{ signedBy: '  ' }, { signedOn: '2099-01-01' }, { signedOn: '2024-02-31' }]) {
    await client.refused('families.recordConsent', { ...paper(child), ...wrong }, 'consent.paperInvalid')
  }
  const { consent } = await client.call('families.recordConsent', paper(child))
  assert.deepEqual(
    [consent?.consent?.giverName, consent?.consent?.paper],
    ['Малышев Юрий', { recordedBy: 'Соколова Марина Игоревна', signedOn: '2024-09-02' }],
  )
  assert.equal(await isOut(child), false)
  // The child can withdraw or record nothing of its own.
  await child.client.refused('families.recordWithdrawal', placeOf(child), 'member.unknown')
  // A parent who comes afterwards sees the paper and may withdraw it.
  const mother = await parentOf(child)
  await withdraw(mother, child)
  assert.ok(await isOut(child))
  await recordConsent(cast, child)
  await cast.director.client.call('families.recordWithdrawal', placeOf(child))
  await client.refused('families.recordWithdrawal', placeOf(child), 'consent.none')
  assert.ok(await isOut(child))
})

test('[A-04/guardian] a consent ends with the guardian who gave it, one on paper does not', async () => {
  const { child, parent } = await family()
  const { communityId } = cast.school
  const { director } = cast
  await director.client.call('members.remove', { communityId, profileId: parent.profileId })
  assert.ok((await isOut(child)) && !(await isContact(cast.pupil, child)))
  await recordConsent(cast, child)
  const next = await parentOf(child)
  await director.client.call('members.remove', { communityId, profileId: next.profileId })
  assert.equal(await isOut(child), false)
})

const pupil = (surname: string) => signIn(world, newPhone(), { surname, name: 'Тим', birthDate: '2011-05-20' })

/** A person who is 14 tomorrow by the wall clock of a zone that is so many hours ahead of UTC, and when that begins. */
function almostFourteen(hours: number): { birthDate: string; midnight: number } {
  const local = new Date(world.clock.now() + hours * HOUR_MS)
  const tomorrow = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 1)
  const day = new Date(tomorrow).toISOString().slice(0, 10)
  return { birthDate: `${Number(day.slice(0, 4)) - 14}${day.slice(4)}`, midnight: tomorrow - hours * HOUR_MS }
}

async function circle(zone: string): Promise<{ organisation: Organisation; unitId: string }> {
  const administrator = { surname: 'Кружкова', name: 'Инна' }
  const operator = await signInOperator(world)
  const organisation = await foundOrganisation(world, operator, { type: 'extra', name: zone, administrator })
  const { communityId } = organisation
  await world.database.query('update communities.community set time_zone = $2 where id = $1', [communityId, zone])
  const group = await organisation.administrator.client.call('units.create', { id: newId(), communityId, name: 'Хор' })
  return { organisation, unitId: group.id }
}

for (const [zones, zone, hours] of [
  [['Asia/Kamchatka'], 'Asia/Kamchatka', 12],
  [['Asia/Kamchatka', 'Europe/Kaliningrad'], 'Europe/Kaliningrad', 2],
] as const) {
  test(`[A-04/birthday] in ${zones.join(' and ')} the gate opens by itself at midnight of ${zone}`, async () => {
    const [child, mate] = [await pupil('Именинник'), await pupil('Соседов')]
    const places = []
    for (const each of zones) {
      const { organisation, unitId } = await circle(each)
      for (const person of [child, mate]) await join(organisation, person, { unitId, role: 'pupil' })
      places.push({ by: organisation.administrator.client, unitId })
    }
    const { birthDate, midnight } = almostFourteen(hours)
    await makeYoung(world, child, birthDate)
    const { by, unitId } = places[0]!
    await by.call('families.recordConsent', { ...paper(child), unitId })
    await by.call('families.recordWithdrawal', { ...placeOf(child), unitId })
    world.clock.advance(midnight - world.clock.now() - 60_000)
    const input = { id: newId(), profileId: child.profileId }
    assert.ok(await isOut(child))
    await mate.client.refused('chats.openDirect', input, 'chat.notContact')
    world.clock.advance(60_000)
    assert.equal(await isOut(child), false)
    await child.client.call('communities.mine', {})
    await mate.client.call('chats.openDirect', input)
  })
}
