import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ChatPermission, PermissionScope } from '#contract/messenger/chat-permissions.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { edit, forwardInput, send, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let chatId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  chatId = await startChat(cast)
})
after(() => world[Symbol.asyncDispose]())

const permit = (permission: ChatPermission, scope: PermissionScope, by = cast.teacher) =>
  by.client.call('chats.setPermission', { chatId, permission, scope })
const draft = (text = 'Слово') => ({ chatId, key: newId(), text })
const refusedTo = async (
  person: Person,
  code: 'chat.notAllowed',
  ask: (client: Person['client']) => Promise<unknown>,
) => assert.rejects(ask(person.client), (error: { problem?: { code: string } }) => error.problem?.code === code)

test('[CHT-03/write] where only the leaders write, others are refused at once and everybody knows it without asking', async () => {
  const own = await send(cast.pupil, chatId, 'Пока можно')
  await using socket = await world.socket(cast.pupil.client)
  await socket.hello({ open: [chatId] })
  await permit('write', 'administrators')
  const heard = await socket.event('chat.changed', ({ what }) => what === 'permitted')
  assert.deepEqual([heard.p.permission, heard.p.chat.permissions.write], ['write', 'administrators'])
  await cast.pupil.client.refused('messages.send', draft(), 'message.leadersOnly')
  await cast.pupil.client.refused('messages.edit', { ...own, version: 1, text: 'И теперь' } as never, 'request.invalid')
  const { seq } = own
  const changed = { chatId, seq, version: 1, text: 'И теперь' }
  await cast.pupil.client.refused('messages.edit', changed, 'message.leadersOnly')
  const input = forwardInput(chatId, [own])
  await cast.pupil.client.refused('messages.forward', input, 'message.leadersOnly')
  await cast.pupil.client.call('reactions.set', { chatId, seq, reaction: '👍' })
  await send(cast.teacher, chatId, 'Учитель пишет')
  await permit('write', 'everyone')
  await send(cast.pupil, chatId, 'Снова можно')
  await edit(cast.pupil, own, 'И теперь')
})

test('[CHT-03/repeat] a repeat of what was sent before finds it, also after the right is gone', async () => {
  const input = draft('До запрета')
  const { message } = await cast.pupil.client.call('messages.send', input)
  await permit('write', 'owner')
  assert.deepEqual((await cast.pupil.client.call('messages.send', input)).message.seq, message.seq)
  await permit('write', 'everyone')
})

test('[CHT-03/vanish] messages that vanish are for whom the chat allows them', async () => {
  await permit('vanish', 'administrators')
  await cast.pupil.client.refused('messages.send', { ...draft(), lifetimeMs: 60_000 }, 'message.vanishForbidden')
  await cast.pupil.client.call('messages.send', draft())
  await send(cast.teacher, chatId, 'Минуту', { lifetimeMs: 60_000 })
  await permit('vanish', 'everyone')
  await send(cast.pupil, chatId, 'Минуту', { lifetimeMs: 60_000 })
})

test('[CHT-03/members] the list of members and adding to it are for whom the chat allows them', async () => {
  const asked = { chatId, profileIds: [cast.otherPupil.profileId] }
  await refusedTo(cast.pupil, 'chat.notAllowed', (client) => client.call('chats.addMembers', asked))
  await permit('addMembers', 'everyone')
  const { chat } = await cast.pupil.client.call('chats.get', { chatId })
  assert.equal(chat.permissions.addMembers, 'everyone')
  assert.ok((await cast.pupil.client.call('chats.members', { chatId })).members.length > 1)
  await permit('seeMembers', 'administrators')
  const refused = await cast.pupil.client.refused('chats.members', { chatId }, 'chat.notAllowed')
  assert.deepEqual(refused.details, { rule: 'seeMembers', changedBy: 'owner' })
  assert.ok((await cast.teacher.client.call('chats.members', { chatId })).members.length > 1)
  await permit('seeMembers', 'everyone')
  await permit('addMembers', 'administrators')
})

test('[CHT-03/info] name and picture are changed by whom the chat allows it', async () => {
  await refusedTo(cast.pupil, 'chat.notAllowed', (client) => client.call('chats.rename', { chatId, title: 'Мой' }))
  await permit('changeInfo', 'everyone')
  await cast.pupil.client.call('chats.rename', { chatId, title: 'Наш' })
  await permit('changeInfo', 'owner')
  await refusedTo(cast.pupil, 'chat.notAllowed', (client) => client.call('chats.rename', { chatId, title: 'Мой' }))
})

test('[CHT-03/decide] members decide nothing, and dialogues and channels have nothing to decide', async () => {
  await refusedTo(cast.pupil, 'chat.notAllowed', () => permit('write', 'owner', cast.pupil))
  const { chat } = await cast.teacher.client.call('chats.openDirect', {
    id: newId(),
    profileId: cast.secondTeacher.profileId,
  })
  const { channels } = await cast.director.client.call('channels.list', { communityId: cast.school.communityId })
  for (const place of [chat.id, channels[0]!.chat.id]) {
    const input = { chatId: place, permission: 'write', scope: 'everyone' } as const
    await refusedTo(cast.director, 'chat.notAllowed', (client) => client.call('chats.setPermission', input)).catch(() =>
      cast.director.client.refused('chats.setPermission', input, 'chat.unknown'),
    )
  }
})
