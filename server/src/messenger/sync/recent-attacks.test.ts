import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Message } from '#contract/messenger/chats.ts'
import { LIFETIMES_MS } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { Client, newId } from '#testkit/client.ts'
import type { Person } from '#testkit/people.ts'
import { createTestDatabase, type TestDatabase } from '#testkit/test-database.ts'
import { openSocket } from '#testkit/test-socket.ts'
import { createWorld, type World } from '#testkit/world.ts'

/** Two processes over one database, between which no event ever travels. */
let database: TestDatabase
let here: World
let there: World
let cast: Cast
let chatId: string
before(async () => {
  database = await createTestDatabase()
  here = await createWorld({ database })
  there = await createWorld({ database })
  cast = await createCast(here)
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: 'Математика',
    memberIds: [cast.pupil, cast.secondPupil, cast.secondTeacher].map(({ profileId }) => profileId),
  })
  chatId = chat.id
})
after(async () => {
  await here[Symbol.asyncDispose]()
  await there[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

/** What somebody is given of the chat who comes to a process with it on the screen. */
async function given(world: World, person: Person, held?: number) {
  const client = new Client(world.app.port, 'main', person.client.name)
  for (const [name, value] of person.client.cookies) client.cookies.set(name, value)
  await using socket = await openSocket(client)
  const snapshot = await socket.hello({ open: [chatId], chats: held === undefined ? {} : { [chatId]: held } })
  return snapshot.moved.find(({ state }) => state.chat.id === chatId)
}

/** The same by both processes, each asked again and again: the third answer is made of what is remembered. */
async function givenAnywhere(person: Person, held?: number) {
  const answers = []
  for (const world of [here, there, here, there, here, there]) answers.push(await given(world, person, held))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  return answers[0]
}

async function send(text: string, more: { lifetimeMs?: (typeof LIFETIMES_MS)[number] } = {}): Promise<Message> {
  return (await cast.teacher.client.call('messages.send', { chatId, key: newId(), text, ...more })).message
}

const says = (answer: unknown, word: string) => JSON.stringify(answer).includes(word)

test('[MSG-10/erased] what is erased is gone at once from what processes remember, heard of or not', async () => {
  const message = await send('Ъстёртоеъ')
  assert.ok(says(await givenAnywhere(cast.pupil), 'Ъстёртоеъ'))
  assert.ok(says(await givenAnywhere(cast.secondPupil, 0), 'Ъстёртоеъ'))
  await cast.teacher.client.call('messages.erase', { chatId, seqs: [message.seq] })
  for (const person of [cast.teacher, cast.pupil, cast.secondPupil]) {
    const answer = await givenAnywhere(person)
    assert.ok(!says(answer, 'Ъстёртоеъ'))
    assert.equal(answer!.state.lastMessage!.erased, 'author')
  }
})

test('[MSG-09/remembered] an edit, a reaction and a new message are in the next answer', async () => {
  const message = await send('было')
  await givenAnywhere(cast.pupil)
  await cast.teacher.client.call('messages.edit', { chatId, seq: message.seq, version: 1, text: 'стало' })
  const edited = await givenAnywhere(cast.pupil)
  assert.equal(edited!.state.lastMessage!.text, 'стало')
  await cast.pupil.client.call('reactions.set', { chatId, seq: message.seq, reaction: '👍' })
  const reacted = await givenAnywhere(cast.pupil)
  assert.deepEqual(reacted!.own, [{ seq: message.seq, reaction: '👍' }])
  assert.deepEqual((await givenAnywhere(cast.secondPupil))!.own, [])
  const unread = reacted!.state.mine.unread
  await send('ещё')
  const later = await givenAnywhere(cast.pupil, message.seq)
  assert.deepEqual([later!.state.lastMessage!.text, later!.state.mine.unread], ['ещё', unread + 1])
  await cast.pupil.client.call('reads.mark', { chatId, seq: later!.state.lastSeq })
  assert.equal((await givenAnywhere(cast.pupil))!.state.mine.unread, 0)
  assert.equal((await givenAnywhere(cast.secondPupil))!.state.mine.unread, later!.state.lastMessage!.ordinal - 1)
})

test('[P-12/remembered] who is removed gets nothing, and who comes again nothing from before', async () => {
  await send('Ъдонегоъ')
  assert.ok(says(await givenAnywhere(cast.secondPupil), 'Ъдонегоъ'))
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId: cast.secondPupil.profileId })
  await send('Ъбезнегоъ')
  assert.ok(says(await givenAnywhere(cast.pupil), 'Ъбезнегоъ'))
  assert.equal(await givenAnywhere(cast.secondPupil), undefined)
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.secondPupil.profileId] })
  assert.ok(says(await givenAnywhere(cast.pupil), 'Ъбезнегоъ'))
  const back = await givenAnywhere(cast.secondPupil)
  assert.ok(!says(back, 'Ъдонегоъ') && !says(back, 'Ъбезнегоъ'))
  assert.deepEqual([back!.state.lastMessage, back!.state.mine.unread], [null, 0])
  await send('Ъприлюдноъ')
  const now = await givenAnywhere(cast.secondPupil)
  assert.ok(says(now, 'Ъприлюдноъ') && !says(now, 'Ъбезнегоъ'))
})

test('[MSG-08/remembered] what is over is given by nobody from its last moment on', async () => {
  const [minute] = LIFETIMES_MS
  await send('Ънаминутуъ', { lifetimeMs: minute })
  for (const person of [cast.pupil, cast.teacher]) assert.ok(says(await givenAnywhere(person), 'Ънаминутуъ'))
  here.clock.advance(minute)
  there.clock.advance(minute)
  for (const person of [cast.pupil, cast.teacher]) {
    const answer = await givenAnywhere(person)
    assert.ok(!says(answer, 'Ънаминутуъ'))
    assert.equal(answer!.state.lastMessage!.erased, 'expired')
  }
  await here.app.messenger.expiry.run()
  assert.ok(!says(await givenAnywhere(cast.pupil), 'Ънаминутуъ'))
})
