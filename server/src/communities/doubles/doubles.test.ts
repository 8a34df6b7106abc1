import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DOUBLE_UNDO_MS } from '#contract/communities/doubles.limits.ts'
import { apply, type Cast, createCast, join, type Place } from '#testkit/cast.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { applySheet, importSheet } from '#testkit/rosters.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

let names = 0
/** Two accounts of one name and birth date, each with its places in the school. */
async function twice(birthDate: string, one: readonly Place[], other: readonly Place[]): Promise<[Person, Person]> {
  names += 1
  const about = { surname: `Дважды${'о'.repeat(names)}`, name: 'Инна', birthDate }
  const people: Person[] = []
  for (const places of [one, other]) {
    const person = await signIn(world, newPhone(), about)
    for (const place of places) await join(cast.school, person, place)
    people.push(person)
  }
  return people as [Person, Person]
}
const CHILD = '2011-02-03'
const ADULT = '1988-02-03'
const pupilOf = (unitId: string): Place => ({ unitId, role: 'pupil' })
const staff = (): Place => ({ unitId: cast.school.staffUnitId, role: 'staff', position: 'Учитель' })

const list = (by = cast.director) => by.client.call('doubles.list', { communityId: cast.school.communityId })
const pairOf = async (person: Person) =>
  (await list()).pairs.find(({ one, other }) => [one.id, other.id].includes(person.profileId))
const people = (keep: Person, gone: Person) =>
  ({
    communityId: cast.school.communityId,
    kind: 'people',
    keepId: keep.profileId,
    goneId: gone.profileId,
  }) as const
const merge = (keep: Person, gone: Person, by = cast.director) =>
  by.client.call('doubles.merge', { id: newId(), ...people(keep, gone) })
const undo = (id: string) => cast.director.client.call('doubles.undo', { communityId: cast.school.communityId, id })
const rolesOf = async ({ client }: Person) => {
  const { memberships } = await client.call('communities.mine', {})
  const here = memberships.find(({ communityId }) => communityId === cast.school.communityId)
  return (here?.roles ?? []).map(({ role, unitId }) => `${role} ${unitId}`).sort()
}
async function goBy(): Promise<void> {
  world.clock.advance(DOUBLE_UNDO_MS + 1_000)
  await world.app.communities.endDoubles()
}
const stateOf = async (id: string) => (await list()).merges.find((each) => each.id === id)?.state

test('[STR-14] doubles are found with the reason, looked at, merged, and the other one leaves when that is over', async () => {
  const [one, other] = await twice(CHILD, [pupilOf(cast.classId)], [pupilOf(cast.otherClassId)])
  const mother = await signIn(world, newPhone(), { surname: 'Мать', name: 'Ольга' })
  await join(cast.school, mother, { unitId: cast.otherClassId, role: 'parent', childProfileId: other.profileId })
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: 'Поход',
    memberIds: [other.profileId, cast.pupil.profileId],
  })
  const pair = await pairOf(one)
  assert.deepEqual(pair?.grounds, ['name', 'birthDate'])
  const preview = await cast.director.client.call('doubles.preview', people(one, other))
  assert.deepEqual(preview, {
    roles: [{ role: 'pupil', unitName: '9«А»', childName: null }],
    parents: ['Мать Ольга'],
    groups: 1,
    applications: 0,
    filled: [],
  })
  const merged = await merge(one, other)
  assert.equal(merged.state, 'merged')
  assert.equal(await pairOf(one), undefined)
  const both = [`pupil ${cast.classId}`, `pupil ${cast.otherClassId}`].sort()
  assert.deepEqual(await rolesOf(one), both)
  assert.deepEqual(await rolesOf(other), [`pupil ${cast.otherClassId}`], 'until it can be taken back no more')
  await goBy()
  assert.equal(await stateOf(merged.id), 'ended')
  assert.deepEqual([await rolesOf(one), await rolesOf(other)], [both, []])
  const { families } = await mother.client.call('families.own', {})
  assert.deepEqual(
    families.map(({ childProfileId }) => childProfileId),
    [one.profileId],
  )
  const { members } = await cast.teacher.client.call('chats.members', { chatId: chat.id })
  const inside = members.map(({ profileId }) => profileId)
  assert.ok(inside.includes(one.profileId) && !inside.includes(other.profileId))
  const acts = await cast.director.client.call('audit.list', {
    communityId: cast.school.communityId,
    act: 'double.merged',
  })
  assert.equal(acts.entries[0]?.peopleCount, 2)
})

test('[STR-14/undo] a merge is taken back within ten minutes, and everything is as it was', async () => {
  const [one, other] = await twice(ADULT, [staff()], [{ unitId: cast.classId, role: 'staff', position: 'Психолог' }])
  const waiting = await apply(cast.school, other, staff())
  const before = [await rolesOf(one), await rolesOf(other)]
  const { id } = await merge(one, other)
  const stateOfApplication = async () =>
    (await other.client.call('applications.own', {})).applications.find((each) => each.id === waiting)?.state
  assert.equal(await stateOfApplication(), 'rejected')
  assert.equal((await rolesOf(one)).length, 2)
  world.clock.advance(DOUBLE_UNDO_MS - 60_000)
  await world.app.communities.endDoubles()
  assert.equal((await undo(id)).state, 'undone')
  assert.equal((await undo(id)).state, 'undone', 'a repeat changes nothing')
  assert.deepEqual([await rolesOf(one), await rolesOf(other)], before)
  assert.equal(await stateOfApplication(), 'pending')
  await goBy()
  assert.deepEqual([await rolesOf(one), await rolesOf(other)], before)
  assert.ok(await pairOf(one), 'they are likely doubles again')
  const again = await merge(one, other)
  await goBy()
  await cast.director.client.refused(
    'doubles.undo',
    { communityId: cast.school.communityId, id: again.id },
    'double.undoOver',
  )
})

