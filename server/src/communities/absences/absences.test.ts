import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ABSENCE_KEPT_DAYS } from '#contract/communities/absences.limits.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { mayLoad, upload } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { dayAfter } from './absence-days.ts'

type Said = Partial<InputOf<Operations['absences.tell']>>

let world: World
let cast: Cast
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
})
after(() => world[Symbol.asyncDispose]())

const DAY_MS = 86_400_000
/** A day of the school so many days from today. */
const inDays = (days: number) =>
  dayAfter(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Moscow' }).format(world.clock.now()), days)
const placeOf = (child: Person) => ({ unitId: cast.classId, childProfileId: child.profileId })
const said = (from: number, to = from, more: Said = {}) => ({
  from: inDays(from),
  to: inDays(to),
  reason: 'illness' as const,
  note: '',
  ...more,
})

/** A pupil of 5«Б» with one parent. */
async function newFamily(): Promise<{ child: Person; parent: Person }> {
  const child = await signIn(world, newPhone(), { surname: 'Зябликов', name: 'Яков', birthDate: '2011-03-04' })
  await join(cast.school, child, { unitId: cast.classId, role: 'pupil' })
  return { child, parent: await newParent(child) }
}

async function newParent(child: Person): Promise<Person> {
  const parent = await signIn(world, newPhone(), { surname: 'Зябликова', name: 'Нина', birthDate: '1985-03-04' })
  await join(cast.school, parent, { ...placeOf(child), role: 'parent' })
  return parent
}

async function tell(parent: Person, child: Person, what: ReturnType<typeof said>): Promise<string> {
  const id = newId()
  await parent.client.call('absences.tell', { id, ...placeOf(child), ...what })
  return id
}

const listed = async (day: string) => cast.teacher.client.call('absences.list', { communityId, day })
const ownOf = async (parent: Person) => (await parent.client.call('absences.own', {})).children[0]!.absences

test('[MSG-23/tell] a parent tells of days and a reason, the leader of the class sees it day by day, accepts it, and the parents see that', async () => {
  const { child, parent } = await newFamily()
  const other = await newParent(child)
  const id = await tell(parent, child, said(1, 3, { note: '  Температура,  лежит ' }))
  const { units, absences, fresh } = await listed(inDays(2))
  assert.deepEqual(
    units.map(({ unitName }) => unitName),
    ['5«Б»'],
  )
  const [mine] = absences
  assert.deepEqual(
    [mine!.id, mine!.surname, mine!.unitName, mine!.reason, mine!.note, mine!.from, mine!.to],
    [id, 'Зябликов', '5«Б»', 'illness', 'Температура, лежит', inDays(1), inDays(3)],
  )
  assert.ok(mine!.toldBy.startsWith('Зябликова Нина'))
  assert.ok(fresh.some((each) => each.id === id))
  assert.ok((await listed(inDays(0))).absences.every((each) => each.id !== id))
  assert.ok((await listed(inDays(4))).absences.every((each) => each.id !== id))
  const accept = () =>
    cast.teacher.client.call('absences.accept', { communityId, absences: [{ id, version: mine!.version }] })
  assert.deepEqual(await accept(), { accepted: 1 })
  assert.deepEqual(await accept(), { accepted: 0 })
  assert.ok((await listed(inDays(2))).fresh.every((each) => each.id !== id))
  for (const each of [parent, other]) {
    const [told] = await ownOf(each)
    assert.ok(told!.accepted!.by.startsWith(cast.teacher.about.surname))
  }
  const [place] = (await parent.client.call('absences.own', {})).children
  assert.deepEqual([place!.unitName, place!.teachers.length, place!.name], ['5«Б»', 1, 'Яков'])
})

test('[MSG-23/change] either parent changes it or takes it back; what the teacher has accepted becomes new again', async () => {
  const { child, parent } = await newFamily()
  const other = await newParent(child)
  const id = await tell(parent, child, said(1))
  await cast.teacher.client.call('absences.accept', { communityId, absences: [{ id, version: 1 }] })
  const change = (version: number) => ({ id, ...placeOf(child), version, ...said(1, 2, { reason: 'doctor' }) })
  await other.client.call('absences.change', change(1))
  await parent.client.refused('absences.change', change(1), 'absence.changed')
  const [changed] = await ownOf(parent)
  assert.deepEqual([changed!.version, changed!.reason, changed!.accepted], [2, 'doctor', null])
  const stale = { communityId, absences: [{ id, version: 1 }] }
  assert.deepEqual(await cast.teacher.client.call('absences.accept', stale), { accepted: 0 }, 'of what was not read')
  await parent.client.call('absences.withdraw', { id, ...placeOf(child) })
  const seen = (await listed(inDays(1))).absences.find((each) => each.id === id)
  assert.notEqual(seen!.withdrawnAt, null, 'whoever has read it is told that the child comes')
  assert.ok((await listed(inDays(1))).fresh.some((each) => each.id === id))
  await parent.client.refused('absences.change', change(3), 'absence.unknown')
  // Of what nobody has read nothing is left.
  const unread = await tell(parent, child, said(1))
  await parent.client.call('absences.withdraw', { id: unread, ...placeOf(child) })
  await parent.client.refused('absences.withdraw', { id: unread, ...placeOf(child) }, 'absence.unknown')
  assert.ok((await listed(inDays(1))).absences.every((each) => each.id !== unread))
})

test('[MSG-23/refused] days that are told already, wrong days and long words are refused with a reason', async () => {
  const { child, parent } = await newFamily()
  const refused = (what: ReturnType<typeof said>, code: 'absence.told' | 'absence.daysWrong' | 'absence.noteTooLong') =>
    parent.client.refused('absences.tell', { id: newId(), ...placeOf(child), ...what }, code)
  await tell(parent, child, said(5, 7))
  await refused(said(7, 8), 'absence.told')
  await refused(said(1, 9), 'absence.told')
  await tell(parent, child, said(8))
  assert.equal((await refused(said(3, 2), 'absence.daysWrong')).details?.rule, 'order')
  assert.equal((await refused(said(-15), 'absence.daysWrong')).details?.rule, 'past')
  assert.equal((await refused(said(93), 'absence.daysWrong')).details?.rule, 'ahead')
  await refused(said(20, 20, { note: 'а'.repeat(301) }), 'absence.noteTooLong')
  const late = await tell(parent, child, said(-10))
  world.clock.advance(6 * DAY_MS)
  await parent.client.refused('absences.withdraw', { id: late, ...placeOf(child) }, 'absence.over')
})

test('[MSG-23/rights] only parents tell and only leaders of the class read; others are told whose it is, strangers nothing', async () => {
  const { director, teacher, secondTeacher, stranger, pupil, otherPupil, parent } = cast
  const input = () => ({ id: newId(), ...placeOf(pupil), ...said(30) })
  for (const person of [director, teacher, pupil]) {
    await person.client.refused('absences.tell', input(), 'absence.byParents')
  }
  for (const person of [stranger, otherPupil]) await person.client.refused('absences.tell', input(), 'member.unknown')
  const list = { communityId, day: inDays(0) }
  for (const person of [director, secondTeacher, parent, pupil]) {
    const { details } = await person.client.refused('absences.list', list, 'absence.ofLeads')
    assert.equal(details?.changedBy, 'administrator')
  }
  await stranger.client.refused('absences.list', list, 'community.unknown')
  const id = await tell(parent, pupil, said(30))
  const foreign = { communityId, absences: [{ id, version: 1 }] }
  await secondTeacher.client.refused('absences.accept', foreign, 'absence.ofLeads')
  // A class that nobody leads has nobody to tell.
  const mother = await signIn(world, newPhone(), { surname: 'Орлова', name: 'Рита', birthDate: '1985-03-04' })
  const place = { unitId: cast.otherClassId, childProfileId: otherPupil.profileId }
  await join(cast.school, mother, { ...place, role: 'parent' })
  const told = { id: newId(), ...place, ...said(1) }
  const { details } = await mother.client.refused('absences.tell', told, 'absence.noTeacher')
  assert.equal(details?.changedBy, 'administrator')
})

test('[MSG-23/paper] a paper is read by the parents and the leader of the class alone, and goes with what it lies with', async () => {
  const { child, parent } = await newFamily()
  const other = await newParent(child)
  const { teacher, director, secondTeacher, pupil, stranger } = cast
  const paperOf = (bytes = Buffer.from('%PDF-1.7 справка')) => upload(parent.client, bytes, 'paper')
  const tellWith = (paperId: string, day: number) => ({ id: newId(), ...placeOf(child), ...said(day), paperId })
  const paperId = await paperOf()
  const told = tellWith(paperId, 1)
  await parent.client.refused('absences.tell', tellWith(newId(), 1), 'file.unknown')
  const text = await upload(parent.client, Buffer.from('просто слова'), 'paper')
  await parent.client.refused('absences.tell', tellWith(text, 1), 'absence.paperWrong')
  await other.client.refused('absences.tell', tellWith(paperId, 1), 'file.unknown')
  await parent.client.call('absences.tell', told)
  const seen = (await listed(inDays(1))).absences.find((each) => each.id === told.id)
  assert.deepEqual([seen!.paper?.id, seen!.paper?.bytes], [paperId, 23])
  const readers = async (id: string) => {
    const may: boolean[] = []
    for (const { client } of [parent, other, teacher, director, secondTeacher, pupil, child, stranger]) {
      may.push(await mayLoad(client, id))
    }
    return may
  }
  assert.deepEqual(await readers(paperId), [true, true, true, false, false, false, false, false])
  // The other parent says otherwise and lets the paper lie, the first one puts another in its place.
  await other.client.call('absences.change', { ...told, version: 1, note: 'Лежит' })
  assert.ok(await mayLoad(teacher.client, paperId))
  const second = await paperOf()
  await parent.client.call('absences.change', { ...told, version: 2, paperId: second })
  assert.deepEqual([await mayLoad(teacher.client, paperId), await mayLoad(teacher.client, second)], [false, true])
  await cast.teacher.client.call('absences.accept', { communityId, absences: [{ id: told.id, version: 3 }] })
  await parent.client.call('absences.withdraw', { id: told.id, ...placeOf(child) })
  assert.deepEqual((await ownOf(parent))[0]!.paper, null)
  assert.deepEqual([await mayLoad(parent.client, second), await mayLoad(teacher.client, second)], [false, false])
})

test('[MSG-23/kindergarten] where children have no accounts, the parent tells of the child, and the leader of the group reads whose it is', async () => {
  const { kindergarten } = cast
  const { administrator } = kindergarten
  const place = { communityId: kindergarten.communityId }
  const unit = await administrator.client.call('units.create', { ...place, id: newId(), name: 'Солнышко' })
  const about = (surname: string) => ({ surname, name: 'Ольга', birthDate: '1985-03-04' })
  const [nurse, mother, other, foreign] = await Promise.all(
    ['Няшина', 'Лисицына', 'Зайцева', 'Белкина'].map((surname) => signIn(world, newPhone(), about(surname))),
  )
  await join(kindergarten, nurse!, { unitId: unit.id, role: 'lead', position: 'Воспитатель' })
  for (const parent of [mother!, other!]) await join(kindergarten, parent, { unitId: unit.id, role: 'parent' })
  const input = { id: newId(), unitId: unit.id, childProfileId: mother!.profileId, ...said(1, 1, { note: 'Миша' }) }
  for (const person of [other!, foreign!, nurse!]) {
    await person.client.refused('absences.tell', input, 'member.unknown')
  }
  const paperId = await upload(mother!.client, Buffer.from('%PDF-1.7 справка'), 'paper')
  const told = await mother!.client.call('absences.tell', { ...input, paperId })
  assert.deepEqual([told.parentNamed, told.unitName, told.teachers.length, told.system], [true, 'Солнышко', 1, null])
  const [own] = (await mother!.client.call('absences.own', {})).children
  assert.deepEqual([own!.childProfileId, own!.absences.length], [mother!.profileId, 1])
  assert.deepEqual((await other!.client.call('absences.own', {})).children[0]!.absences, [])
  const list = async () => nurse!.client.call('absences.list', { ...place, day: inDays(1) })
  const { absences, fresh } = await list()
  for (const [seen] of [absences, fresh]) {
    assert.deepEqual([seen!.surname, seen!.parentNamed, seen!.note], ['Лисицына', true, 'Миша'])
  }
  const readers = await Promise.all(
    [mother!, nurse!, other!, administrator].map(({ client }) => mayLoad(client, paperId)),
  )
  assert.deepEqual(readers, [true, true, false, false])
  const socket = await world.socket(mother!.client)
  await socket.hello()
  await nurse!.client.call('absences.accept', { ...place, absences: [{ id: input.id, version: 1 }] })
  await socket.event('absences.changed')
  assert.notEqual((await mother!.client.call('absences.own', {})).children[0]!.absences[0]!.accepted, null)
  await administrator.client.call('members.remove', { ...place, profileId: mother!.profileId, reason: 'Переехали' })
  assert.deepEqual((await list()).absences, [], 'of whoever has left')
  const { id, unitId, childProfileId } = input
  await mother!.client.refused('absences.withdraw', { id, unitId, childProfileId }, 'member.unknown')
})

test('[MSG-23/kept] it is forgotten a year after its last day, and a child that has left stands in no list', async () => {
  const { child, parent } = await newFamily()
  const id = await tell(parent, child, said(0))
  await cast.director.client.call('members.remove', { communityId, profileId: child.profileId, reason: 'Переехал' })
  assert.ok((await listed(inDays(0))).absences.every((each) => each.id !== id))
  const count = async () =>
    (await world.database.query<{ id: string }>('select id from communities.absence where id = $1', [id])).length
  assert.equal(await count(), 1)
  // The day of the product may be one behind that of the school.
  world.clock.advance((ABSENCE_KEPT_DAYS + 2) * DAY_MS)
  const { platform } = world.app
  await platform.transaction((tx) => platform.jobs.enqueue(tx, 'communities.forget-absences', {}))
  for (let n = 0; n < 100 && (await count()) > 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(await count(), 0)
})
