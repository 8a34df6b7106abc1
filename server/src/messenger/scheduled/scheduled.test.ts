import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SCHEDULED_AHEAD_MS, SCHEDULED_MAX } from '#contract/messenger/scheduled.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const HOUR_MS = 3_600_000

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const inMs = (ms: number) => new Date(world.clock.now() + ms).toISOString()
const put = async (person: Person, chatId: string, text: string, ms = HOUR_MS, more: { replyToSeq?: number } = {}) => {
  const input = { chatId, id: newId(), text, sendAt: inMs(ms), ...more }
  await person.client.call('scheduled.add', input)
  return input
}
const listOf = async (person: Person) => (await person.client.call('scheduled.list', {})).list
const round = () => world.app.messenger.scheduled.run()
const textsIn = async (chatId: string) => {
  const { entries } = await cast.teacher.client.call('messages.page', { chatId })
  return entries.flatMap((entry) => (entry.e === 'message.posted' ? entry.p.message.text : []))
}

test('a message that is put off is sent at its time and once, by however many processes, and is nobody else’s before', async () => {
  const chatId = await startChat(cast)
  const question = await send(cast.teacher, chatId, 'Кто завтра?')
  await using others = await world.socket(cast.secondPupil.client)
  await others.hello({ open: [chatId] })
  const later = await put(cast.pupil, chatId, ' Завтра я ', HOUR_MS, { replyToSeq: question.seq })
  assert.deepEqual(await cast.pupil.client.call('scheduled.add', later), { version: 1 }, 'a repeat finds it')
  await cast.pupil.client.refused('scheduled.add', { ...later, text: 'Не я' }, 'key.reused')
  assert.deepEqual(
    (await listOf(cast.pupil)).map(({ text, sendAt, failure }) => ({ text, sendAt, failure })),
    [{ text: 'Завтра я', sendAt: later.sendAt, failure: null }],
  )
  assert.deepEqual(await listOf(cast.secondPupil), [])
  world.clock.advance(HOUR_MS - 60_000)
  await round()
  assert.deepEqual(await textsIn(chatId), ['Кто завтра?'])
  world.clock.advance(60_000)
  await Promise.all([1, 2, 3].map(round))
  await round()
  const heard = await others.event('message.posted', ({ message }) => message.text === 'Завтра я')
  assert.deepEqual([heard.p.message.id, heard.p.message.replyToSeq], [later.id, question.seq])
  assert.deepEqual(await textsIn(chatId), ['Кто завтра?', 'Завтра я'])
  assert.deepEqual(await listOf(cast.pupil), [])
  const { seq } = await cast.pupil.client.call('scheduled.send', { chatId, id: later.id })
  assert.equal(seq, heard.p.message.seq, 'sending what was sent finds it')
})

test('its author changes it, sends it at once, or throws it away', async () => {
  const chatId = await startChat(cast)
  const { id } = await put(cast.pupil, chatId, 'В восемь')
  const change = { chatId, id, version: 1, text: 'В девять', sendAt: inMs(2 * HOUR_MS) }
  assert.deepEqual(await cast.pupil.client.call('scheduled.change', change), { version: 2 })
  await cast.pupil.client.refused('scheduled.change', { ...change, text: 'В десять' }, 'scheduled.versionConflict')
  await cast.secondPupil.client.refused('scheduled.change', { ...change, version: 2 }, 'scheduled.unknown')
  world.clock.advance(HOUR_MS)
  await round()
  assert.deepEqual(await textsIn(chatId), [], 'the time is another one now')
  await cast.pupil.client.call('scheduled.send', { chatId, id })
  assert.deepEqual(await textsIn(chatId), ['В девять'])
  const other = await put(cast.pupil, chatId, 'Не надо')
  await cast.secondPupil.client.call('scheduled.remove', { chatId, id: other.id })
  assert.equal((await listOf(cast.pupil)).length, 1, 'it is not his')
  await cast.pupil.client.call('scheduled.remove', { chatId, id: other.id })
  await cast.pupil.client.call('scheduled.remove', { chatId, id: other.id })
  await cast.pupil.client.refused('scheduled.send', { chatId, id: other.id }, 'scheduled.unknown')
  assert.deepEqual(await listOf(cast.pupil), [])
})

