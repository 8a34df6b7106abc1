import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { edit, forward, forwardInput, send, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { pollInput } from '#testkit/polls.ts'
import { createWorld, type World } from '#testkit/world.ts'

const SLOW_MS = 60_000
const DAY_MS = 86_400_000
/** More than one step of the cleaning. */
const MANY = 120

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const slow = (chatId: string, slowModeMs: typeof SLOW_MS | null, by = cast.teacher) =>
  by.client.call('chats.setSlowMode', { chatId, slowModeMs })
const draft = (chatId: string, text = 'Слово') => ({ chatId, key: newId(), text })
const tooSoon = async (person: Person, chatId: string) =>
  (await person.client.refused('messages.send', draft(chatId), 'message.tooSoon')).details?.waitSeconds as number

/** What of these texts can still be read, and by whom the others were erased. */
async function readBy({ client }: Person, chatId: string, after: number) {
  const { entries } = await client.call('messages.page', { chatId, after, limit: 100 })
  return entries.flatMap((entry) =>
    entry.e === 'message.posted' ? [entry.p.message.erased ?? entry.p.message.text] : [],
  )
}

/** Waits for work that goes on behind. */
async function until(check: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000
  while (!(await check())) {
    assert.ok(performance.now() < end, 'what goes on behind has come to no end')
    await new Promise<void>((resolve) => setTimeout(resolve, 100))
  }
}

test('[CHT-10/slow] in a slow chat a member waits, is told how long, and is refused on every way in; leaders never wait', async () => {
  const chatId = await startChat(cast)
  const source = [await send(cast.pupil, chatId, 'Раз'), await send(cast.pupil, chatId, 'Два')]
  await using socket = await world.socket(cast.pupil.client)
  await socket.hello({ open: [chatId] })
  await cast.pupil.client.refused('chats.setSlowMode', { chatId, slowModeMs: null }, 'chat.notAllowed')
  for (const _ of [1, 2]) await slow(chatId, SLOW_MS)
  const heard = await socket.event('chat.changed', ({ what }) => what === 'slowed')
  assert.deepEqual([heard.p.chat.slowModeMs, heard.p.actorId], [SLOW_MS, cast.teacher.profileId])
  const input = draft(chatId, 'По очереди')
  const first = (await cast.pupil.client.call('messages.send', input)).message
  const { mine } = (await socket.event('chat.mine', (payload) => payload.mine.pacedAt !== null)).p
  assert.ok(Math.abs(Date.parse(mine.pacedAt!) - Date.parse(first.at)) < 1_000)
  assert.equal((await cast.pupil.client.call('messages.send', input)).message.seq, first.seq, 'a repeat is no message')
  assert.equal(await tooSoon(cast.pupil, chatId), 60)
  const attached = { ...draft(chatId, ''), attachments: [newId()] }
  await cast.pupil.client.refused('messages.send', attached, 'message.tooSoon')
  await cast.pupil.client.refused('messages.forward', forwardInput(chatId, [source[0]!]), 'message.tooSoon')
  await cast.pupil.client.refused('polls.create', pollInput(chatId), 'message.tooSoon')
  await edit(cast.pupil, first, 'По очереди, с правкой')
  for (const text of ['И', 'подряд']) await send(cast.teacher, chatId, text)
  await send(cast.secondPupil, chatId, 'Каждый ждёт сам')
  world.clock.advance(SLOW_MS - 20_000)
  assert.ok((await tooSoon(cast.pupil, chatId)) <= 20)
  world.clock.advance(20_000)
  await cast.pupil.client.refused('messages.forward', forwardInput(chatId, source), 'message.oneAtATime')
  await forward(cast.pupil, chatId, [source[0]!])
  await tooSoon(cast.pupil, chatId)
})

test('[CHT-10/slow-races] of two messages at once one is the next; whoever goes and comes again waits on; off means off', async () => {
  const chatId = await startChat(cast)
  await slow(chatId, SLOW_MS)
  const { client, profileId } = cast.pupil
  const sent = await Promise.allSettled([1, 2, 3].map(() => client.call('messages.send', draft(chatId))))
  assert.equal(sent.filter(({ status }) => status === 'fulfilled').length, 1)
  await client.call('chats.leave', { chatId })
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [profileId] })
  await tooSoon(cast.pupil, chatId)
  await cast.teacher.client.call('chats.setRole', { chatId, profileId, role: 'administrator' })
  for (const text of ['Веду', 'и не жду']) await send(cast.pupil, chatId, text)
  await cast.teacher.client.call('chats.setRole', { chatId, profileId, role: 'member' })
  await tooSoon(cast.pupil, chatId)
  await slow(chatId, null)
  for (const text of ['Снова', 'быстро']) await send(cast.pupil, chatId, text)
})

test('[CHT-10/clean-up] with a person go the messages that were chosen, whatever their number, and leave their places', async () => {
  const chatId = await startChat(cast)
  const { pupil, secondPupil, teacher } = cast
  const remove = (person: Person, cleanUp?: 'day' | 'all') =>
    teacher.client.call('chats.removeMember', { chatId, profileId: person.profileId, ...(cleanUp && { cleanUp }) })
  await send(pupil, chatId, 'Давно')
  await send(secondPupil, chatId, 'Тоже давно')
  world.clock.advance(DAY_MS + 1_000)
  for (let n = 0; n < MANY; n += 1) await send(pupil, chatId, `Шум ${n}`)
  const kept = await send(secondPupil, chatId, 'Не шум')
  await remove(pupil, 'day')
  await until(async () => (await readBy(teacher, chatId, kept.seq - 2))[0] === 'leader')
  const all = [...(await readBy(teacher, chatId, 0)), ...(await readBy(teacher, chatId, 100))]
  assert.deepEqual(
    all.filter((text) => text !== 'leader'),
    ['Давно', 'Тоже давно', 'Не шум'],
  )
  assert.equal(all.filter((text) => text === 'leader').length, MANY)
  await remove(secondPupil)
  assert.ok((await readBy(teacher, chatId, kept.seq - 1)).includes('Не шум'), 'it stays where nothing was asked for')
  await teacher.client.call('chats.addMembers', { chatId, profileIds: [secondPupil.profileId] })
  await remove(secondPupil, 'all')
  await until(async () => (await readBy(teacher, chatId, kept.seq - 1)).includes('leader'))
  assert.deepEqual((await readBy(teacher, chatId, 0)).slice(0, 2), ['Давно', 'leader'])
})
