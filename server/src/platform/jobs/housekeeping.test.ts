import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCast } from '#testkit/cast.ts'
import { createWorld } from '#testkit/world.ts'
import { keepHouse } from './housekeeping.ts'

const DAY_MS = 24 * 3_600_000

test('[GEN-08/retention] results of commands go after 48 hours, events of logs after 30 days, and nothing younger', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  const count = async (table: string) =>
    Number((await world.database.query<{ count: string }>(`select count(*) from platform.${table}`))[0]!.count)
  const [results, events] = [await count('command_result'), await count('log_event')]
  assert.ok(results > 0 && events > 0)
  await keepHouse(world.app.platform)
  assert.deepEqual([await count('command_result'), await count('log_event')], [results, events])
  world.clock.advance(3 * DAY_MS)
  await keepHouse(world.app.platform)
  assert.deepEqual([await count('command_result'), await count('log_event')], [0, events])
  world.clock.advance(28 * DAY_MS)
  await keepHouse(world.app.platform)
  assert.equal(await count('log_event'), 0)
  // A client with an old position is told the whole truth again.
  const socket = await world.socket(cast.teacher.client)
  const snapshot = await socket.hello({ profile: 1 })
  assert.equal(snapshot.memberships.length, 1)
})
