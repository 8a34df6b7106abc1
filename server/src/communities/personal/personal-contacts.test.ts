import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CONTACT_CODE_LIFE_MS } from '#contract/communities/communities.limits.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const codeOf = async (person: Person) => (await person.client.call('personalContacts.makeCode', {})).token

/** Each says yes to the other: the first shows a code. */
async function connect(owner: Person, other: Person): Promise<void> {
  await other.client.call('personalContacts.answer', { token: await codeOf(owner) })
  await owner.client.call('personalContacts.confirm', { profileId: other.profileId })
}

const remove = (from: Person, other: Person) =>
  from.client.call('personalContacts.remove', { profileId: other.profileId })

const openDirect = (from: Person, other: Person) =>
  from.client.call('chats.openDirect', { id: newId(), profileId: other.profileId })

const notContact = (from: Person, other: Person) =>
  from.client.refused('chats.openDirect', { id: newId(), profileId: other.profileId }, 'chat.notContact')

const joint = (members: readonly Person[]) => ({
  id: newId(),
  communityId: null,
  title: 'Методисты',
  memberIds: members.map(({ profileId }) => profileId),
})

/** Somebody of the staff of the kindergarten, nobody to the school. */
async function colleague(): Promise<Person> {
  const person = await signIn(world, newPhone(), { surname: 'Лугова', name: 'Вера', patronymic: 'Ильинична' })
  await join(cast.kindergarten, person, { unitId: cast.kindergarten.staffUnitId, role: 'staff', position: 'Методист' })
  return person
}

test('[CNT-04] only staff shows a code; both say yes before either is a contact of the other', async () => {
  const { teacher } = cast
  const other = await colleague()
  await notContact(teacher, other)
  const token = await codeOf(teacher)
  assert.deepEqual(await other.client.call('personalContacts.open', { token }), {
    surname: 'Соколова',
    name: 'Марина',
    patronymic: 'Игоревна',
    organisations: ['Школа № 1234'],
  })
  await other.client.call('personalContacts.answer', { token })
  await notContact(other, teacher)
  const stateOf = async (person: Person, of: Person) =>
    (await person.client.call('personalContacts.list', {})).contacts.find(({ profileId }) => profileId === of.profileId)
      ?.state
  assert.deepEqual([await stateOf(teacher, other), await stateOf(other, teacher)], ['answered', 'waiting'])
  await other.client.refused('personalContacts.confirm', { profileId: teacher.profileId }, 'personalContact.unknown')
  await teacher.client.call('personalContacts.confirm', { profileId: other.profileId })
  assert.deepEqual([await stateOf(teacher, other), await stateOf(other, teacher)], ['mutual', 'mutual'])
  await openDirect(other, teacher)
  for (const person of [cast.parent, cast.pupil, cast.newcomer]) {
    await person.client.refused('personalContacts.makeCode', {}, 'personalContact.notStaff')
    assert.equal((await person.client.call('personalContacts.list', {})).canAdd, false)
  }
  assert.equal((await teacher.client.call('personalContacts.list', {})).canAdd, true)
})

test('[CNT-04/once] a code serves one person, within a day, until there is a newer one', async () => {
  const { secondTeacher } = cast
  const [first, second] = [await colleague(), await colleague()]
  const spent = await codeOf(secondTeacher)
  const races = await Promise.allSettled(
    [first, second].map(({ client }) => client.call('personalContacts.answer', { token: spent })),
  )
  assert.equal(races.filter(({ status }) => status === 'fulfilled').length, 1)
  const old = await codeOf(secondTeacher)
  const late = await codeOf(secondTeacher)
  const third = await colleague()
  await third.client.refused('personalContacts.answer', { token: old }, 'personalContact.codeUnknown')
  await secondTeacher.client.refused('personalContacts.answer', { token: late }, 'personalContact.own')
  world.clock.advance(CONTACT_CODE_LIFE_MS + 1)
  await third.client.refused('personalContacts.open', { token: late }, 'personalContact.codeUnknown')
})

