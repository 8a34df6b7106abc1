import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { apply, type Cast, createCast, foundOrganisation, join, type Place } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { applySheet, importSheet } from '#testkit/rosters.ts'
import { createWorld, type World } from '#testkit/world.ts'

type RoleChange = InputOf<Operations['members.changeRole']>

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())
beforeEach(() => delegate(true))

const BIRTH = '2011-05-20'
const child = (surname = 'Малов') => signIn(world, newPhone(), { surname, name: 'Ян', birthDate: BIRTH })
const adult = (surname = 'Взрослова') => signIn(world, newPhone(), { surname, name: 'Анна', patronymic: 'Ильинична' })
const inClass = (): Place => ({ unitId: cast.classId, role: 'pupil' })
const inOther = (): Place => ({ unitId: cast.otherClassId, role: 'pupil' })

const delegate = (leads: boolean) =>
  cast.director.client.call('delegation.set', { communityId: cast.school.communityId, leads })
const approving = (...ids: string[]) =>
  ({ communityId: cast.school.communityId, ids, decision: 'approve', reason: 'Так решено' }) as const
const decide = (by: Person, ...ids: string[]) => by.client.call('applications.decide', approving(...ids))
const undo = (by: Person, ...ids: string[]) =>
  by.client.call('applications.undo', { communityId: cast.school.communityId, ids })
const waiting = async (by: Person) => {
  const { communityId } = cast.school
  const queue = await by.client.call('applications.queue', { communityId, states: ['pending'], limit: 200 })
  return { ...queue, ids: queue.applications.map(({ id }) => id) }
}
const toDecide = async (by: Person) =>
  (await by.client.call('communities.home', { communityId: cast.school.communityId })).applicationsToDecide
const grantsOf = async (person: Person) =>
  (await person.client.call('communities.mine', {})).memberships.find(
    ({ communityId }) => communityId === cast.school.communityId,
  )!.grants
const codes = ({ skipped }: { skipped: { code: string }[] }) => skipped.map(({ code }) => code)

/** Everything that decides is closed for him. */
async function assertClosed(person: Person, id: string): Promise<void> {
  const { communityId } = cast.school
  const { client } = person
  await client.refused('applications.queue', { communityId }, 'community.notAllowed')
  await client.refused('applications.decide', approving(id), 'community.notAllowed')
  await client.refused('applications.undo', { communityId, ids: [id] }, 'community.notAllowed')
  await client.refused('delegation.get', { communityId }, 'community.notAllowed')
  assert.equal(await toDecide(person), null)
  assert.ok(!(await grantsOf(person)).includes('applications.decideUnit'))
}

test('[INV-08/default] until an organisation says so leads decide nothing, and only administrators say so', async () => {
  const fresh = await foundOrganisation(world, cast.operator, {
    type: 'school',
    name: 'Школа № 8',
    administrator: { surname: 'Восьмой', name: 'Пётр', patronymic: 'Ильич' },
  })
  const { communityId } = fresh
  assert.deepEqual(await fresh.administrator.client.call('delegation.get', { communityId }), {
    communityId,
    leads: false,
  })
  const set = { communityId: cast.school.communityId, leads: true }
  for (const { client } of [cast.teacher, cast.secondTeacher, cast.pupil, cast.parent]) {
    await client.refused('delegation.set', set, 'community.notAllowed')
  }
  await cast.stranger.client.refused('delegation.set', set, 'community.unknown')
  await delegate(false)
  await assertClosed(cast.teacher, await apply(cast.school, await child(), inClass()))
  const authority = await foundOrganisation(world, cast.operator, {
    type: 'authority',
    name: 'Отдел образования',
    administrator: { surname: 'Отделов', name: 'Пётр', patronymic: 'Ильич' },
  })
  await authority.administrator.client.refused(
    'delegation.set',
    { communityId: authority.communityId, leads: true },
    'application.delegationImpossible',
  )
})

