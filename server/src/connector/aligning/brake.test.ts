import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { FactRow } from '#contract/connector/fact-rows.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createSchoolSystem, linkPerson, type SchoolSystem } from '#testkit/school-systems.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { heldBack, type Losing } from './brake.ts'
import type { HeldPlace } from './plan.ts'

const PUPILS = 22
const BORN = '2011-05-20'

let world: World
let cast: Cast
let system: SchoolSystem
let communityId: string
let pupils: Person[]
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
  const administrator = cast.director.client
  system = await createSchoolSystem(world, { operator: cast.operator, administrator, communityId })
  await tell(unit(1), { type: 'unit', id: 'k2', revision: 1, data: CLASS('10«Б»') })
  await tell(...person('t', cast.teacher, 'employee'), position(1, false))
  pupils = []
  for (let n = 0; n < PUPILS; n += 1) {
    pupils.push(await signIn(world, newPhone(), { surname: 'Учеников', name: 'Имя', birthDate: BORN }))
  }
  await tell(...pupils.flatMap((each, n) => [...person(`p${n}`, each, 'pupil'), learns(n, 1)]))
  for (const [n, each] of pupils.entries()) await linkPerson(system, each, { communityId, personId: `p${n}` })
  await linkPerson(system, cast.teacher, { communityId, personId: 't' })
  await settle()
})
after(async () => {
  await system[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const CLASS = (name: string) => ({
  kind: 'class',
  name,
  grade: 10,
  parentId: null,
  wholeClass: false,
  teacherIds: ['t'],
})
const unit = (revision: number): FactRow => ({ type: 'unit', id: 'k', revision, data: CLASS('10«А»') })
const person = (id: string, { about }: Person, kind: string): FactRow[] => {
  const { surname, name, patronymic, birthDate } = about
  return [{ type: 'person', id, revision: 1, data: { surname, name, patronymic, birthDate, kinds: [kind] } }]
}
const position = (revision: number, dismissed: boolean): FactRow => ({
  type: 'position',
  id: 't-1',
  revision,
  data: { personId: 't', kind: 'teaching', title: '', dismissed },
})
const learns = (n: number, revision: number, unitId = 'k'): FactRow => ({
  type: 'enrolment',
  id: `p${n}-${unitId}`,
  revision,
  data: { personId: `p${n}`, unitId },
})
const expelled = (n: number, revision: number): FactRow => ({
  type: 'enrolment',
  id: `p${n}-k`,
  revision,
  removed: true,
})
const settle = () => world.app.connector.rounds.run()
async function tell(...facts: FactRow[]): Promise<void> {
  const { refused, rows } = await system.client.call('connector.facts.put', { communityId, facts })
  assert.equal(refused, 0, JSON.stringify(rows))
  await settle()
}
async function inside(): Promise<number> {
  const { chats } = await system.client.call('connector.chats.list', { communityId })
  return chats.find(({ id }) => id === 'class:k')!.membersCount
}
const waiting = async () => (await cast.director.client.call('integrations.get', { communityId })).waiting

test('[ESS-05/brake] a run that would remove many waits for an administrator, and a dismissal in the same run does not', async () => {
  assert.equal(await inside(), PUPILS + 1)
  await tell(...pupils.map((_, n) => expelled(n, 2)), position(2, true))
  assert.equal(await inside(), PUPILS, 'the teacher is out, the pupils are not')
  const told = (await waiting())!
  assert.deepEqual([told.people, told.among], [PUPILS, PUPILS + 1])
  assert.deepEqual((await system.client.call('connector.state.get', { communityId })).waiting, told)
  await settle()
  assert.deepEqual(await waiting(), told, 'it waits for as long as nobody decides')
  const { client } = cast.director
  await client.refused('integrations.letRemovals', { communityId, version: told.version + 1 }, 'connector.brakeChanged')
  await tell(learns(0, 3))
  const other = (await waiting())!
  assert.equal(other.people, PUPILS - 1)
  await client.refused('integrations.letRemovals', { communityId, version: told.version }, 'connector.brakeChanged')
  await client.call('integrations.letRemovals', { communityId, version: other.version })
  await settle()
  assert.deepEqual([await inside(), await waiting()], [1, null])
  const { memberships } = await pupils[1]!.client.call('communities.mine', {})
  assert.deepEqual(memberships, [])
})

test('[ESS-05/brake] what was told by mistake and taken back removes nobody; a whole class that moves waits for nobody', async () => {
  await tell(...pupils.map((_, n) => learns(n, 4)), position(3, false))
  assert.equal(await inside(), PUPILS + 1)
  await tell(...pupils.map((_, n) => expelled(n, 5)))
  assert.equal((await waiting())?.people, PUPILS)
  await tell(...pupils.map((_, n) => learns(n, 6)))
  assert.deepEqual([await inside(), await waiting()], [PUPILS + 1, null])
  await tell(...pupils.map((_, n) => expelled(n, 7)), ...pupils.map((_, n) => learns(n, 1, 'k2')))
  assert.deepEqual([await inside(), await waiting()], [1, null])
})

test('[ESS-05/at-once] a class that moves comes into its chat with one event, and each of it hears once what he is now', async () => {
  const { db } = world.app.platform
  const joined = await sql<{ people: number }>`
    select jsonb_array_length(e.payload->'profileIds') as people from messenger.chat_event e
    join connector.chat c on c.chat_id = e.chat_id and c.source_id = 'class:k2'
    where e.kind = 'members.joined' and e.payload->>'reason' = 'pupil'`.execute(db)
  assert.deepEqual(joined.rows, [{ people: PUPILS }])
  for (const { profileId } of pupils) {
    const { rows } = await sql<{ name: string }>`
      select name from platform.log_event where audience = 'profile' and audience_id = ${profileId}
      order by seq desc limit 4`.execute(db)
    // He was given the one class, lost the other, left its chat and came into the new one.
    const heard = rows.map(({ name }) => name).sort()
    assert.deepEqual(heard, ['chat.added', 'chat.dropped', 'membership.changed', 'membership.changed'])
  }
})

test('what is lost is counted by people: more than twenty, and more than one in twenty', () => {
  const places = (count: number, from = 0): HeldPlace[] =>
    Array.from({ length: count }, (_, n) => ({
      profileId: `p${from + n}`,
      role: 'pupil',
      unitId: 'u',
      childPersonId: null,
      removedByHand: false,
    }))
  const losing = (lost: number, among: number, free: (id: string) => boolean = () => false): Losing => {
    const heldPlaces = places(among)
    const revokes = heldPlaces.slice(0, lost)
    const nothing = { grants: [], takenByHand: [], returned: [], forgotten: [] }
    return { places: { ...nothing, revokes }, members: [], heldPlaces, heldMembers: [], free }
  }
  assert.equal(heldBack(losing(20, 100)), null)
  assert.equal(heldBack(losing(21, 100))?.people.size, 21)
  assert.equal(heldBack(losing(21, 420)), null, 'one in twenty is not more than one in twenty')
  assert.equal(heldBack(losing(21, 419))?.people.size, 21)
  assert.equal(
    heldBack(losing(30, 100, (id) => Number(id.slice(1)) < 10)),
    null,
    'those who may go at once do not count',
  )
})
