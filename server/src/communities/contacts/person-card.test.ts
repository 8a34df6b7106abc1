import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const cardOf = (viewer: Person, person: Person) => viewer.client.call('contacts.get', { profileId: person.profileId })
const sharedWith = async (viewer: Person, person: Person) =>
  (await viewer.client.call('chats.shared', { profileId: person.profileId })).chatIds

test('[CNT-05/roles] a card says what somebody is in the organisations in which the viewer sees him, and no more', async () => {
  const { teacher, pupil, parent, kindergarten, stranger, director } = cast
  await join(kindergarten, teacher, { unitId: kindergarten.staffUnitId, role: 'staff', position: 'Логопед' })
  const seen = await cardOf(pupil, teacher)
  assert.equal(seen.patronymic, 'Игоревна')
  assert.ok(seen.staff && !seen.blocked)
  assert.deepEqual(
    seen.organisations.map(({ communityId, position }) => [communityId, position]),
    [[cast.school.communityId, 'Учитель математики']],
  )
  assert.deepEqual(
    seen.organisations[0]!.roles.map(({ role, unitName }) => [role, unitName]),
    [['lead', '5«Б»']],
  )
  const there = await cardOf(stranger, teacher)
  assert.deepEqual(
    there.organisations.map(({ communityId }) => communityId),
    [kindergarten.communityId],
  )
  for (const [viewer, person] of [
    [stranger, pupil],
    [pupil, cast.otherPupil],
    [parent, cast.newcomer],
  ] as const) {
    await viewer.client.refused('contacts.get', { profileId: person.profileId }, 'contact.unknown')
  }
  await director.client.refused('contacts.get', { profileId: newId() }, 'contact.unknown')
})

test('[CNT-05/block] only who has blocked somebody sees it on the card', async () => {
  const { parent, secondTeacher } = cast
  await parent.client.call('blocks.block', { profileId: secondTeacher.profileId })
  assert.equal((await cardOf(parent, secondTeacher)).blocked, true)
  assert.equal((await cardOf(secondTeacher, parent)).blocked, false)
  await parent.client.call('blocks.unblock', { profileId: secondTeacher.profileId })
})

test('[CNT-05/shared-chats] shared chats are those in which both are now, for strangers none', async () => {
  const { teacher, pupil, parent, stranger, school } = cast
  const about = { id: newId(), communityId: school.communityId, title: 'Класс' }
  const { chat } = await teacher.client.call('chats.create', {
    ...about,
    memberIds: [pupil.profileId, parent.profileId],
  })
  assert.deepEqual(await sharedWith(parent, pupil), [chat.id])
  assert.deepEqual(await sharedWith(pupil, teacher), [chat.id])
  assert.deepEqual(await sharedWith(stranger, pupil), [])
  await teacher.client.call('chats.removeMember', { chatId: chat.id, profileId: pupil.profileId })
  assert.deepEqual(await sharedWith(parent, pupil), [])
  assert.deepEqual(await sharedWith(pupil, teacher), [])
})
