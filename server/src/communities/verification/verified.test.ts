import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

type Filter = Omit<InputOf<Operations['verified.list']>, 'communityId' | 'cursor'>

async function listed(filter: Filter = {}) {
  const found = []
  let cursor: string | undefined
  do {
    const page = await cast.director.client.call('verified.list', {
      communityId: cast.school.communityId,
      ...filter,
      ...(cursor === undefined ? {} : { cursor }),
    })
    found.push(...page.profiles)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return found
}

test('[VER-05/list] administrators see who is verified here, since when, by whom and why', async () => {
  const { school, kindergarten, director, teacher, secondTeacher, classId } = cast
  const { communityId } = school
  const director_ = 'Климова Наталья Олеговна'
  const person = await signIn(world, newPhone(), { surname: 'Азаров', name: 'Глеб', patronymic: 'Ильич' })
  const about = { id: newId(), communityId, position: 'Учитель химии', path: 'messenger' as const }
  const { id } = await person.client.call('verification.apply', about)
  const before_ = world.clock.now()
  await director.client.call('applications.decide', { communityId, ids: [id], decision: 'approve' })
  world.clock.advance(60_000)
  await join(school, person, { unitId: classId, role: 'lead', position: 'Учитель химии' })
  const whole = await listed()
  assert.deepEqual(
    whole.map(({ surname, position, grounds }) => [
      surname,
      position,
      ...grounds.map(({ role, unitName, approver, basis }) => [role, unitName, approver, basis]),
    ]),
    [
      ['Азаров', 'Учитель химии', ['staff', 'Коллектив', director_, 'messenger'], ['lead', '5«Б»', director_, 'link']],
      ['Ершов', 'Учитель физики', ['staff', 'Коллектив', director_, 'link']],
      ['Климова', '', ['administrator', null, null, 'request']],
      ['Соколова', 'Учитель математики', ['lead', '5«Б»', director_, 'link']],
    ],
  )
  const since = Date.parse(whole[0]!.grounds[0]!.since)
  assert.ok(since >= before_ && since <= before_ + 30_000, new Date(since).toISOString())
  assert.deepEqual(await listed({ limit: 1 }), whole)
  const surnames = async (filter: Filter) => (await listed(filter)).map(({ surname }) => surname)
  assert.deepEqual(await surnames({ search: 'ерш' }), ['Ершов'])
  assert.deepEqual(await surnames({ role: 'lead' }), ['Азаров', 'Соколова'])
  assert.deepEqual(await surnames({ basis: 'messenger' }), ['Азаров'])
  assert.deepEqual(await surnames({ basis: 'request' }), ['Климова'])
  assert.deepEqual(await surnames({ basis: 'site' }), [])
  const { total } = await director.client.call('verified.list', { communityId, basis: 'link', limit: 1 })
  assert.equal(total, 3)
  await director.client.call('members.appoint', { communityId, profileId: teacher.profileId })
  const appointed = await listed({ basis: 'change' })
  assert.deepEqual(
    appointed.map(({ surname, grounds }) => [surname, ...grounds.map(({ approver, basis }) => [approver, basis])]),
    [['Соколова', [director_, 'link'], [director_, 'change']]],
  )
  assert.deepEqual(await surnames({ basis: 'request' }), ['Климова'])
  await director.client.call('members.dismiss', { communityId, profileId: teacher.profileId })
  await director.client.call('members.remove', { communityId, profileId: secondTeacher.profileId })
  assert.deepEqual(await surnames({}), ['Азаров', 'Климова', 'Соколова'])
  await teacher.client.refused('verified.list', { communityId }, 'community.notAllowed')
  await cast.stranger.client.refused('verified.list', { communityId }, 'community.unknown')
  await director.client.refused('verified.list', { communityId: kindergarten.communityId }, 'community.unknown')
})