test('[INV-08] a lead sees and decides the pupils and parents of his unit, never the staff and never another unit', async () => {
  const { teacher, director, classId, pupil, otherPupil, otherClassId, school } = cast
  const applicant = await child('Близкий')
  const own = await apply(school, applicant, inClass())
  const mother = await adult()
  const parent = await apply(school, mother, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
  const foreign = [
    await apply(school, await adult(), { unitId: classId, role: 'staff', position: 'Учитель' }),
    await apply(school, await adult(), { unitId: classId, role: 'lead', position: 'Учитель' }),
    await apply(school, await child(), inOther()),
    await apply(school, await adult(), {
      unitId: otherClassId,
      role: 'parent',
      childProfileId: otherPupil.profileId,
    }),
  ]
  const before = await waiting(teacher)
  assert.ok([own, parent].every((id) => before.ids.includes(id)))
  assert.ok(foreign.every((id) => !before.ids.includes(id)))
  assert.deepEqual([before.total, before.pending], [before.ids.length, before.ids.length])
  assert.equal(await toDecide(teacher), before.pending)
  assert.equal(await toDecide(director), (await waiting(director)).pending)
  const elsewhere = await teacher.client.call('applications.queue', {
    communityId: school.communityId,
    unitId: otherClassId,
  })
  assert.equal(elsewhere.total, 0)
  const { cards } = await teacher.client.call('profiles.cards', { ids: [applicant.profileId] })
  assert.equal(cards.length, 1)
  for (const id of foreign) {
    await teacher.client.refused('applications.decide', approving(id), 'application.notDelegated')
  }
  const mixed = await decide(teacher, own, parent, ...foreign)
  assert.deepEqual(mixed.decided.map(({ id }) => id).sort(), [own, parent].sort())
  assert.deepEqual(
    codes(mixed),
    foreign.map(() => 'application.notDelegated'),
  )
  assert.equal((await waiting(teacher)).pending, before.pending - 2)
  // Nobody else of the staff has got anything.
  await assertClosed(cast.secondTeacher, foreign[0]!)
})

test('[INV-08/undo] a lead takes back his own decisions only', async () => {
  const { teacher, director, school } = cast
  const mine = await apply(school, await child(), inClass())
  const his = await apply(school, await child(), inClass())
  await decide(teacher, mine)
  await decide(director, his)
  const { applications } = await teacher.client.call('applications.queue', {
    communityId: school.communityId,
    states: ['approved'],
    limit: 200,
  })
  const untilOf = (id: string) => applications.find((each) => each.id === id)?.undoUntil
  assert.notEqual(untilOf(mine), null)
  assert.equal(untilOf(his), null)
  const alone = { communityId: school.communityId, ids: [his] }
  await teacher.client.refused('applications.undo', alone, 'application.notDelegated')
  const both = await undo(teacher, his, mine)
  assert.deepEqual(codes(both), ['application.notDelegated'])
  assert.deepEqual(
    both.undone.map(({ id, state }) => [id, state]),
    [[mine, 'pending']],
  )
})

test('[INV-08/self] a lead decides neither on himself nor on his own child nor on who joins that child', async () => {
  const { teacher, director, school, classId, otherClassId, pupil } = cast
  const self = await apply(school, teacher, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
  await teacher.client.refused('applications.decide', approving(self), 'application.own')
  const daughter = await child('Соколова')
  await join(school, daughter, inOther())
  const { profileId: childProfileId } = daughter
  await join(school, teacher, { unitId: otherClassId, role: 'parent', childProfileId })
  const hers = await apply(school, daughter, inClass())
  await teacher.client.refused('applications.decide', approving(hers), 'application.ownChild')
  await decide(director, hers)
  const father = await apply(school, await adult('Соколов'), { unitId: classId, role: 'parent', childProfileId })
  const other = await apply(school, await child(), inClass())
  const mixed = await decide(teacher, father, other, self)
  assert.deepEqual(
    mixed.decided.map(({ id }) => id),
    [other],
  )
  assert.deepEqual(codes(mixed).sort(), ['application.own', 'application.ownChild'])
})

test('[INV-08/off] switched off, the right is gone at once, also to take back; switched on, it is there again', async () => {
  const { teacher, school } = cast
  const decided = await apply(school, await child(), inClass())
  await decide(teacher, decided)
  await delegate(false)
  await assertClosed(teacher, decided)
  await delegate(true)
  assert.equal((await undo(teacher, decided)).undone.length, 1)
  const ids = [await apply(school, await child(), inClass()), await apply(school, await child(), inClass())]
  const [, answer] = await Promise.all([
    delegate(false),
    teacher.client.post('applications.decide', JSON.stringify(approving(...ids)), { 'idempotency-key': newId() }),
  ])
  assert.ok([200, 403].includes(answer.status), answer.text)
  await assertClosed(teacher, decided)
})

test('[INV-08/unit] with another unit come its applications, with no unit none', async () => {
  const { director, school, classId, otherClassId } = cast
  const person = await adult('Переходова')
  await join(school, person, { unitId: classId, role: 'lead', position: 'Учитель' })
  const [here, there] = [await apply(school, await child(), inClass()), await apply(school, await child(), inOther())]
  const change = (from: RoleChange['from'], to: RoleChange['to']) =>
    director.client.call('members.changeRole', {
      communityId: school.communityId,
      profileId: person.profileId,
      from,
      to,
    })
  assert.ok((await waiting(person)).ids.includes(here))
  await change({ role: 'lead', unitId: classId }, { role: 'lead', unitId: otherClassId })
  const { ids } = await waiting(person)
  assert.deepEqual([ids.includes(here), ids.includes(there)], [false, true])
  await person.client.refused('applications.decide', approving(here), 'application.notDelegated')
  assert.equal((await decide(person, there)).decided.length, 1)
  await change({ role: 'lead', unitId: otherClassId }, { role: 'staff', unitId: otherClassId })
  await assertClosed(person, there)
})

test('[INV-08/archived] in an archived unit a lead decides nothing, and nothing is taken back', async () => {
  const { director, school } = cast
  const { communityId } = school
  const unit = await director.client.call('units.create', { id: newId(), communityId, name: '8«Я»', grade: 8 })
  const person = await adult('Архивова')
  await join(school, person, { unitId: unit.id, role: 'lead', position: 'Учитель' })
  const place: Place = { unitId: unit.id, role: 'pupil' }
  const [decided, left] = [await apply(school, await child(), place), await apply(school, await child(), place)]
  await decide(person, decided)
  await director.client.call('units.archive', { unitId: unit.id, archived: true })
  assert.deepEqual((await waiting(person)).ids, [])
  assert.equal(await toDecide(person), 0)
  await person.client.refused('applications.decide', approving(left), 'application.notDelegated')
  await person.client.refused('applications.undo', { communityId, ids: [decided] }, 'application.notDelegated')
  await director.client.call('units.archive', { unitId: unit.id, archived: false })
  assert.equal((await undo(person, decided)).undone.length, 1)
})

test('[INV-08/roster] the list of the school stays with administrators: a lead reads nothing of it and approves nobody by it', async () => {
  const { teacher, director, school } = cast
  const { communityId } = school
  const id = await apply(school, await child('Списков'), inClass())
  const sheet = Buffer.from('ФИО;Класс;Дата рождения\nСписков Ян;5Б;20.05.2011\n')
  await applySheet(director.client, await importSheet(director.client, communityId, sheet, 'Список.csv'))
  const matchOf = async (by: Person) => (await waiting(by)).applications.find((each) => each.id === id)?.match
  assert.equal((await matchOf(director))?.kind, 'exact')
  assert.equal(await matchOf(teacher), null)
  await teacher.client.refused('applications.queue', { communityId, match: 'exact' }, 'community.notAllowed')
  await teacher.client.refused('matched.summary', { communityId }, 'community.notAllowed')
  await teacher.client.refused('matched.approve', { id: newId(), communityId }, 'community.notAllowed')
  assert.equal((await decide(teacher, id)).decided.length, 1)
})

test('[INV-08/events] a lead hears of the pupils and parents of his unit and of nobody else', async () => {
  const { teacher, school, classId } = cast
  await delegate(false)
  const socket = await world.socket(teacher.client)
  await socket.hello()
  const heard = async () => {
    await socket.settle()
    return socket.events('unitQueue.changed').length
  }
  await apply(school, await child(), inClass())
  assert.equal(await heard(), 0)
  await delegate(true)
  await socket.event('membership.changed', ({ membership }) => membership.grants.includes('applications.decideUnit'))
  await apply(school, await adult(), { unitId: classId, role: 'staff', position: 'Учитель' })
  await apply(school, await child(), inOther())
  assert.equal(await heard(), 0)
  const person = await child()
  const id = await apply(school, person, inClass())
  assert.equal(await heard(), 1)
  await person.client.call('applications.withdraw', { id })
  assert.equal(await heard(), 2)
  await delegate(false)
  await socket.event('membership.changed', ({ membership }) => !membership.grants.includes('applications.decideUnit'))
})
