import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

async function contactsOf(person: Person, more: { unitId?: string; search?: string; limit?: number } = {}) {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await person.client.call('contacts.list', {
      communityId: cast.school.communityId,
      ...more,
      ...(cursor === undefined ? {} : { cursor }),
    })
    found.push(...page.contacts.map(({ surname }) => surname))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return found
}

test('[CNT-01] who shares a community is a contact; pupils and parents see staff and their own unit only', async () => {
  const everybody = ['Гордеев', 'Ершов', 'Климова', 'Лисина', 'Петров', 'Петрова']
  assert.deepEqual(await contactsOf(cast.teacher), everybody)
  assert.deepEqual(await contactsOf(cast.teacher, { limit: 2 }), everybody)
  assert.deepEqual(await contactsOf(cast.pupil), ['Ершов', 'Климова', 'Лисина', 'Петрова', 'Соколова'])
  assert.deepEqual(await contactsOf(cast.parent), ['Ершов', 'Климова', 'Лисина', 'Петров', 'Соколова'])
  assert.deepEqual(await contactsOf(cast.otherPupil), ['Ершов', 'Климова', 'Соколова'])
})

test('[CNT-01/search] words find names by their beginnings, with е for ё, and a unit narrows', async () => {
  assert.deepEqual(await contactsOf(cast.teacher, { search: 'артем пет' }), ['Петров'])
  assert.deepEqual(await contactsOf(cast.teacher, { search: 'етров' }), [])
  assert.deepEqual(await contactsOf(cast.teacher, { search: 'Артём'.normalize('NFD') }), ['Петров'])
  assert.deepEqual(await contactsOf(cast.teacher, { search: '%' }), [])
  assert.deepEqual(await contactsOf(cast.teacher, { unitId: cast.classId }), ['Лисина', 'Петров', 'Петрова'])
  assert.deepEqual(await contactsOf(cast.teacher, { unitId: cast.school.staffUnitId }), ['Ершов', 'Климова'])
  assert.deepEqual(await contactsOf(cast.pupil, { unitId: cast.otherClassId }), [])
})

test('[GEN-01/members] the list of members and the cards keep the same border as the contacts', async () => {
  const { communityId } = cast.school
  const { members, total } = await cast.otherPupil.client.call('members.list', { communityId })
  assert.deepEqual(
    members.map(({ surname }) => surname),
    ['Гордеев', 'Ершов', 'Климова', 'Соколова'],
  )
  assert.equal(total, 4)
  await cast.otherPupil.client.refused('members.list', { communityId, unitId: cast.classId }, 'unit.unknown')
  const ids = [cast.pupil.profileId, cast.teacher.profileId, cast.stranger.profileId]
  const { cards } = await cast.otherPupil.client.call('profiles.cards', { ids })
  assert.deepEqual(
    cards.map(({ id }) => id),
    [cast.teacher.profileId],
  )
})

test('[STR-06] a parent stands in the unit with the child’s name', async () => {
  const { members } = await cast.teacher.client.call('members.list', {
    communityId: cast.school.communityId,
    unitId: cast.classId,
    role: 'parent',
  })
  assert.deepEqual(
    members.map(({ surname, children }) => [surname, children]),
    [['Петрова', ['Петров Артём']]],
  )
})

test('[CNT-01/end] contacts end with the last shared community', async () => {
  const { director, secondTeacher, pupil } = cast
  await director.client.call('members.remove', {
    communityId: cast.school.communityId,
    profileId: secondTeacher.profileId,
  })
  assert.deepEqual(await contactsOf(pupil), ['Климова', 'Лисина', 'Петрова', 'Соколова'])
  await secondTeacher.client.refused('contacts.list', { communityId: cast.school.communityId }, 'community.unknown')
})
