import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { EventPayload } from '#contract/events.ts'
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

const employ = (person: Person) =>
  join(cast.school, person, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Учитель' })
const openDirect = (by: Person, other: Person) =>
  by.client.call('chats.openDirect', { id: newId(), profileId: other.profileId })
const block = (by: Person, whom: Person) => by.client.call('blocks.block', { profileId: whom.profileId })
const unblock = (by: Person, whom: Person) => by.client.call('blocks.unblock', { profileId: whom.profileId })
const refusalIn = async (by: Person, chatId: string) =>
  (await by.client.call('chats.get', { chatId })).mine.writeRefusal
const text = (chatId: string) => ({ chatId, key: newId(), text: 'Привет' })
const group = (members: Person[]) => ({
  id: newId(),
  communityId: cast.school.communityId,
  title: 'Чат',
  memberIds: members.map(({ profileId }) => profileId),
})

test('[CNT-07/dialogue] a block silences both at once, also over an open socket whose right was checked before', async () => {
  const { pupil, secondPupil } = cast
  const { chat } = await openDirect(pupil, secondPupil)
  await using socket = await world.socket(secondPupil.client)
  await socket.hello()
  // Now the server holds the right as checked.
  const { message } = await socket.call('messages.send', text(chat.id))
  await block(pupil, secondPupil)
  await assert.rejects(socket.call('messages.send', text(chat.id)), /message\.writeForbidden/)
  await socket.until('the facts', (frame) => {
    if (frame.t !== 'event' || frame.e !== 'chat.mine') return false
    return (frame.p as EventPayload<'chat.mine'>).mine.writeRefusal === 'message.writeForbidden'
  })
  assert.equal(await refusalIn(pupil, chat.id), 'chat.blocking')
  await pupil.client.refused('messages.send', text(chat.id), 'chat.blocking')
  const place = { chatId: chat.id, seq: message.seq }
  const edited = { ...place, version: message.version, text: 'Прочти всё равно' }
  await secondPupil.client.refused('messages.edit', edited, 'message.writeForbidden')
  await secondPupil.client.refused('reactions.set', { ...place, reaction: '🎉' }, 'message.writeForbidden')
  await unblock(pupil, secondPupil)
  assert.equal(await refusalIn(secondPupil, chat.id), null)
  assert.equal(await refusalIn(pupil, chat.id), null)
  await socket.call('messages.send', text(chat.id))
})

test('[CNT-07/mutual] of two blocks each has to be taken back by who gave it', async () => {
  const { teacher, secondTeacher } = cast
  const { chat } = await openDirect(teacher, secondTeacher)
  await block(teacher, secondTeacher)
  await block(secondTeacher, teacher)
  assert.equal(await refusalIn(secondTeacher, chat.id), 'chat.blocking')
  await unblock(teacher, secondTeacher)
  assert.equal(await refusalIn(teacher, chat.id), 'message.writeForbidden')
  assert.equal(await refusalIn(secondTeacher, chat.id), 'chat.blocking')
  await unblock(secondTeacher, teacher)
  await teacher.client.call('messages.send', text(chat.id))
})

test('[CNT-07/open] neither opens a dialogue; the blocked one hears only that it cannot be delivered', async () => {
  const { director, parent } = cast
  await block(parent, director)
  const to = (person: Person) => ({ id: newId(), profileId: person.profileId })
  await director.client.refused('chats.openDirect', to(parent), 'message.writeForbidden')
  await parent.client.refused('chats.openDirect', to(director), 'chat.blocking')
  await unblock(parent, director)
  await openDirect(director, parent)
})

test('[CNT-07/race] a dialogue that is opened while the block is given is silent too', async () => {
  for (let i = 0; i < 8; i += 1) {
    const about = { surname: 'Быстров', name: 'Олег', patronymic: 'Ильич' }
    const one = await signIn(world, newPhone(), about)
    const other = await signIn(world, newPhone(), about)
    for (const person of [one, other]) await employ(person)
    const [opened] = await Promise.allSettled([openDirect(other, one), block(one, other)])
    if (opened.status === 'rejected') continue
    await other.client.refused('messages.send', text(opened.value.chat.id), 'message.writeForbidden')
  }
})

test('[CNT-07/groups] the blocked one adds nobody who blocks him, but the class teacher brings his pupils together', async () => {
  const { pupil, secondPupil, teacher, secondTeacher, parent } = cast
  await block(pupil, secondPupil)
  await secondPupil.client.refused('chats.create', group([pupil, teacher]), 'chat.notContact')
  const { chat } = await secondPupil.client.call('chats.create', group([teacher, parent]))
  const more = { chatId: chat.id, profileIds: [pupil.profileId] }
  await secondPupil.client.refused('chats.addMembers', more, 'chat.notContact')
  await unblock(pupil, secondPupil)
  await secondPupil.client.call('chats.addMembers', more)

  await block(pupil, secondTeacher)
  await secondTeacher.client.refused('chats.create', group([pupil, parent]), 'chat.notContact')
  await block(pupil, teacher)
  const lesson = await teacher.client.call('chats.create', group([pupil, secondPupil, parent]))
  await teacher.client.call('messages.send', text(lesson.chat.id))
  assert.equal(await refusalIn(pupil, lesson.chat.id), null)
  await unblock(pupil, teacher)
  await unblock(pupil, secondTeacher)
})

test('[CNT-07/shrunk] a group in which only the two are left is silent, and speaks again with a third', async () => {
  const { teacher, secondTeacher, director } = cast
  const { chat } = await teacher.client.call('chats.create', group([secondTeacher, director]))
  await block(secondTeacher, teacher)
  assert.equal(await refusalIn(teacher, chat.id), null)
  await director.client.call('chats.leave', { chatId: chat.id })
  await teacher.client.refused('messages.send', text(chat.id), 'message.writeForbidden')
  assert.equal(await refusalIn(secondTeacher, chat.id), 'chat.blocking')
  await teacher.client.call('chats.addMembers', { chatId: chat.id, profileIds: [director.profileId] })
  await teacher.client.call('messages.send', text(chat.id))
  await unblock(secondTeacher, teacher)
})

test('[CNT-07/closed] taking a block back opens nothing that another rule has closed', async () => {
  const about = { surname: 'Ушедший', name: 'Пётр', patronymic: 'Ильич' }
  const leaver = await signIn(world, newPhone(), about)
  await employ(leaver)
  const { chat } = await openDirect(leaver, cast.teacher)
  await block(cast.teacher, leaver)
  const { communityId } = cast.school
  await cast.director.client.call('members.remove', { communityId, profileId: leaver.profileId })
  await unblock(cast.teacher, leaver)
  for (const person of [leaver, cast.teacher]) {
    assert.equal(await refusalIn(person, chat.id), 'message.writeForbidden')
  }
})

test('[CNT-07/list] the list is one’s own, goes by pages, and strangers are nobody', async () => {
  const { director, teacher, secondTeacher, parent, stranger } = cast
  const before = await teacher.client.call('blocks.list', {})
  for (const person of [director, secondTeacher, parent]) await block(teacher, person)
  await block(teacher, parent)
  const first = await teacher.client.call('blocks.list', { limit: 2 })
  const second = await teacher.client.call('blocks.list', { limit: 2, cursor: first.next! })
  const ids = [...first.blocked, ...second.blocked].map(({ profileId }) => profileId)
  assert.deepEqual(ids, [parent.profileId, secondTeacher.profileId, director.profileId])
  assert.equal(first.blocked[0]!.surname, 'Петрова')
  assert.equal(second.next, null)
  assert.deepEqual((await director.client.call('blocks.list', {})).blocked, [])
  await teacher.client.refused('blocks.block', { profileId: teacher.profileId }, 'block.selfImpossible')
  for (const profileId of [stranger.profileId, newId()]) {
    await teacher.client.refused('blocks.block', { profileId }, 'contact.unknown')
    await teacher.client.refused('blocks.unblock', { profileId }, 'contact.unknown')
  }
  for (const person of [director, secondTeacher, parent]) await unblock(teacher, person)
  assert.deepEqual(await teacher.client.call('blocks.list', {}), before)
})
