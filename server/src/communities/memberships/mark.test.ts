import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast, join, type Organisation } from '#testkit/cast.ts'
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

const adult = (surname: string) => signIn(world, newPhone(), { surname, name: 'Вера', patronymic: 'Ильинична' })

async function staffOf(organisation: Organisation, surname: string): Promise<Person> {
  const person = await adult(surname)
  await join(organisation, person, { unitId: organisation.staffUnitId, role: 'staff', position: 'Методист' })
  return person
}

const leave = (organisation: Organisation, { profileId }: Person) =>
  organisation.administrator.client.call('members.remove', { communityId: organisation.communityId, profileId })

/** Each says yes to the other. */
async function connect(owner: Person, other: Person): Promise<void> {
  const { token } = await owner.client.call('personalContacts.makeCode', {})
  await other.client.call('personalContacts.answer', { token })
  await owner.client.call('personalContacts.confirm', { profileId: other.profileId })
}

async function listener(person: Person) {
  const socket = await world.socket(person.client)
  await socket.hello()
  return socket
}

test('[VER-04] the mark comes with the first role of staff and ends with the last, at once, for all who see the person', async () => {
  const { school, kindergarten, pupil, teacher } = cast
  const person = await staffOf(school, 'Меткая')
  // Nobody to the school: one shares a chat with the person, the other one has agreed by a code and has no chat.
  const [mate, contact] = [await staffOf(kindergarten, 'Соседова'), await staffOf(kindergarten, 'Кодова')]
  await connect(person, mate)
  await connect(person, contact)
  const title = { id: newId(), communityId: null, title: 'Методисты' }
  await person.client.call('chats.create', { ...title, memberIds: [mate.profileId] })
  const seeing = await Promise.all([pupil, teacher, mate, contact].map(listener))
  const stranger = await listener(await adult('Чужая'))
  const told = (staff: boolean, patronymic: string) =>
    Promise.all(
      seeing.map((socket) =>
        socket.event('profile.changed', ({ card }) => card.id === person.profileId && card.staff === staff),
      ),
    ).then((events) => assert.deepEqual([...new Set(events.map(({ p }) => p.card.patronymic))], [patronymic]))
  // A second role changes nothing, and neither does its end.
  await join(kindergarten, person, { unitId: kindergarten.staffUnitId, role: 'staff', position: 'Логопед' })
  await leave(school, person)
  for (const socket of seeing) {
    await socket.settle()
    assert.deepEqual(
      socket.events('profile.changed').filter(({ p }) => JSON.stringify(p).includes(person.profileId)),
      [],
    )
  }
  await join(school, person, { unitId: school.staffUnitId, role: 'staff', position: 'Методист' })
  await leave(kindergarten, person)
  await leave(school, person)
  await told(false, '')
  await join(school, person, { unitId: school.staffUnitId, role: 'staff', position: 'Методист' })
  await told(true, 'Ильинична')
  assert.deepEqual(stranger.events('profile.changed'), [])
})

