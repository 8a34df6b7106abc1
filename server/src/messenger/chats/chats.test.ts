import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const create = (by: Person, members: Person[], title = 'Чат класса', id = newId()) =>
  by.client.call('chats.create', {
    id,
    communityId: cast.school.communityId,
    title,
    memberIds: members.map(({ profileId }) => profileId),
  })

const input = (members: Person[], title = 'Чат') => ({
  id: newId(),
  communityId: cast.school.communityId,
  title,
  memberIds: members.map(({ profileId }) => profileId),
})

test('[CHT-01/start] a class chat is started with contacts; whoever is none is refused', async () => {
  const state = await create(cast.teacher, [cast.pupil, cast.secondPupil, cast.parent])
  assert.equal(state.chat.membersCount, 4)
  assert.equal(state.mine.role, 'owner')
  assert.equal(state.chat.communityId, cast.school.communityId)
  const { client } = cast.pupil
  await client.refused('chats.create', input([cast.teacher, cast.otherPupil]), 'chat.notContact')
  await cast.teacher.client.refused('chats.create', input([cast.pupil, cast.stranger]), 'chat.notContact')
  await cast.teacher.client.refused('chats.create', input([cast.teacher, cast.pupil]), 'chat.selfImpossible')
  await cast.teacher.client.refused('chats.create', input([cast.pupil, cast.parent], ' \n '), 'chat.titleInvalid')
  await cast.stranger.client.refused('chats.create', input([cast.pupil, cast.parent]), 'community.unknown')
})

test('[CHT-01/same-id] a repeat of the start with another key finds the chat, and nobody takes its id over', async () => {
  const id = newId()
  const first = await create(cast.teacher, [cast.pupil, cast.parent], 'Театр', id)
  assert.deepEqual((await create(cast.teacher, [cast.pupil, cast.parent], 'Театр', id)).chat, first.chat)
  const foreign = { ...input([cast.secondTeacher, cast.director]), id }
  const answer = await cast.otherPupil.client.post('chats.create', JSON.stringify(foreign), {
    'idempotency-key': newId(),
  })
  assert.notEqual(answer.status, 200)
})

test('[CHT-01/dialogue] two adults have one dialogue, from whichever side it is opened and even at once', async () => {
  const { teacher, secondTeacher } = cast
  const [one, other] = await Promise.all([
    teacher.client.call('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId }),
    secondTeacher.client.call('chats.openDirect', { id: newId(), profileId: teacher.profileId }),
  ])
  assert.equal(one.chat.id, other.chat.id)
  assert.equal(one.mine.writeRefusal, null)
  await teacher.client.refused('chats.openDirect', { id: newId(), profileId: teacher.profileId }, 'chat.selfImpossible')
})

test('[CNT-08] adult and pupil: refused with the rule, who set it and who can change it', async () => {
  const problem = await cast.teacher.client.refused(
    'chats.openDirect',
    { id: newId(), profileId: cast.pupil.profileId },
    'chat.secondAdultMissing',
  )
  assert.deepEqual([problem.details?.setBy, problem.details?.changedBy], ['organisation', 'administrator'])
  await cast.pupil.client.refused(
    'chats.openDirect',
    { id: newId(), profileId: cast.teacher.profileId },
    'chat.secondAdultMissing',
  )
  await cast.teacher.client.refused('chats.create', input([cast.pupil]), 'chat.secondAdultMissing')
  const child = await cast.parent.client.call('chats.openDirect', { id: newId(), profileId: cast.pupil.profileId })
  assert.equal(child.mine.writeRefusal, null, 'a parent writes to the own child')
})

test('[P-07/group-of-two] a group that shrinks to an adult and a pupil is closed for both, and opens with a third', async () => {
  const { chat } = await create(cast.teacher, [cast.pupil, cast.secondPupil])
  await cast.teacher.client.call('chats.removeMember', { chatId: chat.id, profileId: cast.secondPupil.profileId })
  for (const person of [cast.teacher, cast.pupil]) {
    const text = { chatId: chat.id, key: newId(), text: 'Наедине' }
    await person.client.refused('messages.send', text, 'chat.secondAdultMissing')
  }
  await cast.teacher.client.call('chats.addMembers', { chatId: chat.id, profileIds: [cast.parent.profileId] })
  await cast.pupil.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Втроём' })
})

test('[CHT-04/add] only who leads adds and removes; from the removal on nothing is read', async () => {
  const { chat } = await create(cast.teacher, [cast.pupil, cast.secondPupil])
  const { id: chatId } = chat
  await cast.pupil.client.refused(
    'chats.addMembers',
    { chatId, profileIds: [cast.parent.profileId] },
    'chat.notAllowed',
  )
  await cast.pupil.client.refused(
    'chats.removeMember',
    { chatId, profileId: cast.secondPupil.profileId },
    'chat.notAllowed',
  )
  await cast.teacher.client.refused(
    'chats.addMembers',
    { chatId, profileIds: [cast.stranger.profileId] },
    'chat.notContact',
  )
  const socket = await world.socket(cast.secondPupil.client)
  await socket.hello()
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId: cast.secondPupil.profileId })
  await socket.event('chat.dropped', (payload) => payload.chatId === chatId)
  const { client } = cast.secondPupil
  await client.refused('chats.get', { chatId }, 'chat.unknown')
  await client.refused('messages.send', { chatId, key: newId(), text: 'Ещё тут' }, 'chat.unknown')
  await client.refused('chats.members', { chatId }, 'chat.unknown')
})

