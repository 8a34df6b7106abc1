import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { SCHOOL_ACTS } from '#contract/school/acts.ts'
import { schoolOperations } from '#contract/school/school-operations.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createSchoolStage, type Desk, enrol, hire, makeClass, type SchoolStage } from '#testkit/school.ts'
import { whoIs } from '#testkit/school-linked.ts'
import { connectSchool, linkAtDesk } from '#testkit/school-linking.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let stage: SchoolStage
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  stage = await createSchoolStage(world)
})
after(() => world[Symbol.asyncDispose]())

const listed = async (desk: Desk = stage.head) => (await desk.call('acts.list', {})).rows
const told = async (count: number) =>
  (await listed()).slice(0, count).map(({ act, by, people, words }) => {
    return [act, by?.name.split(' ')[0], people.map(({ name }) => name.split(' ')[0]), words]
  })

test('every command that changes the school is an act, and whoever only signs in or begins to link does none', () => {
  const commands = Object.entries(schoolOperations).filter(([, { kind }]) => kind === 'command')
  const ids = commands.map(([id]) => id).filter((id) => !id.startsWith('desk.') && id !== 'linking.begin')
  assert.deepEqual([...SCHOOL_ACTS].sort(), ids.sort())
})

test('who has hired, enrolled, transferred, expelled and changed rights stands in the log with whom it concerns', async () => {
  const { head } = stage
  const teacher = await hire(head, 'Учителева', 'teaching')
  const [one, other] = [await makeClass(head, '5«Я»', 5, teacher.id), await makeClass(head, '5«Ю»')]
  const pupil = await enrol(head, 'Ученикова', one.id)
  await head.call('pupils.transfer', { enrolmentId: newId(), pupilId: pupil.id, classId: other.id })
  await head.call('pupils.expel', { pupilId: pupil.id })
  const role = await head.call('roles.add', { id: newId(), name: 'Завуч', rights: ['pupils.view'] })
  const { user } = await head.call('users.give', {
    ...{ accountId: newId(), personId: teacher.id, login: 'uch-1', roleIds: [role.id] },
  })
  await head.call('users.setRoles', { accountId: user.accountId, roleIds: [] })
  await head.call('users.close', { accountId: user.accountId })
  await head.call('employees.dismiss', { positionId: teacher.positions[0]!.id })
  await head.call('classes.remove', { id: one.id })
  assert.deepEqual(await told(12), [
    ['classes.remove', 'Громов', [], ['5«Я»']],
    ['employees.dismiss', 'Громов', ['Учителева'], ['Учитель']],
    ['users.close', 'Громов', ['Учителева'], []],
    ['users.setRoles', 'Громов', ['Учителева'], ['']],
    ['users.give', 'Громов', ['Учителева'], ['Завуч']],
    ['roles.add', 'Громов', [], ['Завуч', 'pupils.view']],
    ['pupils.expel', 'Громов', ['Ученикова'], []],
    ['pupils.transfer', 'Громов', ['Ученикова'], ['5«Ю»']],
    ['pupils.enrol', 'Громов', ['Ученикова'], ['5«Я»']],
    ['classes.add', 'Громов', [], ['5«Ю»']],
    ['classes.add', 'Громов', ['Учителева'], ['5«Я»']],
    ['employees.hire', 'Громов', ['Учителева'], ['Учитель']],
  ])
})

test('what was refused stands in no log, and what was asked twice stands there once', async () => {
  const before = await listed()
  await stage.head.refused('pupils.expel', { pupilId: newId() }, 'school.rowUnknown')
  assert.deepEqual(await listed(), before)
  const [subject, key] = [{ id: newId(), name: 'Черчение' }, newId()]
  for (let n = 0; n < 2; n += 1) await stage.head.call('subjects.add', subject, key)
  assert.equal((await listed()).length, before.length + 1)
})

test('who has linked his account, and who has unlinked it, stands in the log', async () => {
  const { communityId } = cast.school
  const administrator = cast.director.client
  await connectSchool(world, stage, { operator: cast.operator, administrator, communityId })
  const { teacher } = cast
  const position = { id: newId(), title: 'Учитель', kind: 'teaching' } as const
  const { id } = await stage.head.call('employees.hire', { who: whoIs(teacher), position })
  const desk = await stage.deskOf(id, ['account.link', 'account.unlink'])
  await world.app.schoolRounds.run()
  await linkAtDesk(desk, teacher)
  await desk.call('linking.undo', {})
  const own = teacher.about.surname
  assert.deepEqual(await told(2), [
    ['linking.undo', own, [own], []],
    ['linking.finish', own, [own], []],
  ])
})

test('another school has a log of its own; the chain holds, and its rows cannot be changed', async () => {
  const foreign = await createSchoolStage(world, 'Другая школа')
  assert.deepEqual(await listed(foreign.head), [])
  await makeClass(foreign.head, '1«А»')
  assert.deepEqual(
    (await listed(foreign.head)).map(({ number, act }) => [number, act]),
    [[1, 'classes.add']],
  )
  const { rows, total } = await stage.head.call('acts.list', {})
  assert.equal(rows[0]!.number, total)
  const { db } = world.app.platform
  const changed = sql`update platform.audit_entry set act = 'pupils.enrol' where chain = ${stage.organisationId}::uuid`
  await assert.rejects(changed.execute(db))
})

test('the log is read page by page, without a gap', async () => {
  const { head } = await createSchoolStage(world, 'Третья школа')
  for (let n = 0; n < 55; n += 1) await head.call('subjects.add', { id: newId(), name: `Предмет ${n}` })
  const first = await head.call('acts.list', {})
  const second = await head.call('acts.list', { cursor: first.next! })
  const numbers = [...first.rows, ...second.rows].map(({ number }) => number)
  assert.deepEqual(
    numbers,
    Array.from({ length: 55 }, (_, n) => 55 - n),
  )
  assert.deepEqual([first.total, second.total, second.next], [55, 55, null])
})
