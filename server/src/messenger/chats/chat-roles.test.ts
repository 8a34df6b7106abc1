import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const give = (by: Person, chatId: string, to: Person, role: 'owner' | 'administrator' | 'member') =>
  by.client.call('chats.setRole', { chatId, profileId: to.profileId, role })
const rolesIn = async (chatId: string) => {
  const { members } = await cast.teacher.client.call('chats.members', { chatId })
  return new Map(members.map(({ profileId, role }) => [profileId, role]))
}

test('[CHT-08/give] the owner makes a member an administrator and takes it back; the chat says so, and what he may follows at once', async () => {
  const chatId = await startChat(cast)
  const rename = { chatId, title: 'Новое имя' }
  await using socket = await world.socket(cast.pupil.client)
  await socket.hello({ open: [chatId] })
  await give(cast.teacher, chatId, cast.pupil, 'administrator')
  const line = await socket.event('chat.changed', ({ what }) => what === 'roleGiven')
  assert.deepEqual(line.p.given, { profileId: cast.pupil.profileId, role: 'administrator' })
  await socket.event('chat.mine', ({ mine }) => mine.role === 'administrator')
  await cast.pupil.client.call('chats.rename', rename)
  const { entries } = await cast.pupil.client.call('messages.page', { chatId })
  await give(cast.teacher, chatId, cast.pupil, 'administrator')
  assert.equal((await cast.pupil.client.call('messages.page', { chatId })).entries.length, entries.length)
  await give(cast.teacher, chatId, cast.pupil, 'member')
  await cast.pupil.client.refused('chats.rename', { ...rename, title: 'Ещё одно' }, 'chat.notAllowed')
})

test('[CHT-08/owner] the owner hands the chat over and stays its administrator: there is one owner at a time', async () => {
  const chatId = await startChat(cast)
  await give(cast.teacher, chatId, cast.secondPupil, 'owner')
  const roles = await rolesIn(chatId)
  assert.deepEqual(
    [roles.get(cast.secondPupil.profileId), roles.get(cast.teacher.profileId)],
    ['owner', 'administrator'],
  )
  const input = { chatId, profileId: cast.pupil.profileId, role: 'administrator' as const }
  await cast.teacher.client.refused('chats.setRole', input, 'chat.notAllowed')
  await give(cast.secondPupil, chatId, cast.teacher, 'owner')
  assert.equal([...(await rolesIn(chatId)).values()].filter((role) => role === 'owner').length, 1)
})

test('[CHT-08/refused] nobody else gives roles, to nobody outside, to himself or in a dialogue', async () => {
  const chatId = await startChat(cast)
  const input = { chatId, profileId: cast.secondPupil.profileId, role: 'administrator' as const }
  await give(cast.teacher, chatId, cast.pupil, 'administrator')
  const refused = await cast.pupil.client.refused('chats.setRole', input, 'chat.notAllowed')
  assert.deepEqual(refused.details, { rule: 'setRole', changedBy: 'owner' })
  const own = { ...input, profileId: cast.teacher.profileId }
  await cast.teacher.client.refused('chats.setRole', own, 'chat.selfImpossible')
  const outside = { ...input, profileId: cast.otherPupil.profileId }
  await cast.teacher.client.refused('chats.setRole', outside, 'chat.memberUnknown')
  await cast.parent.client.refused('chats.setRole', input, 'chat.unknown')
  const { chat } = await cast.teacher.client.call('chats.openDirect', {
    id: newId(),
    profileId: cast.secondTeacher.profileId,
  })
  const alone = { chatId: chat.id, profileId: cast.secondTeacher.profileId, role: 'owner' as const }
  await cast.teacher.client.refused('chats.setRole', alone, 'chat.notAllowed')
})
