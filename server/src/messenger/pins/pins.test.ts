import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PINS_MAX } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { erase, send, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const pinsOf = async (person: Person, chatId: string) => (await person.client.call('chats.get', { chatId })).chat.pins
const pin = (person: Person, { chatId, seq }: { chatId: string; seq: number }) =>
  person.client.call('pins.add', { chatId, seq })
const linesOf = async (person: Person, chatId: string) => {
  const { entries } = await person.client.call('messages.page', { chatId })
  return entries.flatMap((entry) => (entry.e === 'chat.changed' ? [[entry.p.what, entry.p.seq ?? null]] : [])).slice(1)
}

test('[MSG-17] the last pinned stands first, they are put into another order, and everybody hears each change once', async () => {
  const chatId = await startChat(cast)
  const [first, second, third] = [
    await send(cast.pupil, chatId, 'Расписание'),
    await send(cast.teacher, chatId, 'Телефоны'),
    await send(cast.teacher, chatId, 'Список книг'),
  ]
  await using socket = await world.socket(cast.pupil.client)
  await socket.hello({ open: [chatId] })
  for (const message of [first, second, third, second]) await pin(cast.teacher, message)
  assert.deepEqual(await pinsOf(cast.pupil, chatId), [third.seq, second.seq, first.seq])
  const seqs = [first.seq, third.seq, second.seq]
  for (const _ of [1, 2]) await cast.teacher.client.call('pins.arrange', { chatId, seqs })
  const heard = await socket.event('chat.changed', ({ what }) => what === 'pinsArranged')
  assert.deepEqual(heard.p.chat.pins, seqs)
  for (const _ of [1, 2]) await cast.teacher.client.call('pins.remove', { chatId, seq: third.seq })
  assert.deepEqual(await pinsOf(cast.pupil, chatId), [first.seq, second.seq])
  assert.deepEqual(await linesOf(cast.pupil, chatId), [
    ['pinned', first.seq],
    ['pinned', second.seq],
    ['pinned', third.seq],
    ['pinsArranged', null],
    ['unpinned', third.seq],
  ])
})

test('[MSG-17/stale] an order that was made while others pinned is refused, and nothing is unpinned by it', async () => {
  const chatId = await startChat(cast)
  const messages = [await send(cast.teacher, chatId, 'Первое'), await send(cast.teacher, chatId, 'Второе')]
  for (const message of messages) await pin(cast.teacher, message)
  const seqs = messages.map(({ seq }) => seq)
  const late = await send(cast.teacher, chatId, 'Третье')
  await pin(cast.teacher, late)
  await cast.teacher.client.refused('pins.arrange', { chatId, seqs }, 'pin.othersPinned')
  await cast.teacher.client.refused('pins.arrange', { chatId, seqs: [...seqs, 1] }, 'pin.othersPinned')
  assert.equal((await pinsOf(cast.pupil, chatId)).length, 3)
})

test('[MSG-17/permission] who may pin is the chat’s choice, in a dialogue both do, and an observer does not', async () => {
  const chatId = await startChat(cast)
  const message = await send(cast.pupil, chatId, 'Важное')
  const input = { chatId, seq: message.seq }
  const refused = await cast.pupil.client.refused('pins.add', input, 'chat.notAllowed')
  assert.deepEqual(refused.details, { rule: 'pin', changedBy: 'owner' })
  await cast.teacher.client.call('chats.setPermission', { chatId, permission: 'pin', scope: 'everyone' })
  await cast.pupil.client.call('pins.add', input)
  await cast.teacher.client.call('chats.setPermission', { chatId, permission: 'pin', scope: 'owner' })
  await cast.pupil.client.refused('pins.remove', input, 'chat.notAllowed')
  await cast.parent.client.refused('pins.remove', input, 'chat.unknown')
  const { chat } = await cast.teacher.client.call('chats.openDirect', {
    id: newId(),
    profileId: cast.secondTeacher.profileId,
  })
  const said = await send(cast.teacher, chat.id, 'Пароль от журнала у завуча')
  await pin(cast.secondTeacher, said)
  assert.deepEqual(await pinsOf(cast.teacher, chat.id), [said.seq])
})

test('[MSG-17/refused] what is gone, vanishes or was before one came is not pinned, and there is a limit', async () => {
  const chatId = await startChat(cast)
  const { client } = cast.teacher
  const fleeting = await send(cast.teacher, chatId, 'Минуту', { lifetimeMs: 60_000 })
  await client.refused('pins.add', { chatId, seq: fleeting.seq }, 'message.vanishing')
  const gone = await send(cast.teacher, chatId, 'Ошибка')
  await erase(cast.teacher, gone)
  await client.refused('pins.add', { chatId, seq: gone.seq }, 'message.erased')
  await client.refused('pins.add', { chatId, seq: 1 }, 'message.unknown')
  await client.refused('pins.add', { chatId, seq: 999 }, 'message.unknown')
  await client.call('chats.addMembers', { chatId, profileIds: [cast.otherPupil.profileId] })
  await client.call('chats.setPermission', { chatId, permission: 'pin', scope: 'everyone' })
  const early = { chatId, seq: fleeting.seq }
  await cast.otherPupil.client.refused('pins.add', early, 'message.unknown')
  for (let n = 0; n < PINS_MAX; n += 1) await pin(cast.teacher, await send(cast.teacher, chatId, `Правило ${n}`))
  const { seq } = await send(cast.teacher, chatId, 'Ещё одно')
  const full = await client.refused('pins.add', { chatId, seq }, 'pin.tooMany')
  assert.deepEqual(full.details, { pinsMax: PINS_MAX })
})

test('[MSG-17/erased] what is erased is unpinned in the same moment', async () => {
  const chatId = await startChat(cast)
  const message = await send(cast.pupil, chatId, 'Адрес')
  await pin(cast.teacher, message)
  await erase(cast.pupil, message)
  assert.deepEqual(await pinsOf(cast.pupil, chatId), [])
  assert.deepEqual((await linesOf(cast.pupil, chatId)).at(-1), ['unpinned', message.seq])
})

test('[MSG-17/channel] in a channel whoever writes for the organisation pins, in its name', async () => {
  const { director, parent, school } = cast
  const { channels } = await director.client.call('channels.list', { communityId: school.communityId })
  const chatId = channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
  const { seq } = await director.client.call('channels.post', { chatId, text: 'Каникулы с 28 октября' })
  await parent.client.refused('pins.add', { chatId, seq }, 'community.notAllowed')
  await director.client.call('pins.add', { chatId, seq })
  assert.deepEqual(await pinsOf(parent, chatId), [seq])
  const { entries } = await parent.client.call('messages.page', { chatId })
  const lines = entries.flatMap((entry) => (entry.e === 'chat.changed' && entry.p.seq === seq ? entry.p.actorId : []))
  assert.deepEqual(lines, [school.communityId], 'no reader is told of a person')
})
