import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SESSION_LIFE_MS } from '#contract/identity/signin.limits.ts'
import { SOCKET_VERSION } from '#contract/kit/socket.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let chatId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: 'Класс',
    memberIds: [cast.pupil.profileId, cast.secondTeacher.profileId],
  })
  chatId = chat.id
})
after(() => world[Symbol.asyncDispose]())

const send = (person: Person, text: string) => person.client.call('messages.send', { chatId, key: newId(), text })
const hello = { t: 'hello', v: SOCKET_VERSION, profile: 0, communities: {}, chats: {}, open: [] }

test('[GEN-01/parted] a socket that was told goodbye and does not close can do nothing more', async () => {
  const { secondTeacher } = cast
  const socket = await world.socket(secondTeacher.client)
  await socket.hello()
  // A client that ignores the closing handshake.
  socket.ws.close = () => undefined
  await secondTeacher.client.call('sessions.signOut', {})
  await socket.until('goodbye', (frame) => frame.t === 'bye')
  socket.send({ t: 'call', n: 1, op: 'messages.send', key: newId(), input: { chatId, key: newId(), text: 'Призрак' } })
  await send(cast.teacher, 'После выхода')
  await new Promise((resolve) => setTimeout(resolve, 100))
  const { entries } = await cast.teacher.client.call('messages.page', { chatId })
  assert.ok(!JSON.stringify(entries).includes('Призрак'))
  assert.ok(!JSON.stringify(socket.frames).includes('После выхода'))
  socket.ws.terminate()
})

test('[GEN-01/session-age] which sessions are live is known for many at once', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Вечный', name: 'Иван' })
  const { sessionId } = await person.client.call('sessions.current', {})
  const ask = () => world.app.identity.liveProfiles([sessionId, newId()])
  assert.deepEqual([...(await ask())], [[sessionId, person.profileId]])
  world.clock.advance(SESSION_LIFE_MS + 1_000)
  assert.equal((await ask()).size, 0)
  world.clock.advance(-SESSION_LIFE_MS - 1_000)
})

test('many hellos at once get one answer, to the newest, and lose no event', async () => {
  const socket = await world.socket(cast.pupil.client)
  for (let i = 0; i < 20; i += 1) {
    socket.send(hello)
    if (i % 5 === 0) await send(cast.teacher, `между ${i}`)
  }
  const last = await send(cast.teacher, 'последнее')
  const knowsLast = () =>
    socket.events('message.posted').some(({ s }) => s === last.message.seq) ||
    JSON.stringify(socket.frames.findLast((frame) => frame.t === 'snapshot') ?? null).includes('последнее')
  await socket.until('the last message', (frame) => (frame.t === 'live' || frame.t === 'event') && knowsLast())
  await socket.settle()
  const snapshots = socket.frames.filter((frame) => frame.t === 'snapshot').length
  assert.equal(socket.frames.filter((frame) => frame.t === 'live').length, snapshots)
})

test('a socket that never says hello hears nothing, and its calls are answered', async () => {
  const socket = await world.socket(cast.pupil.client)
  await send(cast.teacher, 'Слышно?')
  await socket.settle()
  assert.deepEqual(socket.events(), [])
  assert.equal((await socket.call('chats.get', { chatId })).chat.id, chatId)
})

test('whoever does not read is not heard until he has, and then asked to say hello again', async () => {
  const text = 'щ'.repeat(4_096)
  await Promise.all(Array.from({ length: 100 }, () => send(cast.teacher, text)))
  const socket = await world.socket(cast.pupil.client)
  await socket.hello()
  const connection = [...world.app.hub.ofProfile(cast.pupil.profileId)].at(-1)
  socket.ws.pause()
  const pages = 30
  for (let n = 1; n <= pages; n += 1) {
    socket.send({ t: 'call', n, op: 'messages.page', input: { chatId, limit: 100 } })
  }
  const deadline = Date.now() + 5_000
  while (!connection!.ws.isPaused && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(connection!.ws.isPaused, true, 'the server goes on reading')
  await send(cast.teacher, 'Пока не читает')
  socket.ws.resume()
  await socket.until('resync', (frame) => frame.t === 'resync' && frame.reason === 'slow')
  await socket.until('last answer', (frame) => frame.t === 'ok' && frame.n === pages)
  assert.equal(socket.frames.filter((frame) => frame.t === 'ok').length, pages)
  const { moved } = await socket.hello({ chats: {}, open: [chatId] })
  assert.ok(JSON.stringify(moved).includes('Пока не читает'))
})

test('more calls in flight than a client has hands for are told to wait, each by its own number', async () => {
  const socket = await world.socket(cast.pupil.client)
  for (let n = 1; n <= 100; n += 1) socket.send({ t: 'call', n, op: 'chats.get', input: { chatId } })
  await socket.until('all answers', () => socket.frames.filter(({ t }) => t === 'ok' || t === 'fail').length === 100)
  const refused = socket.frames.flatMap((frame) => (frame.t === 'fail' ? [frame.problem.code] : []))
  assert.ok(refused.length <= 36 && refused.every((code) => code === 'rate.limited'), String(refused))
})
