import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createFakeMedia } from '#testkit/fake-media.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld({ mediaServer: createFakeMedia() })
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

/** Somebody of the staff of the kindergarten, nobody to the school. */
async function colleague(surname: string): Promise<Person> {
  const person = await signIn(world, newPhone(), { surname, name: 'Вера', patronymic: 'Ильинична' })
  await join(cast.kindergarten, person, { unitId: cast.kindergarten.staffUnitId, role: 'staff', position: 'Методист' })
  return person
}

async function connect(owner: Person, other: Person): Promise<void> {
  const { token } = await owner.client.call('personalContacts.makeCode', {})
  await other.client.call('personalContacts.answer', { token })
  await owner.client.call('personalContacts.confirm', { profileId: other.profileId })
}

const joint = (members: readonly Person[]) => ({
  id: newId(),
  communityId: null,
  title: 'Школа и сад',
  memberIds: members.map(({ profileId }) => profileId),
})
const say = ({ client }: Person, chatId: string) =>
  client.call('messages.send', { chatId, key: newId(), text: 'Встречаемся в пять' })
const peopleIn = async ({ client }: Person, chatId: string, callId: string) =>
  (await client.call('calls.people', { chatId, callId })).people.map(({ profileId }) => profileId)

/** One begins a call and the others come into it. */
async function meet(chatId: string, first: Person, others: readonly Person[]): Promise<string> {
  const { call } = await first.client.call('calls.start', { chatId, id: newId() })
  for (const { client } of [first, ...others]) {
    const { admitted } = await client.call('calls.join', { chatId, callId: call.id, sessionId: newId() })
    assert.ok(admitted !== null)
  }
  const there = [first, ...others].map(({ profileId }) => profileId)
  for (const each of [first, ...others]) {
    assert.deepEqual((await peopleIn(each, chatId, call.id)).toSorted(), there.toSorted())
  }
  return call.id
}

test('[GEN-15] people of two organisations who are contacts write and call, the two alone and in a joint chat; a pupil and who is no contact are told why not', async () => {
  const { teacher, pupil, secondPupil, secondTeacher } = cast
  const [other, unknown] = [await colleague('Лугова'), await colleague('Чужих')]
  await teacher.client.refused('chats.create', joint([other]), 'chat.notContact')
  await teacher.client.refused('chats.openDirect', { id: newId(), profileId: other.profileId }, 'chat.notContact')
  await connect(teacher, other)

  // The two alone: messages and a call.
  const { chat: direct } = await other.client.call('chats.openDirect', { id: newId(), profileId: teacher.profileId })
  await say(other, direct.id)
  await meet(direct.id, teacher, [other])

  // Together with a colleague of hers, whom the other one has never met.
  const { chat } = await teacher.client.call('chats.create', joint([other, secondTeacher]))
  assert.equal(chat.communityId, null)
  for (const each of [teacher, other, secondTeacher]) await say(each, chat.id)
  const callId = await meet(chat.id, teacher, [other, secondTeacher])

  // Who is no contact, and whom the other one knows alone.
  const add = (person: Person) => ({ chatId: chat.id, profileIds: [person.profileId] })
  await teacher.client.refused('chats.addMembers', add(unknown), 'chat.notContact')
  await other.client.refused('chats.addMembers', add(cast.director), 'chat.notAllowed')
  for (const outside of [unknown, pupil]) {
    await outside.client.refused('calls.join', { chatId: chat.id, callId, sessionId: newId() }, 'chat.unknown')
    await outside.client.refused('calls.start', { chatId: chat.id, id: newId() }, 'chat.unknown')
  }

  // Pupils, by whatever way.
  await teacher.client.refused('chats.create', joint([other, pupil]), 'chat.jointPupil')
  await teacher.client.refused('chats.addMembers', add(pupil), 'chat.jointPupil')
  await pupil.client.refused('chats.create', joint([secondPupil]), 'chat.jointPupil')
  await other.client.refused('chats.openDirect', { id: newId(), profileId: pupil.profileId }, 'chat.notContact')
  for (const access of ['organisation', 'anyone'] as const) {
    const byLink = { chatId: chat.id, callId, access }
    await teacher.client.refused('callLinks.setAccess', byLink, 'callLink.noOrganisation')
  }
})

test('[CNT-08/joint] whoever becomes a pupil anywhere leaves joint chats and their calls at once, and comes into none again', async () => {
  const { teacher, secondTeacher } = cast
  const [other, student] = [await colleague('Садова'), await colleague('Курсова')]
  for (const each of [other, student]) await connect(teacher, each)
  const { chat } = await teacher.client.call('chats.create', joint([other, student, secondTeacher]))
  const callId = await meet(chat.id, teacher, [other, student])
  const socket = await world.socket(student.client)
  await socket.hello({ open: [chat.id] })
  await join(cast.school, student, { unitId: cast.otherClassId, role: 'pupil' })
  await socket.event('chat.dropped', ({ chatId }) => chatId === chat.id)
  await student.client.refused('chats.get', { chatId: chat.id }, 'chat.unknown')
  await student.client.refused('calls.join', { chatId: chat.id, callId, sessionId: newId() }, 'chat.unknown')
  const { members } = await teacher.client.call('chats.members', { chatId: chat.id })
  assert.deepEqual(
    members.map(({ profileId }) => profileId).toSorted(),
    [teacher, other, secondTeacher].map(({ profileId }) => profileId).toSorted(),
  )
  const back = { chatId: chat.id, profileIds: [student.profileId] }
  await teacher.client.refused('chats.addMembers', back, 'chat.jointPupil')
  for (const each of [teacher, other]) await say(each, chat.id)
})
