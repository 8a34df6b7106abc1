import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DialogueRules } from '#contract/communities/dialogue-rules.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const rulesOf = (more: Partial<DialogueRules> = {}): DialogueRules => ({
  communityId: cast.school.communityId,
  version: 0,
  under14: 'guardians',
  from14: 'secondAdult',
  guestsWithPupils: false,
  vanishWithPupils: true,
  linkPreviews: 'withoutPupils',
  ownCallPictures: false,
  secondAdultIds: [],
  ...more,
})

test('[P-07/defaults] guardians see the dialogues of those under 14, a second adult those of the others', async () => {
  const { communityId } = cast.school
  assert.deepEqual(await cast.director.client.call('dialogueRules.get', { communityId }), rulesOf())
})

test('[CNT-08/administrators] the rules are read and changed by administrators of the organisation only', async () => {
  const { communityId } = cast.school
  for (const person of [cast.teacher, cast.secondTeacher, cast.parent, cast.pupil]) {
    await person.client.refused('dialogueRules.get', { communityId }, 'community.notAllowed')
    await person.client.refused('dialogueRules.set', rulesOf({ from14: 'forbidden' }), 'community.notAllowed')
  }
  for (const person of [cast.stranger, cast.newcomer]) {
    await person.client.refused('dialogueRules.get', { communityId }, 'community.unknown')
    await person.client.refused('dialogueRules.set', rulesOf({ from14: 'forbidden' }), 'community.unknown')
  }
  assert.deepEqual(await cast.director.client.call('dialogueRules.get', { communityId }), rulesOf())
})

test('[P-07/named] second adults are of the staff, keep their order, and nobody overwrites what he has not seen', async () => {
  const { communityId } = cast.school
  const { director, teacher, secondTeacher } = cast
  for (const person of [cast.pupil, cast.parent, cast.stranger, cast.newcomer]) {
    const input = rulesOf({ secondAdultIds: [teacher.profileId, person.profileId] })
    await director.client.refused('dialogueRules.set', input, 'dialogueRules.adultUnfit')
  }
  const first = rulesOf({ under14: 'forbidden', secondAdultIds: [secondTeacher.profileId, teacher.profileId] })
  const answers = await Promise.allSettled([
    director.client.call('dialogueRules.set', first),
    director.client.call('dialogueRules.set', { ...first, from14: 'guardians' }),
  ])
  assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const now = await director.client.call('dialogueRules.get', { communityId })
  assert.equal(now.version, 1)
  assert.deepEqual(now.secondAdultIds, [secondTeacher.profileId, teacher.profileId])
  await director.client.refused('dialogueRules.set', first, 'dialogueRules.versionConflict')
  await director.client.refused('dialogueRules.set', { ...first, version: 7 }, 'dialogueRules.versionConflict')
  const changed = { ...now, secondAdultIds: [director.profileId] }
  const answer = await director.client.call('dialogueRules.set', changed)
  assert.deepEqual(answer, { ...changed, version: 2 })
  assert.deepEqual(await director.client.call('dialogueRules.get', { communityId }), answer)
})
