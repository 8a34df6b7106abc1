import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AGE_NOTICE_LIFE_MS } from '#contract/communities/age-notices.ts'
import { dayBegins, dayIn } from '#server/identity/index.ts'
import { apply, type Cast, createCast } from '#testkit/cast.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

/** Makes somebody come to an age in two days, as a zone counts them; returns when that day begins there. */
async function willBe(age: number, { profileId }: Person, zone: string): Promise<number> {
  const day = dayIn(zone, world.clock.now() + 2 * DAY_MS)
  const birthDate = `${Number(day.slice(0, 4)) - age}${day.slice(4)}`
  await world.database.query(
    'update identity.person set birth_date = $2, time_zone = $3 where id = (select person_id from identity.profile where id = $1)',
    [profileId, birthDate, zone],
  )
  return dayBegins(zone, day)
}

const inZone = (zone: string) =>
  world.database.query('update communities.community set time_zone = $2 where id = $1', [cast.school.communityId, zone])

const advanceTo = (time: number) => world.clock.advance(time - world.clock.now())

const noticesOf = async ({ client }: Person) => (await client.call('ageNotices.list', {})).notices

test('[IDN-26] from midnight in the zone of the organisation on, the rule of the new age holds, and pupil and parent are told once', async () => {
  const { pupil, secondPupil, parent, teacher, classId } = cast
  const link = () => ({ id: newId(), unitId: classId, childProfileId: pupil.profileId, renew: false })
  await inZone('Asia/Kamchatka')
  const midnight = await willBe(14, pupil, 'Asia/Kamchatka')
  advanceTo(midnight - MINUTE_MS)
  assert.deepEqual(await noticesOf(parent), [])
  await pupil.client.refused('ageNotices.list', {}, 'consent.required')
  await pupil.client.refused('families.link', link(), 'consent.required')
  advanceTo(midnight)
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
  const midnight = await willBe(18, otherPupil, 'Europe/Moscow')
  advanceTo(midnight - MINUTE_MS)
  assert.deepEqual(await noticesOf(otherPupil), [])
  advanceTo(midnight)
  assert.equal((await noticesOf(otherPupil))[0]?.age, 18)
  assert.ok(await apply(school, otherPupil, { unitId: classId, role: 'staff', position: 'Вожатый' }))
  advanceTo(midnight + AGE_NOTICE_LIFE_MS)
  assert.deepEqual(await noticesOf(otherPupil), [], 'whoever did not come for a month reads of it no more')
  await inZone('Europe/Moscow')
})

test('[IDN-26/foreign] nobody puts aside what does not concern him, and who joined after the birthday is told nothing', async () => {
  const { secondPupil, stranger, school, classId, director } = cast
  const input = { profileId: secondPupil.profileId, age: 14 as const }
  await stranger.client.refused('ageNotices.dismiss', input, 'contact.unknown')
  await cast.parent.client.refused('ageNotices.dismiss', input, 'contact.unknown')
  const late = await signIn(world, newPhone(), { surname: 'Поздний', name: 'Ян', birthDate: '2010-01-01' })
  const midnight = await willBe(14, late, 'Europe/Moscow')
  advanceTo(midnight + DAY_MS)
  const id = await apply(school, late, { unitId: classId, role: 'pupil' })
  const { communityId } = school
  await director.client.call('applications.decide', { communityId, ids: [id], decision: 'approve' })
  assert.deepEqual(await noticesOf(late), [])
})
