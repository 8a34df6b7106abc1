import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createWorld } from '#testkit/world.ts'

/** Of each, as many as a minute allows. */
const AT_ONCE = 5

test('administrators who report at the same moment are told of each other, and none waits for the other for ever', async () => {
  await using world = await createWorld()
  const { school, director, secondTeacher, parent } = await createCast(world)
  const { communityId } = school
  await director.client.call('members.appoint', { communityId, profileId: secondTeacher.profileId })
  for (let turn = 1; turn <= 4; turn += 1) {
    const input = () =>
      ({ id: newId(), reason: 'bullying', words: '', communityId, profileId: parent.profileId }) as const
    const made = Array.from({ length: AT_ONCE }, () => [director, secondTeacher]).flat()
    await Promise.all(made.map(({ client }) => client.call('reports.person', input())))
    const { reports } = await director.client.call('reports.list', { communityId, decided: false })
    assert.equal(reports.length, 2 * AT_ONCE * turn)
    world.clock.advance(60_000)
  }
})
