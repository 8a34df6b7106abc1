import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OWN_CHANGE_MS } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { edit, erase, forward, send, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { pollInput } from '#testkit/polls.ts'
import { attach } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast

before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const open = async (person: Person) => (await person.client.call('favourites.open', { id: newId() })).chat

test('[FAV-01/one] there is one for each person, however often and from wherever it is opened', async () => {
  const { pupil, parent } = cast
  const opened = await Promise.all([1, 2, 3, 4].map(() => open(pupil)))
  assert.equal(new Set(opened.map(({ id }) => id)).size, 1)
  const { kind, title, membersCount, directIds } = opened[0]!
  assert.deepEqual(
    { kind, title, membersCount, directIds },
    { kind: 'favourites', title: '', membersCount: 1, directIds: [] },
  )
  assert.notEqual((await open(parent)).id, opened[0]!.id)
  await using socket = await world.socket(pupil.client)
  const { moved } = await socket.hello()
  assert.equal(moved.filter(({ state }) => state.chat.kind === 'favourites').length, 1)
})

test('[FAV-01/stays] nobody comes in, and it can be neither left nor deleted nor renamed', async () => {
  const { pupil, secondPupil } = cast
  const { id: chatId } = await open(pupil)
  const { client } = pupil
  await client.refused('chats.leave', { chatId }, 'chat.leaveImpossible')
  await client.refused('chats.delete', { chatId }, 'chat.notAllowed')
  await client.refused('chats.rename', { chatId, title: 'Моё' }, 'chat.notAllowed')
  await client.refused('chats.addMembers', { chatId, profileIds: [secondPupil.profileId] }, 'chat.notAllowed')
  for (const other of [secondPupil, cast.teacher, cast.director, cast.parent]) {
    await other.client.refused('chats.get', { chatId }, 'chat.unknown')
    await other.client.refused('messages.send', { chatId, key: newId(), text: 'Я тут' }, 'chat.unknown')
  }
})

test('[FAV-01/accepts] it takes what a chat takes: text, answers, what is forwarded, files, polls, what vanishes, pins, marks, reactions', async () => {
  const { teacher } = cast
  const { client } = teacher
  const { id: chatId } = await open(teacher)
  const note = await send(teacher, chatId, 'Проверить тетради')
  const other = await send(teacher, await startChat(cast), 'Кабинет 12')
  const seqs = await forward(teacher, chatId, [other])
  const { messages } = await client.call('messages.get', { chatId, seqs })
  assert.equal(messages[0]?.text, 'Кабинет 12')
  await send(teacher, chatId, 'Проверено', { replyToSeq: note.seq })
  await send(teacher, chatId, 'На минуту', { lifetimeMs: 60_000 })
  const file = await attach(client, chatId, Buffer.from('Контрольная'))
  assert.deepEqual((await send(teacher, chatId, '', { attachments: [file.id] })).attachments, [file])
  await client.call('polls.create', pollInput(chatId))
  await client.call('pins.add', { chatId, seq: note.seq })
  await client.call('marks.set', { chatId, seqs: [note.seq], mark: 'important', set: true })
  await client.call('reactions.set', { chatId, seq: note.seq, reaction: '👍' })
  const { mine } = await client.call('chats.get', { chatId })
  assert.deepEqual([mine.unread, mine.writeRefusal], [0, null])
})

test('[FAV-01/edit] own words are changed and erased there without an end (reading A-38), elsewhere within a day', async () => {
  const { secondPupil } = cast
  const { id: chatId } = await open(secondPupil)
  const note = await send(secondPupil, chatId, 'Прочитать § 5')
  const said = await send(secondPupil, await startChat(cast), 'Прочитал § 5')
  world.clock.advance(40 * OWN_CHANGE_MS)
  await assert.rejects(edit(secondPupil, said, 'Прочитал § 6'), /message\.dayOver/)
  await edit(secondPupil, note, 'Прочитать § 6')
  const { messages } = await secondPupil.client.call('messages.get', { chatId, seqs: [note.seq] })
  assert.deepEqual([messages[0]?.text, messages[0]?.version], ['Прочитать § 6', 2])
  await erase(secondPupil, messages[0]!)
})