test('[CHT-07/rename] a rename stands in the log with its author', async () => {
  const { chat } = await create(cast.teacher, [cast.pupil, cast.parent])
  await cast.teacher.client.call('chats.rename', { chatId: chat.id, title: '  Новое   имя ' })
  const { entries } = await cast.pupil.client.call('messages.page', { chatId: chat.id })
  const last = entries.at(-1)!
  assert.ok(last.e === 'chat.changed' && last.p.chat.title === 'Новое имя' && last.p.actorId === cast.teacher.profileId)
  await cast.pupil.client.refused('chats.rename', { chatId: chat.id, title: 'Моё' }, 'chat.notAllowed')
})

test('[CHT-01/owner] when the owner leaves, the next one leads; the last one leaves an empty chat', async () => {
  const { chat } = await create(cast.teacher, [cast.secondTeacher, cast.director])
  await cast.teacher.client.call('chats.leave', { chatId: chat.id })
  const states = await Promise.all(
    [cast.secondTeacher, cast.director].map((person) => person.client.call('chats.get', { chatId: chat.id })),
  )
  assert.deepEqual(states.map(({ mine }) => mine.role).sort(), ['member', 'owner'])
  for (const person of [cast.secondTeacher, cast.director]) {
    await person.client.call('chats.leave', { chatId: chat.id })
  }
})

test('[CNT-01/dialogue-end] the last shared community ends a dialogue: closed for the pupil, read-only for the adult', async () => {
  const { director, parent, pupil, teacher, secondTeacher, school } = cast
  const family = await parent.client.call('chats.openDirect', { id: newId(), profileId: pupil.profileId })
  const adults = await teacher.client.call('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId })
  const { communityId } = school
  for (const person of [pupil, secondTeacher]) {
    await director.client.call('members.remove', { communityId, profileId: person.profileId })
  }
  await pupil.client.refused('chats.get', { chatId: family.chat.id }, 'chat.unknown')
  for (const [person, chatId] of [
    [parent, family.chat.id],
    [teacher, adults.chat.id],
    [secondTeacher, adults.chat.id],
  ] as const) {
    assert.equal((await person.client.call('chats.get', { chatId })).mine.writeRefusal, 'message.writeForbidden')
    const text = { chatId, key: newId(), text: 'Вы ещё здесь?' }
    await person.client.refused('messages.send', text, 'message.writeForbidden')
  }
})

test('[CHN-01/foreign] nobody is given the channels of a community that is not his', async () => {
  const channelsOf = async (person: Person) => {
    const { chats } = await person.client.call('chats.list', {})
    return chats.flatMap(({ chat }) => (chat.kind === 'channel' ? [chat.communityId] : []))
  }
  const { school, kindergarten } = cast
  assert.deepEqual(new Set(await channelsOf(cast.teacher)), new Set([school.communityId]))
  assert.deepEqual(new Set(await channelsOf(cast.stranger)), new Set([kindergarten.communityId]))
  assert.deepEqual(await channelsOf(cast.newcomer), [])
})

test('[GEN-01/key] another command under a used key is refused, and so is the same one with another input', async () => {
  const { client } = cast.teacher
  const key = newId()
  const memberIds = [cast.director.profileId]
  const input = { id: newId(), communityId: cast.school.communityId, title: 'Ключ', memberIds }
  await client.call('chats.create', input, { key })
  await assert.rejects(client.call('chats.create', { ...input, title: 'Другой' }, { key }), /key\.reused/)
  await assert.rejects(client.call('chats.rename', { chatId: input.id, title: 'Другой' }, { key }), /key\.reused/)
  const { chat } = await client.call('chats.get', { chatId: input.id })
  assert.equal(chat.title, 'Ключ')
})