test('[VER-03/border] a parent who becomes a teacher elsewhere is told of to nobody who does not see him', async () => {
  const { school, kindergarten, classId, pupil, otherPupil, teacher } = cast
  const person = await adult('Двуликая')
  await join(school, person, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
  const [far, child, staff] = await Promise.all([otherPupil, pupil, teacher].map(listener))
  await join(kindergarten, person, { unitId: kindergarten.staffUnitId, role: 'staff', position: 'Логопед' })
  for (const socket of [child!, staff!]) {
    await socket.event('profile.changed', ({ card }) => card.id === person.profileId && card.staff)
  }
  await far!.settle()
  assert.doesNotMatch(JSON.stringify(far!.frames), /Двуликая/)
})

test('[ACC-03/names] the patronymic is given to others while somebody is staff, and to those who manage members', async () => {
  const { school, kindergarten, director, teacher, parent, secondPupil } = cast
  const { communityId } = school
  const colleague = await staffOf(kindergarten, 'Дальняя')
  await connect(teacher, colleague)
  await teacher.client.call('blocks.block', { profileId: parent.profileId })
  const patronymicOf = (people: { profileId: string; patronymic: string }[], person: Person) =>
    people.find(({ profileId }) => profileId === person.profileId)?.patronymic
  const seen = async (viewer: Person, person: Person) => {
    const ids = [person.profileId]
    return [
      patronymicOf((await viewer.client.call('contacts.list', { communityId })).contacts, person),
      patronymicOf((await viewer.client.call('members.list', { communityId })).members, person),
      (await viewer.client.call('contacts.get', { profileId: person.profileId })).patronymic,
      (await viewer.client.call('profiles.cards', { ids })).cards[0]?.patronymic,
    ]
  }
  assert.deepEqual(await seen(secondPupil, teacher), Array(4).fill('Игоревна'))
  assert.deepEqual(await seen(secondPupil, parent), Array(4).fill(''))
  assert.deepEqual(await seen(director, parent), ['', 'Викторовна', '', ''])
  const { blocked } = await teacher.client.call('blocks.list', {})
  assert.equal(patronymicOf(blocked, parent), '')
  const contactsOf = async () => (await teacher.client.call('personalContacts.list', {})).contacts
  assert.equal(patronymicOf(await contactsOf(), colleague), 'Ильинична')
  await leave(kindergarten, colleague)
  assert.equal(patronymicOf(await contactsOf(), colleague), '')
  // For himself, and for the order of lists, he has the name that he has.
  assert.equal((await parent.client.call('profiles.own', {})).patronymic, 'Викторовна')
  const found = await director.client.call('members.list', { communityId, search: 'викторовна' })
  assert.equal(found.total, 1)
})

test('[ACC-03/renamed] whoever changes his names stays in lists under all of them, and shows as many as before', async () => {
  const { school, director, parent, teacher } = cast
  const { communityId } = school
  const heard = await listener(teacher)
  await parent.client.call('profiles.rename', { surname: 'Петрова', name: 'Анна', patronymic: 'Вячеславовна' })
  const { p } = await heard.event('profile.changed', ({ card }) => card.id === parent.profileId)
  assert.equal(p.card.patronymic, '')
  const found = await director.client.call('members.list', { communityId, search: 'вячеслав' })
  assert.equal(found.total, 1)
})

test('[VER-07/attribute] nobody sets the mark by what he sends, and none of the words that he may choose shows one', async () => {
  const { school, director, newcomer, teacher, secondTeacher, classId } = cast
  const { communityId } = school
  const names = { surname: 'Новиков', name: 'Илья', patronymic: 'Сергеевич' }
  const forged = await newcomer.client.post('profiles.rename', JSON.stringify({ ...names, staff: true }), {
    'idempotency-key': newId(),
  })
  assert.equal(forged.status, 400)
  for (const name of ['Илья🎓', 'Илья ✔', 'Илья\uE000', 'Илья\u20DD']) {
    await newcomer.client.refused('profiles.rename', { ...names, name }, 'profile.nameInvalid')
  }
  const memberIds = [secondTeacher.profileId]
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId,
    title: '🎓 Завуч ✔️',
    memberIds,
  })
  assert.equal(chat.title, 'Завуч')
  await teacher.client.refused('chats.rename', { chatId: chat.id, title: '✅ 🎓' }, 'chat.titleInvalid')
  const unit = await director.client.call('units.create', { id: newId(), communityId, name: 'Кружок ✪' })
  assert.equal(unit.name, 'Кружок')
  await director.client.refused('units.rename', { unitId: unit.id, name: '🎓' }, 'unit.nameInvalid')
  const link = await director.client.call('links.create', { id: newId(), unitId: classId, role: 'staff' })
  const asked = { id: newId(), token: link.token, position: 'Учитель ✅' }
  assert.equal((await newcomer.client.call('applications.submit', asked)).position, 'Учитель')
  const own = (await newcomer.client.call('profiles.cards', { ids: [newcomer.profileId] })).cards[0]
  assert.equal(own?.staff, false)
})
