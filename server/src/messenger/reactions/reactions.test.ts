import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Message } from '#contract/messenger/chats.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { react, send as sendTo, startChat, stateOf } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let chatId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  chatId = await startChat(cast, [cast.pupil, cast.secondPupil, cast.parent])
})
after(() => world[Symbol.asyncDispose]())

const send = (person: Person, text: string) => sendTo(person, chatId, text)

/** What a person's page shows of the reactions to a message, and his own. */
async function shown(person: Person, { seq }: Message) {
  const { entries, own } = await person.client.call('messages.page', { chatId })
  const entry = entries.find(({ s }) => s === seq)!
  assert.ok(entry.e === 'message.posted')
  const counts = entry.p.message.reactions.map(({ reaction, count }) => `${reaction}${count}`)
  return [counts.join(' '), own.find((each) => each.seq === seq)?.reaction ?? null]
}

const lastSeq = async () => (await stateOf(cast.teacher, chatId)).lastSeq

test('[MSG-12/set] everybody gives one reaction, changes it and takes it back; the counts are the same for all', async () => {
  const socket = await world.socket(cast.parent.client)
  await socket.hello()
  const message = await send(cast.pupil, 'Кто за?')
  await react(cast.teacher, message, '👍')
  await react(cast.secondPupil, message, '🎉')
  await react(cast.parent, message, '👍')
  assert.deepEqual(await shown(cast.parent, message), ['👍2 🎉1', '👍'])
  assert.deepEqual(await shown(cast.pupil, message), ['👍2 🎉1', null])
  await react(cast.teacher, message, '🎉')
  assert.deepEqual(await shown(cast.teacher, message), ['🎉2 👍1', '🎉'])
  await react(cast.teacher, message, null)
  assert.deepEqual(await shown(cast.teacher, message), ['🎉1 👍1', null])
  const heard = await socket.event('reactions.changed', ({ reaction }) => reaction === null)
  assert.deepEqual(
    [heard.p.seq, heard.p.actorId, heard.p.reactionsSeq, heard.p.reactions.length],
    [message.seq, cast.teacher.profileId, heard.s, 2],
  )
})

test('[MSG-12/number] what changes nothing takes no number, and reactions leave the version to the author', async () => {
  const message = await send(cast.pupil, 'Ещё вопрос')
  await react(cast.teacher, message, '👍')
  const before = await lastSeq()
  await react(cast.teacher, message, '👍')
  await react(cast.parent, message, null)
  assert.equal(await lastSeq(), before)
  const edit = { chatId, seq: message.seq, version: 1, text: 'Ещё один вопрос' }
  assert.deepEqual(await cast.pupil.client.call('messages.edit', edit), { version: 2 })
  assert.deepEqual(await shown(cast.teacher, message), ['👍1', '👍'])
})

test('[MSG-11] who has reacted is listed in the order of giving, page by page, with cards', async () => {
  const message = await send(cast.teacher, 'Поход в субботу')
  await react(cast.parent, message, '👍')
  await react(cast.secondPupil, message, '🎉')
  await react(cast.pupil, message, '👍')
  const list = (cursor?: string) =>
    cast.pupil.client.call('reactions.list', {
      chatId,
      seq: message.seq,
      limit: 2,
      ...(cursor === undefined ? {} : { cursor }),
    })
  const first = await list()
  assert.deepEqual(first.people, [
    { profileId: cast.parent.profileId, reaction: '👍' },
    { profileId: cast.secondPupil.profileId, reaction: '🎉' },
  ])
  assert.equal(first.cards.length, 2)
  const second = await list(first.next!)
  assert.deepEqual([second.people, second.next], [[{ profileId: cast.pupil.profileId, reaction: '👍' }], null])
})

test('[MSG-12/refused] only who sees the message and may write here reacts; an erased one takes its reactions along', async () => {
  const message = await send(cast.pupil, 'Ошибка')
  const input = { chatId, seq: message.seq, reaction: '👍' } as const
  await cast.stranger.client.refused('reactions.set', input, 'chat.unknown')
  await cast.teacher.client.refused('reactions.set', { ...input, seq: 1 }, 'message.unknown')
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.secondTeacher.profileId] })
  await cast.secondTeacher.client.refused('reactions.set', input, 'message.unknown')
  await cast.secondTeacher.client.refused('reactions.list', { chatId, seq: message.seq }, 'message.unknown')
  await react(cast.teacher, message, '😢')
  await cast.pupil.client.call('messages.erase', { chatId, seqs: [message.seq] })
  await cast.teacher.client.refused('reactions.set', input, 'message.erased')
  assert.deepEqual(await shown(cast.teacher, message), ['', null])
  const { people } = await cast.teacher.client.call('reactions.list', { chatId, seq: message.seq })
  assert.deepEqual(people, [])
  const rows = await world.database.query('select 1 from messenger.reaction where chat_id = $1 and seq = $2', [
    chatId,
    message.seq,
  ])
  assert.deepEqual(rows, [])
})

test('[MSG-12/read-only] where nobody may write a reaction is not given, and may still be taken back', async () => {
  const { teacher, pupil, secondPupil, school } = cast
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title: 'Трое',
    memberIds: [pupil.profileId, secondPupil.profileId],
  })
  const { message } = await teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Все тут?' })
  const input = { chatId: chat.id, seq: message.seq }
  await pupil.client.call('reactions.set', { ...input, reaction: '👍' })
  // An adult and a pupil are left alone.
  await teacher.client.call('chats.removeMember', { chatId: chat.id, profileId: secondPupil.profileId })
  await pupil.client.refused('reactions.set', { ...input, reaction: '🎉' }, 'chat.secondAdultMissing')
  await pupil.client.call('reactions.set', { ...input, reaction: null })
})

test('[MSG-12/catch-up] a device that was away is told counts and its own reaction, on screen or not', async () => {
  const message = await send(cast.pupil, 'Без меня')
  const held = await lastSeq()
  await react(cast.teacher, message, '👏')
  await react(cast.parent, message, '👏')
  const socket = await world.socket(cast.teacher.client)
  for (const open of [[], [chatId]]) {
    const { moved } = await socket.hello({ chats: { [chatId]: held }, open })
    const item = moved.find(({ state }) => state.chat.id === chatId)!
    assert.deepEqual(
      item.changed.map(({ seq, reactions }) => [seq, reactions]),
      [[message.seq, [{ reaction: '👏', count: 2 }]]],
    )
    assert.deepEqual([item.entries, item.own], [[], [{ seq: message.seq, reaction: '👏' }]])
  }
})
