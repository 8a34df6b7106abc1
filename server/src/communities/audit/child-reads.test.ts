import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apply, type Cast, createCast, join } from '#testkit/cast.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { fileTicket, REASON } from '#testkit/tickets.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  // Right after the beginning of an hour: no test is torn by the next one.
  world.clock.advance(HOUR_MS - (world.clock.now() % HOUR_MS))
})
after(() => world[Symbol.asyncDispose]())

const HOUR_MS = 3_600_000

async function newFamily(): Promise<{ child: Person; mother: Person }> {
  const child = await signIn(world, newPhone(), { surname: 'Белов', name: 'Тим', birthDate: '2011-05-20' })
  await join(cast.school, child, { unitId: cast.classId, role: 'pupil' })
  const mother = await signIn(world, newPhone(), { surname: 'Белова', name: 'Ольга' })
  await join(cast.school, mother, { unitId: cast.classId, role: 'parent', childProfileId: child.profileId })
  return { child, mother }
}

const readsOf = async (by: Person, child: Person) =>
  (await by.client.call('childReads.list', { childProfileId: child.profileId })).reads

const openFamily = (by: Person, child: Person) =>
  by.client.call('families.get', { unitId: cast.classId, childProfileId: child.profileId })

test('[P17/family] a parent and the child read who of the staff has opened the family, as what, when and where', async () => {
  const { child, mother } = await newFamily()
  assert.deepEqual(await readsOf(mother, child), [])
  await openFamily(cast.teacher, child)
  const [read, ...more] = await readsOf(mother, child)
  assert.deepEqual(more, [])
  assert.deepEqual(
    { ...read, at: null },
    {
      at: null,
      reader: 'Соколова Марина Игоревна',
      operator: false,
      role: 'lead',
      communityName: cast.school.name,
      communityType: 'school',
      data: 'family',
    },
  )
  assert.ok(Math.abs(Date.parse(read!.at) - world.clock.now()) < 60_000)
  assert.deepEqual(await readsOf(child, child), [read])
})

test('[P17/once] a reader stands once for a child, an hour and a kind of data', async () => {
  const { child, mother } = await newFamily()
  for (let i = 0; i < 3; i += 1) await openFamily(cast.teacher, child)
  assert.equal((await readsOf(mother, child)).length, 1)
  await openFamily(cast.director, child)
  assert.deepEqual((await readsOf(mother, child)).map(({ role }) => role).sort(), ['administrator', 'lead'])
  world.clock.advance(HOUR_MS)
  await openFamily(cast.teacher, child)
  assert.equal((await readsOf(mother, child)).length, 3)
})

test('[P17/once-at-all] the same hour on another process, which remembers nothing, adds no line', async () => {
  const { child, mother } = await newFamily()
  const { audit, transaction } = world.app.platform
  const reading = {
    by: { profileId: cast.teacher.profileId },
    communityId: cast.school.communityId,
    children: [child.profileId],
    data: 'family',
    role: 'lead',
  } as const
  assert.equal(await transaction((tx) => audit.recordReading(tx, reading)), true)
  assert.equal(await transaction((tx) => audit.recordReading(tx, reading)), false)
  assert.equal((await readsOf(mother, child)).length, 1)
})

