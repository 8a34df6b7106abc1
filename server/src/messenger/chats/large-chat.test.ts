import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CHAT_MEMBERS_MAX } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { growChat } from '#testkit/large-school.ts'
import { send, startChat } from '#testkit/messages.ts'
import { createWorld, type World } from '#testkit/world.ts'

/** Twice as many as a chat may have (reading A-25). */
const MEMBERS = 10_000
/** What somebody waits for at most, on a machine that does much else. */
const PATIENCE_MS = 5_000

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

async function within<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const done = await work()
  const ms = performance.now() - began
  assert.ok(ms < PATIENCE_MS, `${what} took ${Math.round(ms)} ms`)
  return done
}

test('[CHT-11/limit] at five thousand people a chat is full, for whoever adds and for whoever comes by a link', async () => {
  const { teacher, secondTeacher, school, classId: unitId } = cast
  const chatId = await startChat(cast)
  await growChat(world, { communityId: school.communityId, unitId, chatId }, CHAT_MEMBERS_MAX - 4)
  const profileIds = [secondTeacher.profileId, cast.parent.profileId]
  const full = await teacher.client.refused('chats.addMembers', { chatId, profileIds }, 'chat.membersTooMany')
  assert.deepEqual(full.details, { membersMax: CHAT_MEMBERS_MAX })
  await teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.parent.profileId] })
  const wanted = { chatId, days: 1, usesMax: null, approval: false } as const
  const { token } = (await teacher.client.call('chatLinks.make', wanted)).link
  await secondTeacher.client.refused('chatLinks.join', { token }, 'chat.membersTooMany')
})

test('[CHT-11] a chat of ten thousand people is written in, read, led, deleted and brought back while somebody waits', async () => {
  const { teacher, pupil, secondPupil, school, classId: unitId } = cast
  const chatId = await startChat(cast)
  const ids = await growChat(world, { communityId: school.communityId, unitId, chatId }, MEMBERS)
  await using socket = await world.socket(pupil.client)
  await socket.hello({ open: [chatId] })
  const message = await within('sending', () => send(teacher, chatId, 'Всем'))
  await within('hearing', () => socket.event('message.posted', (payload) => payload.message.id === message.id))
  await within('answering', () => send(pupil, chatId, 'Слышно', { replyToSeq: message.seq }))
  await within('reading', () => secondPupil.client.call('messages.page', { chatId }))
  const seen = new Set<string>()
  let cursor: string | null = null
  do {
    const place: { cursor?: string } = cursor === null ? {} : { cursor }
    const page = await within('a page of members', () =>
      teacher.client.call('chats.members', { chatId, limit: 200, ...place }),
    )
    for (const { profileId } of page.members) seen.add(profileId)
    cursor = page.next
  } while (cursor !== null)
  assert.equal(seen.size, MEMBERS + 3)
  await within('a rename', () => teacher.client.call('chats.rename', { chatId, title: 'Все вместе' }))
  await within('slow mode', () => teacher.client.call('chats.setSlowMode', { chatId, slowModeMs: 10_000 }))
  await within('a slow message', () => send(pupil, chatId, 'Не спеша'))
  const profileId = ids[MEMBERS / 2]!
  await within('a removal', () => teacher.client.call('chats.removeMember', { chatId, profileId, cleanUp: 'all' }))
  assert.equal((await teacher.client.call('chats.get', { chatId })).chat.membersCount, MEMBERS + 2)
  await within('a deletion', () => teacher.client.call('chats.delete', { chatId }))
  await pupil.client.refused('chats.get', { chatId }, 'chat.unknown')
  await within('bringing it back', () => teacher.client.call('chats.restore', { chatId }))
  await within('coming anew', async () => {
    await using back = await world.socket(secondPupil.client)
    const { moved } = await back.hello({ open: [chatId] })
    assert.ok(moved.some(({ state }) => state.chat.id === chatId))
  })
})
