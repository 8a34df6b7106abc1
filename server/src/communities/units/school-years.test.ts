import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { schoolYearName } from '#contract/communities/school-years.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { rolloverYearAt, schoolYearAt } from './school-years.ts'

const LAST_SECOND_OF_AUGUST = Date.parse('2031-08-31T20:59:59Z')

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  world.clock.advanceTo(LAST_SECOND_OF_AUGUST - 60 * 60_000)
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

test('[STR-12/boundary] a school year begins with the 1st of September where the organisation is', () => {
  const at = (zone: string, time: string) => schoolYearAt(zone, Date.parse(time))
  assert.equal(at('Europe/Moscow', '2026-08-31T20:59:59Z'), 2025)
  assert.equal(at('Europe/Moscow', '2026-08-31T21:00:00Z'), 2026)
  assert.equal(at('Asia/Kamchatka', '2026-08-31T12:00:00Z'), 2026)
  assert.equal(at('Europe/Kaliningrad', '2026-08-31T21:59:59Z'), 2025)
  assert.equal(at('Europe/Moscow', '2027-01-01T00:00:00Z'), 2026)
  assert.equal(schoolYearName(2026), '2026/27')
  assert.equal(schoolYearName(2099), '2099/00')
})

test('[STR-12/prepared] from May on units are taken into the year that comes', () => {
  const at = (time: string) => rolloverYearAt('Europe/Moscow', Date.parse(time))
  assert.equal(at('2027-04-30T20:59:59Z'), 2026)
  assert.equal(at('2027-04-30T21:00:00Z'), 2027)
  assert.equal(at('2027-12-31T20:59:59Z'), 2027)
})

test('[STR-12/units] a unit carries the year in which it was made, «Коллектив» none', async () => {
  const { communityId, staffUnitId } = cast.school
  const { client } = cast.director
  const create = (name: string) => client.call('units.create', { id: newId(), communityId, name })
  assert.equal((await create('Август')).schoolYear, 2030)
  world.clock.advanceTo(LAST_SECOND_OF_AUGUST + 1_000)
  assert.equal((await create('Сентябрь')).schoolYear, 2031)
  const { units } = await client.call('units.list', { communityId })
  const yearOf = (id: string) => units.find(({ unit }) => unit.id === id)!.unit.schoolYear
  assert.equal(yearOf(cast.classId), 2030)
  assert.equal(yearOf(staffUnitId), null)
})
