import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { newId, type Person } from '#testkit/people.ts'
import { makeClass, SCHOOL_PASSWORD } from '#testkit/school.ts'
import { type JoinedSchools, joinSchools, newcomer, whoIs } from '#testkit/school-linked.ts'
import { createWorld, type World } from '#testkit/world.ts'

const BORN = '2011-05-20'
const MINUTE_MS = 60_000
const DAY_MS = 24 * 3_600_000

let world: World
let schools: JoinedSchools
/** Teaches both classes, and is linked. */
let teacher: Person
let teacherId: string
let five: { id: string }
let six: { id: string }
before(async () => {
  world = await createWorld()
  schools = await joinSchools(world)
  const { head, cast, link } = schools
  teacher = cast.teacher
  teacherId = (await hire(teacher, 'teaching')).id
  five = await makeClass(head, '5«Б»', 5, teacherId)
  six = await makeClass(head, '6«Ж»', 6, teacherId)
  await link(teacher, teacherId)
})
after(async () => {
  await schools[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const hire = (person: Person, kind: 'teaching' | 'administration' | 'other', who = whoIs(person)) =>
  schools.head.call('employees.hire', { who, position: { id: newId(), title: 'Сотрудник', kind } })
const enrol = (person: Person, classId: string) =>
  schools.head.call('pupils.enrol', { enrolmentId: newId(), who: whoIs(person), classId })
const isIn = async (chat: string, surname: string) => surname in (await schools.members(chat, teacher))

/** A chat of a subject that the whole class learns. */
async function subjectChat(classId: string, name: string): Promise<string> {
  const { head } = schools
  const subject = await head.call('subjects.add', { id: newId(), name })
  const made = { id: newId(), kind: 'group', name: '', classId, subjectId: subject.id, teacherId } as const
  const group = await head.call('classes.add', made)
  const chat = { id: newId(), kind: 'subject', title: name, unitId: group.id } as const
  await head.call('register.add', { ...chat, members: [], excluded: [] })
  return chat.id
}

test('[ESS-01] a pupil comes into the chats of his class and its subjects, moves with a transfer, and leaves with an expulsion', async () => {
  const { head, settle, link } = schools
  const [algebra, geometry] = [await subjectChat(five.id, 'Алгебра'), await subjectChat(six.id, 'Геометрия')]
  const anna = await newcomer(world, 'Аннина', BORN)
  const pupil = await enrol(anna, five.id)
  await settle()
  assert.ok(!(await isIn(`class:${five.id}`, 'Аннина')), 'nobody comes before he has linked himself')
  await link(anna, pupil.id)
  assert.ok((await isIn(`class:${five.id}`, 'Аннина')) && (await isIn(algebra, 'Аннина')))
  await head.call('pupils.transfer', { enrolmentId: newId(), pupilId: pupil.id, classId: six.id })
  await settle()
  assert.ok(!(await isIn(`class:${five.id}`, 'Аннина')) && !(await isIn(algebra, 'Аннина')))
  assert.ok((await isIn(`class:${six.id}`, 'Аннина')) && (await isIn(geometry, 'Аннина')))
  await head.call('pupils.expel', { pupilId: pupil.id })
  await settle()
  assert.ok(!(await isIn(`class:${six.id}`, 'Аннина')) && !(await isIn(geometry, 'Аннина')))
})

test('[ESS-02] parents come and go with their children', async () => {
  const { head, settle, link } = schools
  const [boris, mother] = [await newcomer(world, 'Борисов', BORN), await newcomer(world, 'Борисова')]
  const pupil = await enrol(boris, five.id)
  const parent = await head.call('parents.add', { who: whoIs(mother), childIds: [pupil.id] })
  await link(mother, parent.id)
  assert.ok(await isIn(`parents:${five.id}`, 'Борисова'))
  await head.call('pupils.transfer', { enrolmentId: newId(), pupilId: pupil.id, classId: six.id })
  await settle()
  assert.ok(!(await isIn(`parents:${five.id}`, 'Борисова')) && (await isIn(`parents:${six.id}`, 'Борисова')))
  await head.call('pupils.expel', { pupilId: pupil.id })
  await settle()
  assert.ok(!(await isIn(`parents:${six.id}`, 'Борисова')))
})

test('[ESS-03] whoever is hired comes into the chat of teachers, whoever is dismissed leaves every chat', async () => {
  const { head, settle, link } = schools
  const deputy = await newcomer(world, 'Завучева')
  const { id, positions } = await hire(deputy, 'administration')
  await link(deputy, id)
  assert.ok(await isIn('teachers', 'Завучева'))
  const { version, name } = (await head.call('classes.list', { kind: 'class' })).rows.find((row) => row.id === six.id)!
  await head.call('classes.edit', { id: six.id, version, name, grade: 6, teacherId: id })
  await settle()
  assert.equal((await schools.members(`class:${six.id}`, deputy)).Завучева, 'administrator')
  await head.call('employees.dismiss', { positionId: positions[0]!.id })
  await settle()
  assert.ok(!(await isIn('teachers', 'Завучева')))
  await deputy.client.refused('chats.get', { chatId: await schools.chatOf(`class:${six.id}`) }, 'chat.unknown')
  // The class has a teacher again, for the other tests.
  const now = (await head.call('classes.list', { kind: 'class' })).rows.find((row) => row.id === six.id)!
  await head.call('classes.edit', { id: six.id, version: now.version, name, grade: 6, teacherId })
  await settle()
  assert.ok(await isIn(`class:${six.id}`, teacher.about.surname))
})

test('[ESC-11] with «Сохранить» the administrator of chats is in a new chat, in the register and in the messenger, and leads it', async () => {
  const { head, link, settle } = schools
  const keeper = await newcomer(world, 'Чатова')
  const { id } = await hire(keeper, 'administration')
  const { version } = await head.call('settings.open', {})
  await head.call('settings.set', { version, chatsAdministratorId: id })
  await link(keeper, id)
  const chat = { id: newId(), kind: 'other', title: 'Поход', unitId: null, members: [], excluded: [] } as const
  const saved = await head.call('register.add', { ...chat, members: [], excluded: [] })
  assert.deepEqual(
    saved.people.map(({ personId }) => personId),
    [id],
  )
  await settle()
  assert.deepEqual(await schools.members(chat.id, keeper), { Чатова: 'administrator' })
})

test('[ESS-04/event] a change in the registers is in the chat of the messenger within a minute, by itself', async () => {
  const { head, link } = schools
  const vera = await newcomer(world, 'Верина', BORN)
  const pupil = await enrol(vera, six.id)
  await link(vera, pupil.id)
  await head.call('pupils.transfer', { enrolmentId: newId(), pupilId: pupil.id, classId: five.id })
  const began = performance.now()
  while (!(await isIn(`class:${five.id}`, 'Верина')) || (await isIn(`class:${six.id}`, 'Верина'))) {
    assert.ok(performance.now() - began < MINUTE_MS, 'a minute has passed')
    await pause(200)
  }
})

test('[ESS-05] told from the beginning, in any order and again, facts give the same chats; every change there says why', async () => {
  const { settle, head, system, communityId } = schools
  const { query } = world.database
  await settle()
  const everybody = () =>
    query(
      `select chat_id, profile_id from messenger.chat_member
       where chat_id in (select chat_id from connector.chat) and left_seq is null order by chat_id, profile_id`,
    )
  const before = await everybody()
  assert.ok(before.length > 5)
  type Kept = { type: string; id: string; revision: number; data: Record<string, unknown> | null }
  const facts = await query<Kept>('select type, id, revision::int, data from connector.fact order by random()')
  await query('delete from connector.fact')
  for (let from = 0; from < facts.length; from += 7) {
    const rows = facts.slice(from, from + 7).map(({ type, id, revision, data }) => ({
      ...{ type, id, revision },
      ...(data === null ? { removed: true } : { data }),
    }))
    await system.client.call('connector.facts.put', { communityId, facts: rows })
  }
  await settle()
  assert.deepEqual(await everybody(), before)
  for (const revision of ['0', 'revision - 1', 'case when type = $$person$$ then 0 else revision end']) {
    await query(`update school.fact set told_revision = ${revision}`)
    await settle()
    assert.deepEqual(await everybody(), before)
  }
  assert.equal((await head.call('connection.open', {})).untold, 0)
  const chatId = await schools.chatOf(`class:${five.id}`)
  const { entries } = await teacher.client.call('messages.page', { chatId })
  const reasons = entries.flatMap((entry) =>
    entry.e === 'members.joined' || entry.e === 'members.left' ? [entry.p.reason ?? 'none'] : [],
  )
  assert.ok(reasons.length > 3 && !reasons.includes('none'), reasons.join())
})

test('[ESS-04][ESS-04/reconciliation][A-34] what was lost on the way, or was never counted, is told within a day', async () => {
  const { settle, link, stage, head } = schools
  const { login } = await head.call('desk.open', {})
  const [zoya, gleb] = [await newcomer(world, 'Зоина', BORN), await newcomer(world, 'Глебов', BORN)]
  const [lost, uncounted] = [await enrol(zoya, five.id), await enrol(gleb, five.id)]
  await link(zoya, lost.id)
  await link(gleb, uncounted.id)
  const { query } = world.database
  // An acknowledgement came for what the messenger has lost; a row was written that nobody has counted.
  await query(
    `delete from connector.fact where type = 'enrolment' and id in (select id::text from school.enrolment where person_id = $1)`,
    [lost.id],
  )
  await query('update school.person set patronymic = $2 where id = $1', [uncounted.id, 'Глебович'])
  const added = newId()
  await query(
    `insert into school.person (id, organisation_id, surname, name, patronymic, created_at)
     values ($1, $2, 'Новый', 'Имя', '', now())`,
    [added, stage.organisationId],
  )
  await query(
    `insert into school.position (id, organisation_id, person_id, title, kind, hired_at)
     values ($1, $2, $3, 'Учитель', 'teaching', now())`,
    [newId(), stage.organisationId, added],
  )
  world.clock.advance(DAY_MS)
  await head.call('desk.signIn', { login, password: SCHOOL_PASSWORD })
  // What the messenger knows under the same number is counted on first, and told then.
  await settle()
  await settle()
  const known = await query<{ id: string; patronymic: string }>(
    `select id, data->>'patronymic' as patronymic from connector.fact where type = 'person' and id = any($1)`,
    [[uncounted.id, added]],
  )
  assert.deepEqual(
    new Map(known.map(({ id, patronymic }) => [id, patronymic])),
    new Map([
      [uncounted.id, 'Глебович'],
      [added, ''],
    ]),
  )
  assert.ok(await isIn(`class:${five.id}`, 'Зоина'))
  const { untold, facts, refused } = await head.call('connection.open', {})
  assert.deepEqual([untold, refused], [0, 0])
  assert.ok(facts > 20)
})