test('what its author may not do any more at its time is not sent: he is told why, keeps the text, and may send it later', async () => {
  const chatId = await startChat(cast)
  await put(cast.pupil, chatId, 'Тише')
  await using socket = await world.socket(cast.pupil.client)
  await socket.hello({ open: [] })
  const permit = (scope: 'everyone' | 'administrators') =>
    cast.teacher.client.call('chats.setPermission', { chatId, permission: 'write', scope })
  await permit('administrators')
  await cast.pupil.client.refused(
    'scheduled.add',
    { chatId, id: newId(), text: 'И это', sendAt: inMs(HOUR_MS) },
    'message.leadersOnly',
  )
  world.clock.advance(HOUR_MS)
  await round()
  assert.deepEqual((await socket.event('scheduled.changed')).p, { chatId })
  const [kept] = await listOf(cast.pupil)
  assert.deepEqual([kept?.text, kept?.failure], ['Тише', 'message.leadersOnly'])
  assert.deepEqual(await textsIn(chatId), [])
  await permit('everyone')
  await round()
  assert.deepEqual(await textsIn(chatId), [], 'it waits for its author')
  await cast.pupil.client.call('scheduled.send', { chatId, id: kept!.id })
  assert.deepEqual(await textsIn(chatId), ['Тише'])
})

test('whoever is out of a chat, and whoever is in an organisation that rests, says nothing there by what he has put off', async () => {
  const chatId = await startChat(cast, [cast.pupil, cast.secondPupil, cast.secondTeacher])
  const late = [
    await put(cast.secondTeacher, chatId, 'Прощайте'),
    await put(cast.pupil, chatId, 'Вечером', 2 * HOUR_MS),
  ]
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId: cast.secondTeacher.profileId })
  world.clock.advance(HOUR_MS)
  await round()
  const { communityId } = cast.school
  await cast.operator.call('organisations.suspend', { communityId, reason: 'Проверка' })
  world.clock.advance(HOUR_MS)
  await round()
  await cast.operator.call('organisations.resume', { communityId })
  const people = [cast.secondTeacher, cast.pupil]
  const failures = []
  for (const person of people) failures.push((await listOf(person)).map(({ failure }) => failure))
  assert.deepEqual(failures, [['chat.unknown'], ['community.suspended']])
  assert.deepEqual(await textsIn(chatId), [])
  for (const [n, person] of people.entries()) {
    await person.client.call('scheduled.remove', { chatId, id: late[n]!.id })
    assert.deepEqual(await listOf(person), [])
  }
})

test('in a chat that is slow it is its turn later', async () => {
  const chatId = await startChat(cast)
  await put(cast.pupil, chatId, 'Раз', HOUR_MS)
  await put(cast.pupil, chatId, 'Два', HOUR_MS + 1)
  await cast.teacher.client.call('chats.setSlowMode', { chatId, slowModeMs: 60_000 })
  world.clock.advance(HOUR_MS + 1)
  await round()
  assert.deepEqual(await textsIn(chatId), ['Раз'])
  assert.equal((await listOf(cast.pupil))[0]?.failure, null)
  world.clock.advance(61_000)
  await round()
  assert.deepEqual(await textsIn(chatId), ['Раз', 'Два'])
})

test('the time is still to come and within a year, and there are so many and no more', async () => {
  const chatId = await startChat(cast)
  const at = (ms: number) => ({ chatId, id: newId(), text: 'Слово', sendAt: inMs(ms) })
  for (const ms of [0, -1, SCHEDULED_AHEAD_MS + 60_000]) {
    await cast.pupil.client.refused('scheduled.add', at(ms), 'scheduled.timeInvalid')
  }
  await cast.pupil.client.refused('scheduled.add', { ...at(HOUR_MS), text: '  ' }, 'message.empty')
  await cast.parent.client.refused('scheduled.add', at(HOUR_MS), 'chat.unknown')
  await world.database.query(
    `insert into messenger.scheduled (profile_id, chat_id, id, text, send_at)
    select $1, $2, gen_random_uuid(), 'т', now() + interval '300 days' from generate_series(1, $3::integer)`,
    [cast.secondPupil.profileId, chatId, SCHEDULED_MAX],
  )
  await cast.secondPupil.client.refused('scheduled.add', at(HOUR_MS), 'scheduled.tooMany')
})
