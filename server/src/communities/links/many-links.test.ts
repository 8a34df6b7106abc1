import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type InviteLink, LINK_STATES } from '#contract/communities/links.ts'
import type { Role } from '#contract/communities/types.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DAY_MS = 24 * 3_600_000

let world: World
let cast: Cast
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
})
after(() => world[Symbol.asyncDispose]())

const inDays = (days: number) => new Date(world.clock.now() + days * DAY_MS).toISOString()

const make = (unitIds: string[], roles: Role[], expiresAt = inDays(90)) =>
  cast.director.client.call('links.createMany', { communityId, unitIds, roles, expiresAt })

async function newUnit(name: string): Promise<string> {
  const { id } = await cast.director.client.call('units.create', { id: newId(), communityId, name })
  return id
}

test('[INV-03/many] links of several classes and roles are made in one go, «Коллектив» gets those of its staff alone', async () => {
  const [first, second] = [await newUnit('1«А»'), await newUnit('1«Б»')]
  // Longer than the link by which «Коллектив» came together.
  const answer = await make([first, cast.school.staffUnitId, second], ['staff', 'pupil'], inDays(200))
  assert.equal(answer.made, 5)
  assert.deepEqual(
    answer.links.map(({ unitId, role, state }) => [unitId, role, state]),
    [
      [first, 'staff', 'active'],
      [first, 'pupil', 'active'],
      [cast.school.staffUnitId, 'staff', 'active'],
      [second, 'staff', 'active'],
      [second, 'pupil', 'active'],
    ],
  )
  assert.equal(new Set(answer.links.map(({ token }) => token)).size, 5)
  const { links } = await cast.director.client.call('links.list', { communityId })
  for (const link of answer.links) assert.ok(links.some(({ token }) => token === link.token))
  const id = newId()
  await cast.newcomer.client.call('applications.submit', { id, token: answer.links[4]!.token })
  const { applications } = await cast.director.client.call('applications.queue', { communityId, states: ['pending'] })
  assert.deepEqual(
    applications.filter((each) => each.id === id).map(({ unitId, role }) => [unitId, role]),
    [[second, 'pupil']],
  )
})

test('[INV-03/many-again] a repeat takes what is there; a revoked, a short and a counted link are no such links', async () => {
  const unitId = await newUnit('2«А»')
  await cast.director.client.call('links.create', { id: newId(), unitId, role: 'pupil', usesMax: 1 })
  await cast.director.client.call('links.create', { id: newId(), unitId, role: 'pupil', expiresAt: inDays(7) })
  const first = await make([unitId], ['pupil', 'lead'])
  assert.equal(first.made, 2)
  const again = await make([unitId], ['pupil', 'lead'])
  assert.equal(again.made, 0)
  assert.deepEqual(
    again.links.map(({ id }) => id),
    first.links.map(({ id }) => id),
  )
  await cast.director.client.call('links.revoke', { linkId: first.links[0]!.id })
  const third = await make([unitId], ['pupil', 'lead'])
  assert.equal(third.made, 1)
  assert.notEqual(third.links[0]!.id, first.links[0]!.id)
  assert.equal(third.links[1]!.id, first.links[1]!.id)
})

test('[INV-03/many-race] two who press at once make every link once', async () => {
  const unitIds = await Promise.all(['3«А»', '3«Б»', '3«В»'].map(newUnit))
  const answers = await Promise.all([
    make(unitIds, ['pupil', 'staff']),
    make([...unitIds].reverse(), ['staff', 'pupil']),
  ])
  assert.equal(answers[0].made + answers[1].made, 6)
  const [left, right] = answers.map(({ links }) => links.map(({ token }) => token).sort())
  assert.deepEqual(left, right)
})

test('[INV-03/many-limits] a parent of a school has no link without a child; strange, archived and foreign places are refused', async () => {
  const unitId = await newUnit('4«А»')
  const ask = (unitIds: string[], roles: Role[]) => ({ communityId, unitIds, roles })
  const { client } = cast.director
  await client.refused('links.createMany', ask([unitId], ['pupil', 'parent']), 'link.roleImpossible')
  await client.refused('links.createMany', ask([cast.school.staffUnitId], ['pupil']), 'link.roleImpossible')
  await client.refused('links.createMany', ask([unitId], ['administrator']), 'link.roleImpossible')
  await client.refused('links.createMany', ask([unitId, cast.kindergarten.staffUnitId], ['staff']), 'unit.unknown')
  await client.refused('links.createMany', { ...ask([unitId], ['pupil']), expiresAt: inDays(-1) }, 'link.expiryInvalid')
  const archived = await newUnit('4«Б»')
  await client.call('units.archive', { unitId: archived, archived: true })
  await client.refused('links.createMany', ask([unitId, archived], ['pupil']), 'unit.archived')
  await cast.teacher.client.refused('links.createMany', ask([unitId], ['pupil']), 'community.notAllowed')
  await cast.stranger.client.refused('links.createMany', ask([unitId], ['pupil']), 'community.unknown')
  const { links } = await client.call('links.list', { communityId })
  assert.ok(!links.some((link) => link.unitId === unitId), 'a refusal makes nothing')
})

test('[INV-03/pages] links come page by page and by unit, role and state, and how many work is told beside them', async () => {
  const { client } = cast.director
  const unitIds = await Promise.all(['5«В»', '5«Г»', '5«Д»'].map(newUnit))
  const { links: made } = await make(unitIds, ['pupil', 'staff'], inDays(5))
  await client.call('links.revoke', { linkId: made[0]!.id })
  await client.call('units.archive', { unitId: unitIds[2]!, archived: true })
  world.clock.advance(6 * DAY_MS)
  const livingUnit = await newUnit('5«Е»')
  await client.call('links.create', { id: newId(), unitId: livingUnit, role: 'pupil', usesMax: 1 })
  const pages = async (filter: { unitId?: string; role?: Role; state?: (typeof LINK_STATES)[number] }) => {
    const found: InviteLink[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await client.call('links.list', { communityId, ...filter, limit: 3, ...(cursor && { cursor }) })
      found.push(...page.links)
      if (page.next === null) return { found, active: page.active }
      cursor = page.next
    }
  }
  const { found: all, active } = await pages({})
  assert.ok(all.length > 6)
  assert.deepEqual(new Set(all.map(({ id }) => id)).size, all.length, 'nothing comes twice')
  assert.deepEqual(
    all.map(({ createdAt }) => createdAt),
    all
      .map(({ createdAt }) => createdAt)
      .toSorted()
      .toReversed(),
  )
  for (const state of LINK_STATES) {
    const expected = all.filter((link) => link.state === state).map(({ id }) => id)
    assert.deepEqual(
      (await pages({ state })).found.map(({ id }) => id),
      expected,
      state,
    )
    if (state === 'active') assert.equal(active, expected.length)
  }
  const ofUnit = (await pages({ unitId: unitIds[1]! })).found.map(({ role, state }) => `${role} ${state}`)
  assert.deepEqual(ofUnit.sort(), ['pupil expired', 'staff expired'])
  assert.ok((await pages({ role: 'staff' })).found.every(({ role }) => role === 'staff'))
  assert.deepEqual(
    (await pages({ unitId: unitIds[2]! })).found.map(({ state }) => state),
    ['revoked', 'revoked'],
  )
})
