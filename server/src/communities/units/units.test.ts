import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

test('[STR-01] classes are created, renamed, archived and brought back; a name stands once', async () => {
  const { communityId } = cast.school
  const { client } = cast.director
  const create = (name: string) => client.call('units.create', { id: newId(), communityId, name, grade: 7 })
  const unit = await create('  7«А»  ')
  assert.equal(unit.name, '7«А»')
  await client.refused('units.create', { id: newId(), communityId, name: '7«а»' }, 'unit.nameTaken')
  await client.refused('units.create', { id: newId(), communityId, name: '\u200b' }, 'unit.nameInvalid')
  const renamed = await client.call('units.rename', { unitId: unit.id, name: '7«К»' })
  assert.equal(renamed.version, unit.version + 1)
  await client.call('units.archive', { unitId: unit.id, archived: true })
  const taken = await create('7«К»')
  await client.refused('units.archive', { unitId: unit.id, archived: false }, 'unit.nameTaken')
  await client.call('units.rename', { unitId: taken.id, name: '7«М»' })
  const back = await client.call('units.archive', { unitId: unit.id, archived: false })
  assert.equal(back.archived, false)
  const { units } = await client.call('units.list', { communityId })
  assert.deepEqual(
    units.map((each) => each.unit.name),
    ['Коллектив', '5«Б»', '7«К»', '7«М»', '9«А»'],
  )
})

test('[STR-01/same-id] a repeat after 48 hours finds the unit that was made', async () => {
  const { communityId } = cast.school
  const input = { id: newId(), communityId, name: '8«Р»', grade: 8 }
  const first = await cast.director.client.call('units.create', input)
  assert.deepEqual(await cast.director.client.call('units.create', input), first)
})

test('[STR-01/rights] a teacher sees all units, a pupil his own, neither changes any, and «Коллектив» stays', async () => {
  const { communityId, staffUnitId } = cast.school
  const { units } = await cast.pupil.client.call('units.list', { communityId })
  assert.deepEqual(
    units.map(({ unit }) => unit.id),
    [cast.classId],
  )
  for (const person of [cast.teacher, cast.pupil]) {
    await person.client.refused('units.rename', { unitId: cast.classId, name: 'Наш' }, 'community.notAllowed')
  }
  await cast.pupil.client.refused('units.rename', { unitId: cast.otherClassId, name: 'Их' }, 'unit.unknown')
  await cast.director.client.refused('units.rename', { unitId: staffUnitId, name: 'Все' }, 'unit.system')
})

test('[STR-01/figures] a unit counts its people and applications, «Коллектив» counts all staff', async () => {
  const { communityId } = cast.school
  const { units } = await cast.director.client.call('units.list', { communityId })
  const figures = (id: string) => {
    const { unit, ...rest } = units.find((each) => each.unit.id === id)!
    assert.equal(unit.id, id)
    return rest
  }
  assert.deepEqual(figures(cast.classId), {
    leads: ['Соколова Марина Игоревна'],
    staff: 1,
    pupils: 2,
    parents: 1,
    pending: 0,
  })
  assert.equal(figures(cast.school.staffUnitId).staff, 3)
})
