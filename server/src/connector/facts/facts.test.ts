import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FactRow, RowReport } from '#contract/connector/fact-rows.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import {
  createSchoolSystem,
  personRow,
  registerSystem,
  type SchoolSystem,
  systemClient,
} from '#testkit/school-systems.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let system: SchoolSystem
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
  const administrator = cast.director.client
  system = await createSchoolSystem(world, { operator: cast.operator, administrator, communityId })
})
after(async () => {
  await system[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const put = (...facts: FactRow[]) => system.client.call('connector.facts.put', { communityId, facts })
const outcomes = (rows: readonly RowReport[]) => rows.map(({ outcome, refusal }) => refusal ?? outcome)
const enrolment = (id: string, personId: string, unitId: string, revision = 1): FactRow => ({
  type: 'enrolment',
  id,
  revision,
  data: { personId, unitId },
})
const stored = () =>
  world.database.query<{ type: string; id: string; revision: string; data: unknown }>(
    'select type, id, revision::text, data from connector.fact order by type, id',
  )

test('[ESS-05/rows] the highest revision of each fact holds, in whatever order and however often rows come', async () => {
  const rows: FactRow[] = [
    personRow('a', 'Первая', ['pupil'], 1),
    personRow('a', 'Вторая', ['pupil'], 2),
    { type: 'person', id: 'a', revision: 3, removed: true },
    personRow('a', 'Четвёртая', ['pupil'], 4),
    enrolment('a-5', 'a', '5', 7),
    { type: 'enrolment', id: 'a-5', revision: 8, removed: true },
  ]
  await put(...rows)
  const expected = await stored()
  assert.deepEqual(
    expected.map(({ id, revision, data }) => [id, revision, data === null]),
    [
      ['a-5', '8', true],
      ['a', '4', false],
    ],
  )
  for (const order of [rows.toReversed(), [...rows.slice(3), ...rows.slice(0, 3)], [...rows, ...rows]]) {
    await world.database.query('delete from connector.fact')
    for (const row of order) await put(row)
    assert.deepEqual(await stored(), expected)
    assert.deepEqual((await put(...order)).taken, 0)
  }
})

test('[ESS-05/report] every row is reported by itself, and an odd one stops no other', async () => {
  await put(personRow('b', 'Белова', ['pupil'], 5))
  const { rows, taken, older, same, refused } = await put(
    personRow('b', 'Белова', ['pupil'], 4),
    personRow('b', 'Белова', ['pupil'], 5),
    personRow('b', 'Другая', ['pupil'], 5),
    personRow('b', 'Новая', ['pupil'], 6),
    { type: 'lesson', id: 'x', revision: 1, data: {} },
    { type: 'person', id: 'c', revision: 1, data: { surname: 'Без имени' } },
    { type: 'person', id: 'c', revision: 1 },
    { type: 'person', id: 'с кириллицей', revision: 1, removed: true },
    { type: 'chat', id: 'teachers', revision: 1, removed: true },
    enrolment('b-9', 'b', '9'),
  )
  assert.deepEqual(outcomes(rows), [
    'older',
    'same',
    'revisionReused',
    'taken',
    'typeUnknown',
    'malformed',
    'malformed',
    'malformed',
    'defaultStays',
    'taken',
  ])
  assert.deepEqual([taken, older, same, refused], [2, 1, 1, 6])
  assert.deepEqual(rows.at(-1)!.waitsFor, [{ type: 'unit', id: '9' }], 'what it refers to may come later')
  for (const row of rows) assert.equal(row.sentence !== '', row.outcome === 'refused', row.outcome)
  assert.match(rows[5]!.places.join(), /name|required/)
})

test('two people with one id are one, and the second of them is told that his revision is taken', async () => {
  const { rows } = await put(personRow('twin', 'Громов', ['pupil']), personRow('twin', 'Громова', ['pupil']))
  assert.deepEqual(outcomes(rows), ['taken', 'revisionReused'])
})

test('a removed fact keeps no word of a person', async () => {
  await put(personRow('gone', 'Ушедшая', ['pupil']), { type: 'person', id: 'gone', revision: 2, removed: true })
  assert.ok(!JSON.stringify(await stored()).includes('Ушедшая'))
})

test('[GEN-01/connector] a system tells and reads of those organisations alone that have admitted it, with the scopes that it has', async () => {
  const facts = [personRow('z', 'Чужая', ['pupil'])]
  const other = await systemClient(world, await registerSystem(cast.operator, 'Другая'))
  const { communityId: kindergarten } = cast.kindergarten
  for (const [client, id] of [
    [other, communityId],
    [system.client, kindergarten],
    [system.client, communityId.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
  ] as const) {
    await client.refused('connector.facts.put', { communityId: id, facts }, 'connector.unknown')
    await client.refused('connector.state.get', { communityId: id }, 'connector.unknown')
  }
  assert.deepEqual((await other.call('connector.organisations.list', {})).organisations, [])
  const reader = await systemClient(world, system.outside, ['connector:read'])
  const refused = await reader.refused('connector.facts.put', { communityId, facts }, 'system.scopeMissing')
  assert.deepEqual([refused.status, refused.details], [403, { scope: 'connector:facts' }])
  const { organisations } = await reader.call('connector.organisations.list', {})
  assert.deepEqual(
    organisations.map(({ id, name, type }) => [id, name, type]),
    [[communityId, cast.school.name, 'school']],
  )
})

test('[STAT-04/integration] an administrator admits a system and excludes it; another one begins with nothing of the first', async () => {
  const { client } = cast.director
  const before = await client.call('integrations.get', { communityId })
  assert.equal(before.current?.systemId, system.outside.id)
  assert.ok(before.facts > 0 && before.systems.some(({ id }) => id === system.outside.id))
  await cast.teacher.client.refused('integrations.get', { communityId }, 'community.notAllowed')
  await cast.stranger.client.refused('integrations.get', { communityId }, 'community.unknown')
  const out = await client.call('integrations.set', { communityId, systemId: null })
  assert.deepEqual([out.current, out.facts], [null, before.facts], 'what was told is kept while nobody tells')
  await system.client.refused('connector.state.get', { communityId }, 'connector.unknown')
  const again = await client.call('integrations.set', { communityId, systemId: system.outside.id })
  assert.equal(again.facts, before.facts)
  const other = await registerSystem(cast.operator, 'Преемница')
  const moved = await client.call('integrations.set', { communityId, systemId: other.id })
  assert.deepEqual([moved.current?.systemId, moved.facts], [other.id, 0])
  await client.refused('integrations.set', { communityId, systemId: cast.classId }, 'connector.systemUnknown')
  await client.call('integrations.set', { communityId, systemId: system.outside.id })
})

test('a token ends by itself, with its secret, and with the system', async () => {
  const own = await registerSystem(cast.operator, 'Временная')
  const client = await systemClient(world, own)
  await client.call('connector.organisations.list', {})
  world.clock.advance(11 * 60_000)
  await client.refused('connector.organisations.list', {}, 'system.required')
  const renewed = await systemClient(world, own)
  await renewed.call('connector.organisations.list', {})
  await cast.operator.call('oidcClients.remove', { id: own.id })
  await renewed.refused('connector.organisations.list', {}, 'system.required')
})