test('[STR-14/different] who was called different is shown no more, until that is forgotten', async () => {
  const [one, other] = await twice(ADULT, [staff()], [staff()])
  const pair = { communityId: cast.school.communityId, kind: 'people', oneId: other.profileId, otherId: one.profileId }
  const set = (different: boolean) =>
    cast.director.client.call('doubles.setDifferent', { ...pair, kind: 'people', different })
  await set(true)
  assert.equal(await pairOf(one), undefined)
  await set(false)
  assert.ok(await pairOf(one))
})

test('[STR-14/rights] nobody merges himself, a child with an adult, or whoever does not look like a double; nobody gains what he may not', async () => {
  const { director, school, teacher, stranger } = cast
  const { communityId } = school
  const [one, other] = await twice(ADULT, [staff()], [staff()])
  for (const by of [teacher, cast.pupil, cast.parent]) {
    await by.client.refused('doubles.list', { communityId }, 'community.notAllowed')
    await by.client.refused('doubles.merge', { id: newId(), ...people(one, other) }, 'community.notAllowed')
  }
  await stranger.client.refused('doubles.list', { communityId }, 'community.unknown')
  const refused = (keep: Person, gone: Person, code: Parameters<typeof director.client.refused>[2], by = director) =>
    by.client.refused('doubles.merge', { id: newId(), ...people(keep, gone) }, code)
  await refused(one, teacher, 'double.unknown')
  await refused(one, stranger, 'double.unknown')
  // An adult and a child of one name whom one number reaches.
  const [child, adult] = await twice(CHILD, [pupilOf(cast.classId)], [pupilOf(cast.classId)])
  await world.database.query(
    "update identity.person set birth_date = '1980-01-01' where id = (select person_id from identity.profile where id = $1)",
    [adult.profileId],
  )
  await refused(child, adult, 'double.unknown')
  // Somebody of the staff with the name of a pupil who is of age.
  const [grown, colleague] = await twice(ADULT, [pupilOf(cast.classId)], [staff()])
  await refused(grown, colleague, 'double.ages')
  // Of administrators only the one who stays is one, and nobody merges himself.
  await director.client.call('members.appoint', { communityId, profileId: other.profileId })
  await refused(one, other, 'double.administrator')
  await refused(other, one, 'double.own', other)
  // Whoever only applies does not take the place of a member.
  const [member, applicant] = await twice(ADULT, [staff()], [])
  await apply(school, applicant, staff())
  await refused(applicant, member, 'double.keepMember')
  await merge(member, applicant)
  await refused(member, applicant, 'double.busy')
})

test('[STR-14/changed] whoever has become something else meanwhile keeps it: the merge stops', async () => {
  const [one, other] = await twice(ADULT, [staff()], [{ unitId: cast.classId, role: 'staff', position: 'Логопед' }])
  const { communityId } = cast.school
  const { id } = await merge(one, other)
  await cast.director.client.call('members.appoint', { communityId, profileId: other.profileId })
  await goBy()
  assert.equal(await stateOf(id), 'stopped')
  assert.ok((await rolesOf(other)).length >= 2)
  const [first, second] = await twice(ADULT, [staff()], [staff()])
  const kept = await merge(first, second)
  await cast.director.client.call('members.remove', { communityId, profileId: first.profileId })
  await goBy()
  assert.equal(await stateOf(kept.id), 'stopped')
  assert.deepEqual(await rolesOf(second), [`staff ${cast.school.staffUnitId}`])
})

test('[STR-14/records] entries of the lists become one with what both tell, and two again', async () => {
  const { director, school } = cast
  const { communityId } = school
  const rows = [
    ['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Класс'].join(';'),
    ['Зайцева', 'Яна', '', '04.05.2012', '5«Б»'].join(';'),
    ['Яна', 'Зайцева', 'Ильинична', '', '5«Б»'].join(';'),
  ]
  const read = await importSheet(director.client, communityId, Buffer.from(rows.join('\n')), 'Список.csv')
  await applySheet(director.client, read, true)
  const found = (await list()).pairs.find(({ kind }) => kind === 'records')
  assert.deepEqual(found?.grounds, ['name', 'place'])
  const full = [found!.one, found!.other].find(({ birthDate }) => birthDate !== null)!
  const bare = [found!.one, found!.other].find(({ id }) => id !== full.id)!
  const pair = { communityId, kind: 'records', keepId: full.id, goneId: bare.id } as const
  const preview = await director.client.call('doubles.preview', pair)
  assert.deepEqual(preview.filled, ['patronymic'])
  const { id, name } = await director.client.call('doubles.merge', { id: newId(), ...pair })
  assert.match(name, /Зайцева Яна|Яна Зайцева/)
  const records = async () =>
    (await director.client.call('roster.records', { communityId, search: 'Яна' })).records
      .map((record) => [record.patronymic, record.birthDate])
      .sort()
  assert.deepEqual(await records(), [['Ильинична', '2012-05-04']])
  await undo(id)
  assert.deepEqual(await records(), [
    ['', '2012-05-04'],
    ['Ильинична', null],
  ])
  const again = await director.client.call('doubles.merge', { id: newId(), ...pair })
  await director.client.call('roster.remove', { communityId, ids: [full.id] })
  await director.client.refused('doubles.undo', { communityId, id: again.id }, 'double.changed')
  await goBy()
  const merges = await world.database.query<{ effects: object | null }>(
    'select effects from communities.double_merge where community_id = $1',
    [communityId],
  )
  assert.ok(
    merges.every(({ effects }) => effects === null),
    'what it would be taken back with is forgotten',
  )
})