test('[CNT-08/personal] a pupil neither answers a code nor is a contact by hand when somebody becomes one later', async () => {
  const { otherPupil } = cast
  const owner = await colleague()
  const token = await codeOf(owner)
  await otherPupil.client.refused('personalContacts.open', { token }, 'personalContact.pupil')
  await otherPupil.client.refused('personalContacts.answer', { token }, 'personalContact.pupil')
  const child = await signIn(world, newPhone(), { surname: 'Ничья', name: 'Аня', birthDate: '2011-05-20' })
  await child.client.refused('personalContacts.answer', { token }, 'personalContact.pupil')
  const grown = await signIn(world, newPhone(), { surname: 'Студентов', name: 'Пётр' })
  await connect(owner, grown)
  await openDirect(owner, grown)
  await join(cast.school, grown, { unitId: cast.otherClassId, role: 'pupil' })
  await notContact(owner, grown)
})

test('[CNT-04/end] either ends it, and the dialogue closes at once; the end of the last role of the staff ends it too', async () => {
  const { teacher } = cast
  const other = await colleague()
  await connect(teacher, other)
  const { chat } = await openDirect(teacher, other)
  const send = (text: string) => ({ chatId: chat.id, key: newId(), text })
  await other.client.call('messages.send', send('Добрый день'))
  const socket = await world.socket(teacher.client)
  await socket.hello()
  await remove(other, teacher)
  await teacher.client.refused('messages.send', send('И вам'), 'message.writeForbidden')
  await assert.rejects(socket.call('messages.send', send('И вам')), /message\.writeForbidden/)
  await notContact(teacher, other)
  const adult = await signIn(world, newPhone(), { surname: 'Взрослый', name: 'Олег' })
  await connect(other, adult)
  await openDirect(adult, other)
  const { communityId, administrator } = cast.kindergarten
  const shown = await codeOf(other)
  await administrator.client.call('members.remove', { communityId, profileId: other.profileId })
  await notContact(adult, other)
  await teacher.client.refused('personalContacts.open', { token: shown }, 'personalContact.codeUnknown')
})

test('[CNT-04/block] whoever is blocked finds no code, and learns nothing by that', async () => {
  const owner = await colleague()
  await cast.kindergarten.administrator.client.call('blocks.block', { profileId: owner.profileId })
  const token = await codeOf(owner)
  const client = cast.kindergarten.administrator.client
  await client.refused('personalContacts.open', { token }, 'personalContact.codeUnknown')
  await client.call('blocks.unblock', { profileId: owner.profileId })
})

test('[CNT-06] [GEN-15/chats] a joint chat between organisations is for people who are in each other’s contacts, never for pupils', async () => {
  const { teacher, pupil, parent } = cast
  const other = await colleague()
  await teacher.client.refused('chats.create', joint([other]), 'chat.notContact')
  await connect(teacher, other)
  const { chat } = await teacher.client.call('chats.create', joint([other, parent]))
  assert.equal(chat.communityId, null)
  await other.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Здравствуйте' })
  await teacher.client.refused('chats.create', joint([other, pupil]), 'chat.jointPupil')
  const add = (person: Person) => ({ chatId: chat.id, profileIds: [person.profileId] })
  await teacher.client.refused('chats.addMembers', add(pupil), 'chat.jointPupil')
  await teacher.client.refused('chats.addMembers', add(await colleague()), 'chat.notContact')
  await pupil.client.refused('chats.create', joint([cast.secondPupil]), 'chat.jointPupil')
  // By hand nobody comes into a chat of the school.
  const own = { ...joint([other]), communityId: cast.school.communityId }
  await teacher.client.refused('chats.create', own, 'chat.notContact')
})

test('[ACC-08/personal] nothing takes a number, and a code that is guessed is the same as one that is spent', async () => {
  const { client } = await colleague()
  const guessed = await client.refused(
    'personalContacts.open',
    { token: 'C'.repeat(22) },
    'personalContact.codeUnknown',
  )
  const owner = await colleague()
  const token = await codeOf(owner)
  await cast.teacher.client.call('personalContacts.answer', { token })
  const spent = await client.refused('personalContacts.open', { token }, 'personalContact.codeUnknown')
  assert.deepEqual({ ...guessed, requestId: '' }, { ...spent, requestId: '' })
})
