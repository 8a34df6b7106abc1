import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const HOUR_MS = 3_600_000
/** Devices and nodes ask anew how quiet it is. */
const ASKED_ANEW_MS = 5 * 60_000

/** The organisation rests from now on, and hears again in an hour. */
async function rest(): Promise<void> {
  const { client } = cast.director
  const rules = await client.call('quietRules.get', { communityId: cast.school.communityId })
  const clock = (time: number) => new Date(time + 3 * HOUR_MS).toISOString().slice(11, 16)
  // Far from midnight in Moscow, so that the hour lies on one day.
  world.clock.advanceTo(Math.ceil(world.clock.now() / (24 * HOUR_MS)) * 24 * HOUR_MS + 9 * HOUR_MS)
  const hours = { from: clock(world.clock.now() + HOUR_MS), to: '23:00' }
  await client.call('quietRules.set', { ...rules, staffHours: hours, familyHours: hours, restDays: [] })
}

async function wake(): Promise<void> {
  world.clock.advance(HOUR_MS + ASKED_ANEW_MS)
  await world.app.messenger.heldReads.run()
}

const readTo = (person: Person, chatId: string, seq: number) => person.client.call('reads.mark', { chatId, seq })
const stateOf = (person: Person, chatId: string) => person.client.call('chats.get', { chatId })
const topOf = async (chatId: string) => (await stateOf(cast.teacher, chatId)).readTop
const readersOf = (chatId: string, seq: number) => cast.teacher.client.call('reads.list', { chatId, seq })

test('[P-04/reads] what is read in a quiet time moves the own place at once, and others see it when that is over', async () => {
  const { teacher, pupil, secondPupil } = cast
  const chatId = await startChat(cast)
  const first = await send(teacher, chatId, 'До тихого времени')
  await readTo(pupil, chatId, first.seq)
  await rest()
  const second = await send(teacher, chatId, 'Вечером')
  await using socket = await world.socket(teacher.client)
  await socket.hello({ open: [chatId] })
  await readTo(pupil, chatId, second.seq)
  const mine = (await stateOf(pupil, chatId)).mine
  assert.deepEqual([mine.readSeq, mine.unread], [second.seq, 0])
  assert.deepEqual(
    await topOf(chatId),
    [{ profileId: pupil.profileId, seq: first.seq }],
    'as far as he was seen before',
  )
  assert.deepEqual((await readersOf(chatId, second.seq)).read, 0)
  assert.deepEqual((await readersOf(chatId, first.seq)).read, 1)
  await world.app.messenger.heldReads.run()
  assert.deepEqual(await topOf(chatId), [{ profileId: pupil.profileId, seq: first.seq }], 'no round lets it go before')
  assert.equal(socket.events('chat.read').length, 0, 'nobody hears that he reads')
  const over = world.clock.now() + HOUR_MS
  await wake()
  const heard = await socket.event('chat.read', ({ readTop }) => readTop[0]?.seq === second.seq)
  assert.deepEqual(heard.p.readTop, [{ profileId: pupil.profileId, seq: second.seq }])
  const { readers } = await readersOf(chatId, second.seq)
  assert.ok(Math.abs(Date.parse(readers[0]!.at) - over) < 60_000, 'as read when the quiet time was over')
  await readTo(secondPupil, chatId, second.seq)
  assert.equal((await topOf(chatId)).length, 2, 'now it is seen at once')
})

test('[P-04/reads] whoever does not show how far he reads is not shown by the end of a quiet time', async () => {
  const { teacher, pupil } = cast
  const chatId = await startChat(cast)
  await rest()
  const message = await send(teacher, chatId, 'Ночью')
  await readTo(pupil, chatId, message.seq)
  const chosen = await pupil.client.call('privacy.get', {})
  const { write, calls, groups, photo } = chosen
  await pupil.client.call('privacy.set', { write, calls, groups, photo, readMarks: false })
  await wake()
  assert.deepEqual(await topOf(chatId), [])
  await pupil.client.call('privacy.set', { write, calls, groups, photo, readMarks: true })
  assert.deepEqual(await topOf(chatId), [], 'nor later, for that time')
})

test('[P-04/reads] in a dialogue too, and reading again after it shows all at once', async () => {
  const { teacher, parent } = cast
  const { chat } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: parent.profileId })
  await rest()
  const night = await send(teacher, chat.id, 'Не отвечайте сейчас')
  await readTo(parent, chat.id, night.seq)
  assert.deepEqual(await topOf(chat.id), [])
  world.clock.advance(HOUR_MS + ASKED_ANEW_MS)
  const morning = await send(teacher, chat.id, 'Доброе утро')
  await readTo(parent, chat.id, morning.seq)
  assert.deepEqual(await topOf(chat.id), [{ profileId: parent.profileId, seq: morning.seq }])
  await world.app.messenger.heldReads.run()
  assert.deepEqual(await topOf(chat.id), [{ profileId: parent.profileId, seq: morning.seq }])
})
