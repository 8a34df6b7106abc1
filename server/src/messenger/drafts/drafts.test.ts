import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DRAFTS_MAX } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const typed = (text: string, replyToSeq: number | null = null) => ({ text, mentions: [], replyToSeq })
const set = async (person: Person, chatId: string, base: number, draft: ReturnType<typeof typed> | null) =>
  (await person.client.call('drafts.set', { chatId, base, draft })).version
const kept = async (person: Person, chatId: string) =>
  (await person.client.call('drafts.get', { chatIds: [chatId] })).drafts[0]

test('a draft is there for all devices of its author, in versions, and for nobody else', async () => {
  const chatId = await startChat(cast)
  await using socket = await world.socket(cast.pupil.client)
  await socket.hello({ open: [chatId] })
  await using others = await world.socket(cast.secondPupil.client)
  await others.hello({ open: [chatId] })
  assert.equal(await set(cast.pupil, chatId, 0, typed('Я приду, ес')), 1)
  const heard = await socket.event('draft.changed')
  assert.deepEqual(heard.p, { chatId, version: 1 })
  assert.equal(await set(cast.pupil, chatId, 1, typed('  Я приду, если', 1)), 2)
  assert.deepEqual((await kept(cast.pupil, chatId))?.draft, typed('  Я приду, если', 1), 'as it was typed')
  assert.equal(await kept(cast.secondPupil, chatId), undefined)
  const { snapshot } = await others.hello({ open: [chatId] }).then(() => ({ snapshot: others.frames }))
  assert.ok(!JSON.stringify(snapshot).includes('Я приду'))
  await cast.parent.client.refused('drafts.set', { chatId, base: 0, draft: typed('Чужое') }, 'chat.unknown')
})

test('a device that has not seen the newest writes over nothing, and what was emptied comes back in a newer version', async () => {
  const chatId = await startChat(cast)
  await set(cast.pupil, chatId, 0, typed('Раз'))
  const stale = { chatId, base: 0, draft: typed('Два') }
  await cast.pupil.client.refused('drafts.set', stale, 'draft.versionConflict')
  await cast.pupil.client.refused('drafts.set', { ...stale, draft: null }, 'draft.versionConflict')
  assert.equal(await set(cast.pupil, chatId, 1, typed(' \n ')), 2, 'nothing is left of it')
  assert.equal(await kept(cast.pupil, chatId), undefined)
  assert.equal(await set(cast.pupil, chatId, 0, typed('Три')), 3)
  const { drafts } = await cast.pupil.client.call('drafts.get', { chatIds: [chatId] })
  assert.deepEqual(drafts, [{ chatId, version: 3, draft: typed('Три') }])
})

test('whoever is out of a chat is not shown what he has typed there', async () => {
  const chatId = await startChat(cast, [cast.pupil, cast.secondPupil, cast.secondTeacher])
  await set(cast.secondTeacher, chatId, 0, typed('Не успел'))
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId: cast.secondTeacher.profileId })
  assert.equal(await kept(cast.secondTeacher, chatId), undefined)
  await cast.secondTeacher.client.refused('drafts.set', { chatId, base: 1, draft: null }, 'chat.unknown')
})

test('there are so many drafts and no more', async () => {
  const chatId = await startChat(cast)
  await world.database.query(
    `insert into messenger.draft (profile_id, chat_id, version, written, text)
    select $1, gen_random_uuid(), 1, true, 'т' from generate_series(1, $2::integer)`,
    [cast.secondPupil.profileId, DRAFTS_MAX],
  )
  const over = { chatId, base: 0, draft: typed('Ещё') }
  const refused = await cast.secondPupil.client.refused('drafts.set', over, 'draft.tooMany')
  assert.deepEqual(refused.details, { draftsMax: DRAFTS_MAX })
  await world.database.query('delete from messenger.draft where profile_id = $1', [cast.secondPupil.profileId])
})