test('[P17/own] the family itself is not written down, nor is an adult', async () => {
  const { child, mother } = await newFamily()
  await openFamily(mother, child)
  await openFamily(child, child)
  assert.deepEqual(await readsOf(mother, child), [])
  const input = { communityId: cast.school.communityId, act: 'child.read', limit: 1 } as const
  const [before] = (await cast.director.client.call('audit.list', input)).entries
  const grown = await signIn(world, newPhone(), { surname: 'Взрослов', name: 'Ян', birthDate: '1990-01-01' })
  await apply(cast.school, grown, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Сторож' })
  await cast.director.client.call('applications.queue', { communityId: cast.school.communityId, search: 'Взрослов' })
  assert.deepEqual((await cast.director.client.call('audit.list', input)).entries, [before])
})

test('[P17/queue] the birth date in the queue of applications is a reading of every child on that page', async () => {
  const child = await signIn(world, newPhone(), { surname: 'Очередин', name: 'Лев', birthDate: '2011-05-20' })
  await join(cast.school, child, { unitId: cast.classId, role: 'pupil' })
  const mother = await signIn(world, newPhone(), { surname: 'Очередина', name: 'Яна' })
  await join(cast.school, mother, { unitId: cast.classId, role: 'parent', childProfileId: child.profileId })
  await cast.director.client.call('applications.queue', {
    communityId: cast.school.communityId,
    search: 'Очередин',
  })
  assert.deepEqual(
    (await readsOf(mother, child)).map(({ data, role }) => [data, role]),
    [['birthDate', 'administrator']],
  )
})

test('[P17/cases] reports of adults tell of the families that they are about', async () => {
  const { child } = await newFamily()
  const stranger = await signIn(world, newPhone(), { surname: 'Ошибкин', name: 'Юрий' })
  const place = { unitId: cast.classId, childProfileId: child.profileId }
  await join(cast.school, stranger, { unitId: cast.classId, role: 'parent', childProfileId: child.profileId })
  await child.client.call('families.reportAdult', { ...place, adultProfileId: stranger.profileId, reason: 'Не мой' })
  assert.deepEqual(await readsOf(child, child), [])
  await cast.director.client.call('families.cases', { communityId: cast.school.communityId })
  assert.deepEqual(
    (await readsOf(child, child)).map(({ data, role }) => [data, role]),
    [['family', 'administrator']],
  )
})

test('[P17/email] the list of letters tells the address of whoever has come by one', async () => {
  const { director, school } = cast
  const unitId = newId()
  await director.client.call('units.create', { id: unitId, communityId: school.communityId, name: '2«Я»', grade: 2 })
  const email = 'malysh@school.test'
  await director.client.call('emailInvitations.send', { unitId, emails: [email] })
  const letter = world.app.inbox.list().find((message) => message.to === email)
  const token = /invitation=([\w-]{22})/.exec(letter?.text ?? '')?.[1] ?? assert.fail('no letter went out')
  const pupil = world.client()
  const { flow } = await pupil.call('signin.acceptInvitation', { token })
  await pupil.call('signin.about', { flow, surname: 'Малыш', name: 'Лев', patronymic: '', birthDate: '2017-03-04' })
  await pupil.call('signin.createProfile', { flow })
  const readings = async () => {
    const input = { communityId: school.communityId, act: 'child.read', limit: 200 } as const
    const { entries } = await director.client.call('audit.list', input)
    return entries.filter(({ after: facts }) => facts.some(({ value }) => value === 'email')).length
  }
  assert.equal(await readings(), 0)
  await director.client.call('emailInvitations.list', { unitId })
  assert.equal(await readings(), 1)
})

test('[P17/tickets] a ticket that turns out to be of a child is read by those who decide, operators too', async () => {
  const { child, mother } = await newFamily()
  const { communityId } = cast.school
  const filed = await fileTicket(world, communityId, { surname: 'Белов', name: 'Тим', patronymic: '', about: '5«Б»' })
  const queue = () => cast.director.client.call('tickets.queue', { communityId })
  const { id, version } = (await queue()).tickets.find(({ number }) => number === filed.ticket.number)!
  assert.deepEqual(await readsOf(mother, child), [])
  await cast.director.client.call('tickets.confirm', { id, version, profileId: child.profileId, reason: REASON })
  await queue()
  await cast.operator.call('ticketDesk.list', {})
  const found = await readsOf(mother, child)
  assert.deepEqual(
    found.map(({ data, operator, role, reader }) => [data, operator, role, reader]),
    [
      ['ticket', true, null, null],
      ['ticket', false, 'administrator', 'Климова Наталья Олеговна'],
    ],
  )
})

test('[P17/strangers] parents of others, the staff and strangers read nothing of it', async () => {
  const { child, mother } = await newFamily()
  const other = await newFamily()
  await openFamily(cast.teacher, child)
  const input = { childProfileId: child.profileId }
  for (const person of [other.mother, other.child, cast.parent, cast.teacher, cast.director, cast.stranger]) {
    await person.client.refused('childReads.list', input, 'member.unknown')
  }
  assert.equal((await readsOf(mother, child)).length, 1)
  assert.deepEqual(await readsOf(other.mother, other.child), [])
})

test('[P17/taken] an adult who was taken out of the family reads nothing any more', async () => {
  const { child, mother } = await newFamily()
  await openFamily(cast.teacher, child)
  assert.equal((await readsOf(mother, child)).length, 1)
  const place = { unitId: cast.classId, childProfileId: child.profileId }
  await cast.director.client.call('families.removeAdult', {
    ...place,
    adultProfileId: mother.profileId,
    reason: 'Не та',
  })
  await mother.client.refused('childReads.list', { childProfileId: child.profileId }, 'member.unknown')
})

test('[P17/pages] many readings come page by page', async () => {
  const { child, mother } = await newFamily()
  for (let i = 0; i < 5; i += 1) {
    world.clock.advance(HOUR_MS)
    await openFamily(cast.teacher, child)
  }
  const input = { childProfileId: child.profileId, limit: 2 }
  const first = await mother.client.call('childReads.list', input)
  const second = await mother.client.call('childReads.list', { ...input, cursor: first.next! })
  const third = await mother.client.call('childReads.list', { ...input, cursor: second.next! })
  const times = [first, second, third].flatMap(({ reads }) => reads.map(({ at }) => at))
  assert.equal(new Set(times).size, 5)
  assert.deepEqual(times, times.toSorted().toReversed())
  assert.equal(third.next, null)
})
