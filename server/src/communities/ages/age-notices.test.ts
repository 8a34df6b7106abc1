import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AGE_NOTICE_LIFE_MS } from '#contract/communities/age-notices.ts'
import { apply, type Cast, createCast } from '#testkit/cast.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { comesToAge, moveToZone } from '#testkit/young.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const inZone = (zone: string) => moveToZone(world, cast.school.communityId, zone)

const noticesOf = async ({ client }: Person) => (await client.call('ageNotices.list', {})).notices

test('[IDN-26] from midnight in the zone of the organisation on, the rule of the new age holds, and pupil and parent are told once', async () => {
  const { pupil, secondPupil, parent, teacher, classId } = cast
  const link = () => ({ id: newId(), unitId: classId, childProfileId: pupil.profileId, renew: false })
  await inZone('Asia/Kamchatka')
  const midnight = await comesToAge(world, pupil, 14, 'Asia/Kamchatka')
  world.clock.advanceTo(midnight - MINUTE_MS)
  assert.deepEqual(await noticesOf(parent), [])
  await pupil.client.refused('ageNotices.list', {}, 'consent.required')
  await pupil.client.refused('families.link', link(), 'consent.required')
  world.clock.advanceTo(midnight)
  assert.deepEqual(await noticesOf(pupil), [{ profileId: pupil.profileId, own: true, name: 'Артём', age: 14 }])
  assert.deepEqual(await noticesOf(parent), [{ profileId: pupil.profileId, own: false, name: 'Артём', age: 14 }])
  for (const person of [secondPupil, teacher, cast.stranger]) assert.deepEqual(await noticesOf(person), [])
  await pupil.client.call('families.link', link())
  await parent.client.call('ageNotices.dismiss', { profileId: pupil.profileId, age: 14 })
  await parent.client.call('ageNotices.dismiss', { profileId: pupil.profileId, age: 14 })
  assert.deepEqual(await noticesOf(parent), [])
  assert.equal((await noticesOf(pupil)).length, 1, 'one reader puts it aside for himself only')
  await inZone('Europe/Moscow')
})

test('[IDN-26/adult] of age is who is so in the zone of the platform, and the notice comes no sooner; roles of adults open then', async () => {
  const { otherPupil, classId, school } = cast
  await inZone('Asia/Kamchatka')
  const midnight = await comesToAge(world, otherPupil, 18, 'Europe/Moscow')
  world.clock.advanceTo(midnight - MINUTE_MS)
  assert.deepEqual(await noticesOf(otherPupil), [])
  world.clock.advanceTo(midnight)
  assert.equal((await noticesOf(otherPupil))[0]?.age, 18)
  assert.ok(await apply(school, otherPupil, { unitId: classId, role: 'staff', position: 'Вожатый' }))
  world.clock.advanceTo(midnight + AGE_NOTICE_LIFE_MS)
  assert.deepEqual(await noticesOf(otherPupil), [], 'whoever did not come for a month reads of it no more')
  await inZone('Europe/Moscow')
})

test('[IDN-26/foreign] nobody puts aside what does not concern him, and who joined after the birthday is told nothing', async () => {
  const { secondPupil, stranger, school, classId, director } = cast
  const input = { profileId: secondPupil.profileId, age: 14 as const }
  await stranger.client.refused('ageNotices.dismiss', input, 'contact.unknown')
  await cast.parent.client.refused('ageNotices.dismiss', input, 'contact.unknown')
  const late = await signIn(world, newPhone(), { surname: 'Поздний', name: 'Ян', birthDate: '2010-01-01' })
  const midnight = await comesToAge(world, late, 14, 'Europe/Moscow')
  world.clock.advanceTo(midnight + DAY_MS)
  const id = await apply(school, late, { unitId: classId, role: 'pupil' })
  const { communityId } = school
  await director.client.call('applications.decide', { communityId, ids: [id], decision: 'approve' })
  assert.deepEqual(await noticesOf(late), [])
})
