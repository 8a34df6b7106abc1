import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Message } from '#contract/messenger/chats.ts'
import { READERS_NAMED_MAX } from '#contract/messenger/readers.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { growSchool } from '#testkit/large-school.ts'
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

const readersOf = (person: Person, { chatId, seq }: Message) => person.client.call('reads.list', { chatId, seq })
const readUpTo = (person: Person, { chatId, seq }: Message) => person.client.call('reads.mark', { chatId, seq })
const now = () => world.clock.now()
/** Steps of reading are told to five seconds, and the clock of the test goes on. */
const assertNear = (told: readonly { at: string }[], expected: readonly number[]) => {
  assert.equal(told.length, expected.length)
  for (const [n, { at }] of told.entries()) assert.ok(Math.abs(Date.parse(at) - expected[n]!) < 5_000, `${n} at ${at}`)
}

test('[MSG-10] whoever has sent a message learns who has read it and when, the last one first', async () => {
  const chatId = await startChat(cast)
  const first = await send(cast.teacher, chatId, 'Сдаём тетради')
  assert.deepEqual(await readersOf(cast.teacher, first), { all: 2, read: 0, readers: [], cards: [], groups: [] })
  world.clock.advance(60_000)
  const pupilAt = now()
  await readUpTo(cast.pupil, first)
  world.clock.advance(60_000)
  const second = await send(cast.teacher, chatId, 'И дневники')
  const secondAt = now()
  await readUpTo(cast.secondPupil, second)
  world.clock.advance(60_000)
  await readUpTo(cast.pupil, second)
  const { all, read, readers, cards } = await readersOf(cast.teacher, first)
  assert.deepEqual([all, read], [2, 2])
  // He has read further since; when he has read this one stays what it was.
  assert.deepEqual(
    readers.map(({ profileId }) => profileId),
    [cast.secondPupil.profileId, cast.pupil.profileId],
  )
  assertNear(readers, [secondAt, pupilAt])
  assert.deepEqual(cards.map(({ id }) => id).sort(), readers.map(({ profileId }) => profileId).sort())
  assertNear((await readersOf(cast.teacher, second)).readers, [now(), secondAt])
})

test('[MSG-10/refused] nobody learns it of what another one has sent, of what is gone, or of what he does not see', async () => {
  const chatId = await startChat(cast)
  const message = await send(cast.teacher, chatId, 'Тихо')
  const asked = { chatId, seq: message.seq }
  await cast.pupil.client.refused('reads.list', asked, 'message.notOwn')
  await cast.parent.client.refused('reads.list', asked, 'chat.unknown')
  await cast.teacher.client.refused('reads.list', { chatId, seq: message.seq + 1 }, 'message.unknown')
  const fleeting = await send(cast.teacher, chatId, 'На минуту', { lifetimeMs: 60_000 })
  world.clock.advance(60_001)
  await cast.teacher.client.refused('reads.list', { chatId, seq: fleeting.seq }, 'message.erased')
  await erase(cast.teacher, message)
  await cast.teacher.client.refused('reads.list', asked, 'message.erased')
})

test('[MSG-10/joined] whoever came after a message is none of its readers, and whoever has left is none any more', async () => {
  const chatId = await startChat(cast)
  const message = await send(cast.teacher, chatId, 'До него')
  await readUpTo(cast.secondPupil, message)
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.director.profileId] })
  const later = await send(cast.teacher, chatId, 'При нём')
  await readUpTo(cast.director, later)
  assert.deepEqual((await readersOf(cast.teacher, message)).all, 2)
  assert.deepEqual((await readersOf(cast.teacher, later)).all, 3)
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId: cast.secondPupil.profileId })
  assert.deepEqual(await readersOf(cast.teacher, message), { all: 1, read: 0, readers: [], cards: [], groups: [] })
})

test('[MSG-10/hidden] what is read by whoever hides it is told to nobody, not even later', async () => {
  const chatId = await startChat(cast, [cast.secondTeacher])
  const { write, calls, groups, photo } = await cast.secondTeacher.client.call('privacy.get', {})
  const show = (readMarks: boolean) =>
    cast.secondTeacher.client.call('privacy.set', { write, calls, groups, photo, readMarks })
  const seen = await send(cast.teacher, chatId, 'Видно')
  await readUpTo(cast.secondTeacher, seen)
  await show(false)
  assert.equal((await readersOf(cast.teacher, seen)).read, 0)
  world.clock.advance(60_000)
  const hidden = await send(cast.teacher, chatId, 'Не видно')
  await readUpTo(cast.secondTeacher, hidden)
  assert.equal((await readersOf(cast.teacher, hidden)).read, 0)
  await show(true)
  world.clock.advance(60_000)
  const shown = await send(cast.teacher, chatId, 'Снова видно')
  await readUpTo(cast.secondTeacher, shown)
  // Of what he has read unseen it is told that he has, at no earlier time than when he showed it again.
  assertNear((await readersOf(cast.teacher, hidden)).readers, [now()])
})

test('[MSG-10/many] in a chat of more than 500 nobody is named, and they are counted by what they are', async () => {
  await growSchool(world, cast)
  const chatId = await startChat(cast, [cast.pupil, cast.secondTeacher, cast.parent])
  await world.database.query(
    `insert into messenger.chat_member (chat_id, profile_id, role, start_seq, joined_seq, joined_at)
     select $1::uuid, m.profile_id, 'member', 0, 1, now() from communities.member m
     where m.sort_name like 'учеников%' limit $2`,
    [chatId, READERS_NAMED_MAX - 3],
  )
  const few = await send(cast.teacher, chatId, 'Ровно пятьсот')
  await readUpTo(cast.pupil, few)
  assert.deepEqual((await readersOf(cast.teacher, few)).readers.length, 1)
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.secondPupil.profileId] })
  const many = await send(cast.teacher, chatId, 'Больше')
  await readUpTo(cast.pupil, many)
  await readUpTo(cast.secondTeacher, many)
  const told = await readersOf(cast.teacher, many)
  assert.deepEqual([told.all, told.read, told.readers], [READERS_NAMED_MAX + 1, 2, []])
  assert.deepEqual(told.groups, [
    { who: 'staff', all: 1, read: 1 },
    { who: 'pupils', all: READERS_NAMED_MAX - 1, read: 1 },
    { who: 'others', all: 1, read: 0 },
  ])
})
