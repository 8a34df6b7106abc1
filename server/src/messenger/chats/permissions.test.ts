import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CHAT_PERMISSIONS, type ChatPermission, type PermissionScope } from '#contract/messenger/chat-permissions.ts'
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

/** One try of everything that may be allowed; how it ends for whoever may not. */
function tries(place: string, own: Awaited<ReturnType<typeof send>>, elsewhere: string) {
  const words = { chatId: place, text: '@все, сбор' }
  const mentions = [{ profileId: null, from: 0, length: 4 }]
  type Try = readonly [code: string, act: (client: Person['client']) => Promise<unknown>]
  return {
    write: ['message.leadersOnly', (client) => client.call('messages.send', { ...words, key: newId() })],
    vanish: [
      'message.vanishForbidden',
      (client) => client.call('messages.send', { ...words, key: newId(), lifetimeMs: 60_000 }),
    ],
    pin: ['chat.notAllowed', (client) => client.call('pins.add', { chatId: place, seq: own.seq })],
    mentionAll: [
      'mention.allForbidden',
      (client) => client.call('messages.send', { ...words, key: newId(), mentions }),
    ],
    startCalls: ['call.notAllowed', (client) => client.call('calls.start', { chatId: place, id: newId() })],
    forward: ['chat.forwardForbidden', (client) => client.call('messages.forward', forwardInput(elsewhere, [own]))],
    addMembers: [
      'chat.notAllowed',
      (client) => client.call('chats.addMembers', { chatId: place, profileIds: [cast.director.profileId] }),
    ],
    invite: [
      'chat.notAllowed',
      (client) => client.call('chatLinks.make', { chatId: place, days: 7, usesMax: null, approval: false }),
    ],
    seeMembers: ['chat.notAllowed', (client) => client.call('chats.members', { chatId: place })],
    changeInfo: ['chat.notAllowed', (client) => client.call('chats.describe', { chatId: place, description: 'О нас' })],
  } as const satisfies Record<ChatPermission, Try>
}

test('[CHT-03] each act of the list is for everybody, for those who lead the chat, or for its owner alone, as the chat says', async () => {
  const { teacher, secondTeacher, pupil } = cast
  const place = await startChat(cast, [secondTeacher, pupil], 'Всё по правилам')
  const elsewhere = await startChat(cast, [secondTeacher, pupil], 'Рядом')
  await teacher.client.call('chats.setRole', {
    chatId: place,
    profileId: secondTeacher.profileId,
    role: 'administrator',
  })
  const acts = tries(place, await send(teacher, place, 'Правила'), elsewhere)
  // There is no media server here: that is said only to whoever may begin a call.
  const endOf = ([, act]: readonly [string, (client: Person['client']) => Promise<unknown>], { client }: Person) =>
    act(client).then(
      () => 'done',
      (error: { problem?: { code: string } }) =>
        error.problem?.code === 'call.unavailable' ? 'done' : error.problem?.code,
    )
  for (const permission of CHAT_PERMISSIONS) {
    const refusal = acts[permission][0]
    for (const [scope, administrator, member] of [
      ['owner', refusal, refusal],
      ['administrators', 'done', refusal],
      ['everyone', 'done', 'done'],
    ] as const) {
      await teacher.client.call('chats.setPermission', { chatId: place, permission, scope })
      const ends = [await endOf(acts[permission], secondTeacher), await endOf(acts[permission], pupil)]
      // A pupil adds nobody whom he has no contact with.
      if (permission === 'addMembers' && scope === 'everyone') assert.notEqual(ends[1], refusal)
      else assert.deepEqual(ends, [administrator, member], `${permission} for ${scope}`)
      assert.equal(await endOf(acts[permission], teacher), 'done', `${permission} by the owner`)
    }
  }
})
