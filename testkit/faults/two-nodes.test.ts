import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { send as sendTo, startChat } from '#testkit/messages.ts'
import { type Person, signIn } from '#testkit/people.ts'
import { createTestDatabase, type TestDatabase } from '#testkit/test-database.ts'
import { openSocket, type TestSocket } from '#testkit/test-socket.ts'
import { findValkey, startValkey, type Valkey } from '#testkit/valkey.ts'
import { createWorld, type World } from '#testkit/world.ts'

const program = findValkey()
const skip = program === null ? 'there is no valkey-server or redis-server on this machine' : false

let valkey: Valkey
let database: TestDatabase
let here: World
let there: World
let cast: Cast
let chatId: string

before(async () => {
  if (program === null) return
  valkey = await startValkey(program)
  database = await createTestDatabase()
  const environment = { PARTA_BUS_URL: valkey.url }
  here = await createWorld({ database, environment })
  there = await createWorld({ database, environment })
  cast = await createCast(here)
  chatId = await startChat(cast)
})
after(async () => {
  if (program === null) return
  await here[Symbol.asyncDispose]()
  await there[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  await valkey[Symbol.asyncDispose]()
})

/** The socket of a person on the other node. */
async function listenThere(person: Person): Promise<TestSocket> {
  const socket = await openSocket(person.client.at(there.app.port))
  await socket.hello()
  return socket
}

const send = (text: string) => sendTo(cast.teacher, chatId, text)
const heard = (socket: TestSocket, text: string) => socket.event('message.posted', (each) => each.message.text === text)

test('[MSG-21/nodes] what is written on one node is heard on the other at once', { skip }, async () => {
  await using socket = await listenThere(cast.pupil)
  const began = performance.now()
  await send('Слышно?')
  await heard(socket, 'Слышно?')
  assert.ok(performance.now() - began < 1_000)
  await cast.teacher.client.call('typing.start', { chatId })
  await socket.event('typing.started')
})

test('[IDN-05/nodes] a sign-out on one node closes the sockets on the other', { skip }, async () => {
  here.clock.advance(120_000)
  const second = await signIn(here, cast.secondTeacher.phone, cast.secondTeacher.about)
  const socket = await listenThere(second)
  await second.client.call('sessions.signOut', {})
  assert.equal(await socket.closed(), 4001)
})

test('[GEN-01/nodes] a removal on one node silences the other', { skip }, async () => {
  await using socket = await listenThere(cast.secondPupil)
  const profileId = cast.secondPupil.profileId
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.parent.profileId] })
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId })
  await socket.event('chat.dropped', (payload) => payload.chatId === chatId)
  await send('Без неё')
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.ok(!socket.events('message.posted').some(({ p }) => JSON.stringify(p).includes('Без неё')))
})

test('[MSG-21/bus-last] a lost last message is heard within two seconds', { skip }, async () => {
  await using socket = await listenThere(cast.pupil)
  await send('Перед потерей')
  await heard(socket, 'Перед потерей')
  // Subscribers are cut off; whoever is away when the next one is said never hears it from the bus.
  await valkey.command('CLIENT KILL TYPE pubsub')
  await send('Последнее')
  const began = performance.now()
  await heard(socket, 'Последнее')
  assert.ok(performance.now() - began < 2_000, `${Math.round(performance.now() - began)} ms`)
})

test('[MSG-21/bus-dies] the bus may die, come back empty, and nothing is lost or doubled', { skip }, async () => {
  await using socket = await listenThere(cast.pupil)
  await valkey.kill()
  const texts = ['раз', 'два', 'три'].map((word) => `без шины: ${word}`)
  for (const text of texts) await send(text)
  await valkey.start()
  await valkey.command('FLUSHALL')
  await heard(socket, texts.at(-1)!)
  const seen = socket
    .events('message.posted')
    .map(({ p }) => (p as { message: { text: string } }).message.text)
    .filter((text) => texts.includes(text))
  assert.deepEqual(seen, texts)
})
