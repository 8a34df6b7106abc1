import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DELETION_WAIT_MS } from '#contract/identity/deletion.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { forward } from '#testkit/messages.ts'
import { type Person, signIn } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { createWorld, type World } from '#testkit/world.ts'

const PASSWORD = 'Осенний-лес-шумит'
const DAY_MS = 86_400_000

interface Said {
  groupId: string
  directId: string
}

/** Rules of the school for messages of deleted accounts. */
async function rule(cast: Cast, months: number | null, director = cast.director): Promise<void> {
  const { communityId } = cast.school
  const { version } = await director.client.call('retention.get', { communityId })
  const set = await director.client.call('retention.set', { communityId, version, months })
  assert.deepEqual(set, { communityId, version: version + 1, months })
}

/** Somebody speaks in a group of the school and in a dialogue. */
async function speak(cast: Cast, { client }: Person): Promise<Said> {
  const { teacher, pupil, school } = cast
  const { chat: group } = await client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title: 'Родители',
    memberIds: [teacher.profileId, pupil.profileId],
  })
  const { chat: direct } = await client.call('chats.openDirect', { id: newId(), profileId: teacher.profileId })
  for (const chatId of [group.id, direct.id]) {
    await client.call('messages.send', { chatId, key: newId(), text: 'Соберём по двести' })
  }
  await teacher.client.call('messages.send', { chatId: group.id, key: newId(), text: 'Хорошо' })
  return { groupId: group.id, directId: direct.id }
}

async function leave(world: World, person: Person): Promise<void> {
  await setFirstPassword(world, person, PASSWORD)
  await person.client.call('deletion.ask', { by: { password: PASSWORD } })
  world.clock.advance(DELETION_WAIT_MS + 1_000)
  await world.app.identity.finishDeletions()
}

/** Sessions end with time: whoever looks signs in anew. */
const again = (world: World, { phone, about }: Person): Promise<Person> => signIn(world, phone, about)

async function textsOf({ client }: Person, chatId: string): Promise<string[]> {
  const { entries } = await client.call('messages.page', { chatId })
  return entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.text] : []))
}

test('[IDN-24] what a deleted account has said stays as long as the organisation keeps it, then goes from its chats', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  await rule(cast, 3)
  const { parent } = cast
  const { groupId, directId } = await speak(cast, parent)
  const elsewhere = {
    id: newId(),
    communityId: cast.school.communityId,
    title: 'Учителя',
    memberIds: [cast.director.profileId],
  }
  const otherId = (await cast.teacher.client.call('chats.create', elsewhere)).chat.id
  const { entries } = await cast.teacher.client.call('messages.page', { chatId: groupId })
  const said = entries.find((entry) => entry.e === 'message.posted')!
  await forward(cast.teacher, otherId, [{ chatId: groupId, seq: said.s }], 'Вот что пишут')
  const { retentions } = await parent.client.call('deletion.state', {})
  assert.deepEqual(retentions, [{ name: cast.school.name, months: 3 }], 'it is told before anything is asked for')
  await leave(world, parent)
  const { goneMessages } = world.app.messenger
  world.clock.advance(85 * DAY_MS)
  await goneMessages.finishDue()
  const before = await again(world, cast.teacher)
  assert.deepEqual(await textsOf(before, groupId), ['Соберём по двести', 'Хорошо'])
  assert.deepEqual(await textsOf(before, otherId), ['Вот что пишут', 'Соберём по двести'])
  await using socket = await world.socket(before.client)
  await socket.hello({ open: [groupId] })
  world.clock.advance(9 * DAY_MS)
  await goneMessages.finishDue()
  const { p } = await socket.event('message.changed', ({ message }) => message.chatId === groupId)
  assert.deepEqual([p.message.text, p.message.erased, p.actorId], ['', 'expired', null])
  const teacher = await again(world, cast.teacher)
  assert.deepEqual(await textsOf(teacher, groupId), ['', 'Хорошо'], 'only what he has said goes')
  assert.deepEqual(await textsOf(teacher, otherId), ['Вот что пишут', ''], 'also where others have put it')
  assert.deepEqual(await textsOf(teacher, directId), ['Соберём по двести'], 'a dialogue belongs to no organisation')
  const left = await world.database.query('select from messenger.gone_sender where due_at is not null')
  assert.equal(left.length, 0)
})

test('[IDN-24/retention] without a rule it stays for ever, and a rule that comes later shortens it and never lengthens it', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  const { parent } = cast
  const { groupId } = await speak(cast, parent)
  assert.deepEqual((await parent.client.call('deletion.state', {})).retentions, [
    { name: cast.school.name, months: null },
  ])
  await leave(world, parent)
  const { goneMessages } = world.app.messenger
  world.clock.advance(60 * DAY_MS)
  await goneMessages.finishDue()
  assert.deepEqual(await textsOf(await again(world, cast.teacher), groupId), ['Соберём по двести', 'Хорошо'])
  const director = await again(world, cast.director)
  await rule(cast, 6, director)
  await rule(cast, 3, director)
  // A longer one again: those whose time was three months are kept no longer than that.
  await rule(cast, null, director)
  await goneMessages.finishDue()
  assert.deepEqual(await textsOf(await again(world, cast.teacher), groupId), ['Соберём по двести', 'Хорошо'])
  world.clock.advance(40 * DAY_MS)
  await goneMessages.finishDue()
  assert.deepEqual(await textsOf(await again(world, cast.teacher), groupId), ['', 'Хорошо'])
})

test('[IDN-24/retention] what was told at the wish holds, also when the rule is longer at the deletion; whoever comes back keeps what he said', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  await rule(cast, 1)
  const { parent, secondTeacher, director } = cast
  const { groupId } = await speak(cast, parent)
  await setFirstPassword(world, parent, PASSWORD)
  await setFirstPassword(world, secondTeacher, PASSWORD)
  const proof = { by: { password: PASSWORD } }
  const memberIds = [director.profileId, cast.teacher.profileId]
  const about = { id: newId(), communityId: cast.school.communityId, title: 'Педсовет', memberIds }
  const { chat } = await secondTeacher.client.call('chats.create', about)
  await secondTeacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Я ещё вернусь' })
  await parent.client.call('deletion.ask', proof)
  await secondTeacher.client.call('deletion.ask', proof)
  await secondTeacher.client.call('deletion.takeBack', {})
  await rule(cast, 60)
  world.clock.advance(DELETION_WAIT_MS + 1_000)
  await world.app.identity.finishDeletions()
  world.clock.advance(32 * DAY_MS)
  await world.app.messenger.goneMessages.finishDue()
  const teacher = await again(world, cast.teacher)
  assert.deepEqual(await textsOf(teacher, groupId), ['', 'Хорошо'])
  assert.deepEqual(await textsOf(teacher, chat.id), ['Я ещё вернусь'])
})

test('[IDN-24/retention] only administrators of the organisation see and change the rule, and of two at once one', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  const { director, teacher, pupil, stranger, school } = cast
  const { communityId } = school
  const input = { communityId, version: 0, months: 6 }
  for (const { client } of [teacher, pupil]) {
    await client.refused('retention.get', { communityId }, 'community.notAllowed')
    await client.refused('retention.set', input, 'community.notAllowed')
  }
  await stranger.client.refused('retention.set', input, 'community.unknown')
  await director.client.call('retention.set', input)
  await director.client.refused('retention.set', { ...input, months: 12 }, 'retention.versionConflict')
  assert.deepEqual(await director.client.call('retention.get', { communityId }), { communityId, version: 1, months: 6 })
})
