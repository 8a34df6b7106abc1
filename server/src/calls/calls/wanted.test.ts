import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Privacy } from '#contract/communities/privacy.ts'
import { announce } from '#testkit/announcements.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createFakeMedia } from '#testkit/fake-media.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld({ mediaServer: createFakeMedia() })
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const dialogue = async (one: Person, other: Person) =>
  (await one.client.call('chats.openDirect', { id: newId(), profileId: other.profileId })).chat.id
const call = (by: Person, chatId: string) => by.client.call('calls.start', { chatId, id: newId() })
const hangUp = async (by: Person, chatId: string) => {
  const { call: running } = await by.client.call('calls.running', { chatId })
  await by.client.call('calls.end', { chatId, callId: running!.id })
}
const letCall = async (person: Person, calls: Privacy['calls']) => {
  const { widest: _widest, setBy: _setBy, ...chosen } = await person.client.call('privacy.get', {})
  await person.client.call('privacy.set', { ...chosen, calls })
}
const callable = async (viewer: Person, { profileId }: Person) =>
  (await viewer.client.call('contacts.get', { profileId })).callable

test('[ACC-07] each of the reaches decides who calls, the strictest of them lets only family, and a choice binds nobody else', async () => {
  const { teacher, secondTeacher, director, pupil, parent } = cast
  const chatId = await dialogue(secondTeacher, teacher)
  await call(secondTeacher, chatId)
  await hangUp(secondTeacher, chatId)
  await letCall(teacher, 'nobody')
  const { details } = await secondTeacher.client.refused('calls.start', { chatId, id: newId() }, 'call.notWanted')
  assert.deepEqual(details, { changedBy: 'person' })
  assert.deepEqual([await callable(secondTeacher, teacher), await callable(teacher, secondTeacher)], [false, true])
  // Whoever wants no calls may call, and then the other one comes into that call by the same press.
  await call(teacher, chatId)
  await call(secondTeacher, chatId)
  await hangUp(teacher, chatId)
  // What was written stays open, and so do the calls of their groups.
  await secondTeacher.client.call('messages.send', { chatId, key: newId(), text: 'Тогда напишу' })
  const group = await startChat(cast, [secondTeacher, pupil])
  await call(teacher, group)
  await hangUp(teacher, group)
  await letCall(teacher, 'contacts')
  assert.deepEqual([await callable(director, teacher), await callable(parent, teacher)], [true, true])
  await call(secondTeacher, chatId)
  await hangUp(secondTeacher, chatId)
  await letCall(teacher, 'organisations')

  // A pupil begins with the strictest that his teachers still reach, and cannot open himself wider.
  const { calls, widest } = await pupil.client.call('privacy.get', {})
  assert.deepEqual([calls, widest], ['contacts', 'contacts'])
  await pupil.client.refused('privacy.set', { ...(await ownChoice(pupil)), calls: 'organisations' }, 'privacy.tooWide')
  await letCall(pupil, 'nobody')
  const family = await dialogue(parent, pupil)
  await call(parent, family)
  await hangUp(parent, family)
  await letCall(pupil, 'contacts')
})

async function ownChoice(person: Person) {
  const { widest: _widest, setBy: _setBy, ...chosen } = await person.client.call('privacy.get', {})
  return chosen
}

test('[CNT-07] who is blocked neither writes nor calls nor invites, and what the leader of a class tells reaches a pupil who has blocked him', async () => {
  const { pupil, secondPupil, teacher, school } = cast
  const chatId = await dialogue(pupil, secondPupil)
  await pupil.client.call('blocks.block', { profileId: secondPupil.profileId })
  const said = { chatId, key: newId(), text: 'Прочти' }
  await secondPupil.client.refused('messages.send', said, 'message.writeForbidden')
  await secondPupil.client.refused('calls.start', { chatId, id: newId() }, 'message.writeForbidden')
  await pupil.client.refused('calls.start', { chatId, id: newId() }, 'chat.blocking')
  assert.deepEqual([await callable(secondPupil, pupil), await callable(pupil, secondPupil)], [false, false])
  const { communityId } = school
  const group = { id: newId(), communityId, title: 'Приходи', memberIds: [pupil.profileId, teacher.profileId] }
  await secondPupil.client.refused('chats.create', group, 'chat.notContact')
  await pupil.client.call('blocks.unblock', { profileId: secondPupil.profileId })

  await pupil.client.call('blocks.block', { profileId: teacher.profileId })
  const lesson = { ...group, id: newId(), memberIds: [pupil.profileId, secondPupil.profileId] }
  const { chat } = await teacher.client.call('chats.create', lesson)
  const { message } = await teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'К доске' })
  await announce(world, teacher, communityId, [{ kind: 'chat', chatId: chat.id }])
  const { entries } = await pupil.client.call('messages.page', { chatId: chat.id, limit: 20 })
  const read = entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message] : []))
  assert.ok(read.some(({ seq }) => seq === message.seq))
  assert.ok(read.some(({ announcement }) => announcement !== null && announcement !== undefined))
  await pupil.client.call('blocks.unblock', { profileId: teacher.profileId })
})

test('[ACC-03] who is staff is called by name and patronymic in a call, and by surname as soon as the last role has ended', async () => {
  const { director, secondTeacher, pupil, school } = cast
  const chatId = await startChat(cast, [secondTeacher, pupil])
  const { call: running } = await call(cast.teacher, chatId)
  const callId = running.id
  for (const person of [secondTeacher, pupil]) {
    await person.client.call('calls.join', { chatId, callId, sessionId: newId() })
  }
  const cardOf = async ({ profileId }: Person) => {
    const { cards } = await pupil.client.call('calls.people', { chatId, callId })
    return cards.find(({ id }) => id === profileId)!
  }
  const before = await cardOf(secondTeacher)
  assert.deepEqual([before.staff, before.patronymic], [true, secondTeacher.about.patronymic])
  assert.deepEqual([(await cardOf(pupil)).staff, (await cardOf(pupil)).patronymic], [false, ''])
  await using socket = await world.socket(pupil.client)
  await socket.hello()
  await director.client.call('members.remove', { communityId: school.communityId, profileId: secondTeacher.profileId })
  await socket.until('the card', (frame) => frame.t === 'event' && frame.e === 'profile.changed')
  const shown = await cardOf(secondTeacher)
  assert.deepEqual([shown.staff, shown.patronymic], [false, ''])
  assert.ok(shown.version > before.version)
})
