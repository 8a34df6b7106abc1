import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { UNIT_LEVELS_MAX } from '#contract/communities/communities.limits.ts'
import { type Cast, createCast, foundWithUnit } from '#testkit/cast.ts'
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

test('[STR-07/tree] departments of an authority are parts of each other, five levels deep and never in a ring', async () => {
  const place = { type: 'authority', name: 'Управление образования', unit: 'Отдел 1' } as const
  const { organisation, unitId } = await foundWithUnit(world, cast.operator, place)
  const { communityId, staffUnitId } = organisation
  const { client } = organisation.administrator
  const create = (name: string, parentId: string) => ({ id: newId(), communityId, name, parentId })
  const chain = [unitId]
  for (let level = 2; level <= UNIT_LEVELS_MAX; level += 1) {
    const made = await client.call('units.create', create(`Отдел ${level}`, chain.at(-1)!))
    assert.equal(made.parentId, chain.at(-1))
    chain.push(made.id)
  }
  const { details } = await client.refused('units.create', create('Глубже', chain.at(-1)!), 'unit.tooDeep')
  assert.equal(details?.levels, UNIT_LEVELS_MAX)
  await client.refused('units.place', { unitId, parentId: unitId }, 'unit.inItself')
  await client.refused('units.place', { unitId, parentId: chain.at(-1)! }, 'unit.inItself')
  await client.refused('units.place', { unitId: staffUnitId, parentId: unitId }, 'unit.system')
  await client.refused('units.create', create('В коллективе', staffUnitId), 'unit.system')
  await client.refused('units.create', create('В чужом', cast.classId), 'unit.unknown')
  await client.refused('units.archive', { unitId, archived: true }, 'unit.hasParts')
  const above = await client.call('units.create', { id: newId(), communityId, name: 'Выше всех' })
  await client.refused('units.place', { unitId, parentId: above.id }, 'unit.tooDeep')
  // The lower half becomes a tree of its own, and then the other one fits under it.
  const moved = await client.call('units.place', { unitId: chain[2]!, parentId: null })
  assert.equal(moved.parentId, null)
  await client.call('units.place', { unitId, parentId: above.id })
  await client.call('units.archive', { unitId: chain[1]!, archived: true })
  await client.call('units.archive', { unitId, archived: true })
  await client.refused('units.place', { unitId: chain[2]!, parentId: unitId }, 'unit.archived')
  // What comes back under one that stays in the archive stands at the top.
  assert.equal((await client.call('units.archive', { unitId: chain[1]!, archived: false })).parentId, null)
  const { director, school } = cast
  const inSchool = { id: newId(), communityId: school.communityId, name: 'Хор', parentId: cast.classId }
  await director.client.refused('units.create', inSchool, 'unit.noTree')
})

test('[STR-07/ring] of two moves at once that would make a ring one is refused', async () => {
  const place = { type: 'authority', name: 'Департамент', unit: 'А' } as const
  const { organisation, unitId: one } = await foundWithUnit(world, cast.operator, place)
  const { client } = organisation.administrator
  const { id: other } = await client.call('units.create', {
    id: newId(),
    communityId: organisation.communityId,
    name: 'Б',
  })
  for (let round = 0; round < 5; round += 1) {
    const tried = await Promise.allSettled([
      client.call('units.place', { unitId: one, parentId: other }),
      client.call('units.place', { unitId: other, parentId: one }),
    ])
    assert.deepEqual(tried.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    for (const unitId of [one, other]) await client.call('units.place', { unitId, parentId: null })
  }
})
