import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Reach } from '#contract/communities/privacy.ts'
import { type Cast, createCast, foundOrganisation, join, type Organisation } from '#testkit/cast.ts'
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

async function limit({ administrator: { client }, communityId }: Organisation, widest: Reach): Promise<void> {
  const { version } = await client.call('privacyLimit.get', { communityId })
  assert.equal((await client.call('privacyLimit.set', { communityId, version, widest })).version, version + 1)
}

const privacyOf = (person: Person) => person.client.call('privacy.get', {})
const choose = (person: Person, reach: Reach) =>
  person.client.call('privacy.set', { write: reach, calls: reach, groups: reach, photo: reach, readMarks: true })
const direct = (other: Person) => ({ id: newId(), profileId: other.profileId })

test('[ACC-07/limit] an organisation that has chosen nothing has the strict rule; administrators alone see and change it', async () => {
  const { director, pupil, school } = cast
  const { communityId } = school
  const chosen = { communityId, version: 0, widest: 'organisations' } as const
  assert.deepEqual(await director.client.call('privacyLimit.get', { communityId }), { ...chosen, widest: 'contacts' })
  for (const person of [cast.teacher, cast.parent, pupil]) {
    await person.client.refused('privacyLimit.get', { communityId }, 'community.notAllowed')
    await person.client.refused('privacyLimit.set', chosen, 'community.notAllowed')
  }
  await cast.stranger.client.refused('privacyLimit.set', chosen, 'community.unknown')
  await director.client.refused('privacyLimit.set', { ...chosen, version: 3 }, 'privacyLimit.versionConflict')
})

test('[ACC-07/limit] a pupil opens himself as wide as his school lets him, and learns who has set that', async () => {
  const { pupil, school } = cast
  await limit(school, 'organisations')
  const before = await privacyOf(pupil)
  assert.deepEqual([before.write, before.widest, before.setBy], ['contacts', 'organisations', school.name])
  await choose(pupil, 'organisations')
  assert.equal((await privacyOf(pupil)).write, 'organisations')
  assert.equal((await privacyOf(cast.teacher)).setBy, null, 'it binds nobody but pupils')
})

test('[ACC-07/limit-tightened] a limit that is tightened holds at once over what was chosen before, and lifted it comes back', async () => {
  const { pupil, secondTeacher, school } = cast
  await limit(school, 'organisations')
  await choose(pupil, 'organisations')
  const dialogue = direct(pupil)
  await cast.director.client.call('dialogueRules.set', {
    communityId: school.communityId,
    version: 0,
    under14: 'guardians',
    from14: 'guardians',
    guestsWithPupils: false,
    vanishWithPupils: true,
    linkPreviews: 'withoutPupils',
    ownCallPictures: false,
    secondAdultIds: [],
  })
  await limit(school, 'nobody')
  const tight = await privacyOf(pupil)
  assert.deepEqual([tight.write, tight.groups, tight.widest], ['nobody', 'nobody', 'nobody'])
  await secondTeacher.client.refused('chats.openDirect', dialogue, 'message.writeForbidden')
  const members = [pupil.profileId, cast.teacher.profileId]
  const group = { id: newId(), communityId: school.communityId, title: 'Кружок', memberIds: members }
  await secondTeacher.client.refused('chats.create', group, 'chat.notContact')
  const problem = await pupil.client.refused(
    'privacy.set',
    { write: 'contacts', calls: 'contacts', groups: 'nobody', photo: 'nobody', readMarks: true },
    'privacy.tooWide',
  )
  assert.deepEqual(problem.details, { widest: 'nobody', setBy: 'organisation', changedBy: 'administrator' })
  await cast.teacher.client.call('chats.create', { ...group, memberIds: [pupil.profileId, cast.secondPupil.profileId] })
  await limit(school, 'contacts')
  assert.equal((await privacyOf(pupil)).write, 'contacts')
  await secondTeacher.client.call('chats.openDirect', dialogue)
  await limit(school, 'organisations')
  assert.equal((await privacyOf(pupil)).write, 'organisations', 'what was chosen was not forgotten')
})

test('[ACC-07/limit] of two organisations the strictest holds for their pupil', async () => {
  const { pupil, school, operator } = cast
  const college = await foundOrganisation(world, operator, {
    type: 'college',
    name: 'Колледж связи',
    administrator: { surname: 'Громов', name: 'Лев', patronymic: 'Ильич' },
  })
  const { id: unitId } = await college.administrator.client.call('units.create', {
    id: newId(),
    communityId: college.communityId,
    name: 'С-11',
  })
  await limit(school, 'organisations')
  await choose(pupil, 'organisations')
  await join(college, pupil, { unitId, role: 'pupil' })
  const both = await privacyOf(pupil)
  assert.deepEqual([both.write, both.widest, both.setBy], ['contacts', 'contacts', null], 'the rule of Парта')
  await limit(college, 'nobody')
  const strict = await privacyOf(pupil)
  assert.deepEqual([strict.write, strict.widest, strict.setBy], ['nobody', 'nobody', 'Колледж связи'])
  await college.administrator.client.call('members.remove', {
    communityId: college.communityId,
    profileId: pupil.profileId,
  })
  assert.equal((await privacyOf(pupil)).write, 'organisations')
})
