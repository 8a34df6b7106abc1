import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MODULES } from '#contract/school/rights.ts'
import { newId } from '#testkit/client.ts'
import { createSchoolStage, enrol, enterParent, hire, makeClass, type SchoolStage } from '#testkit/school.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let stage: SchoolStage
before(async () => {
  world = await createWorld()
  stage = await createSchoolStage(world)
})
after(() => world[Symbol.asyncDispose]())

test('a school year: hired, enrolled, moved, expelled, dismissed; the registers show it', async () => {
  const { head } = stage
  const teacher = await hire(head, 'Соколова', 'teaching')
  const five = await makeClass(head, '5А', 5, teacher.id)
  const six = await makeClass(head, '6Б', 6)
  await head.refused(
    'classes.add',
    { id: newId(), kind: 'class', name: '5А', grade: 5, teacherId: null },
    'school.nameTaken',
  )
  const elder = await enrol(head, 'Петров', five.id)
  const younger = await enrol(head, 'Петрова', five.id)
  await head.refused(
    'pupils.enrol',
    { enrolmentId: newId(), who: { id: elder.id }, classId: six.id },
    'school.enrolled',
  )
  // Siblings with two parents, of whom one teaches here.
  const mother = await enterParent(head, 'Петрова', [elder.id, younger.id])
  const father = await head.call('parents.add', { who: { id: teacher.id }, childIds: [elder.id] })
  assert.deepEqual(
    father.children.map(({ id }) => id),
    [elder.id],
  )
  const row = (await head.call('pupils.list', { unitId: five.id })).rows.find(({ id }) => id === elder.id)!
  assert.deepEqual(row.parents.map(({ id }) => id).sort(), [mother.id, teacher.id].sort())
  await head.refused('parents.setChildren', { parentId: elder.id, childIds: [elder.id] }, 'school.ownChild')

  const subject = await head.call('subjects.add', { id: newId(), name: 'Математика' })
  const wanted = { id: newId(), kind: 'group', name: 'группа 1', classId: five.id, subjectId: subject.id } as const
  const group = await head.call('classes.add', { ...wanted, teacherId: teacher.id })
  await head.call('classes.setPupils', { unitId: group.id, pupilIds: [elder.id, younger.id] })
  await head.refused('classes.remove', { id: five.id }, 'school.notEmpty')
  await head.refused('subjects.remove', { id: subject.id }, 'school.notEmpty')

  const moved = await head.call('pupils.transfer', { enrolmentId: newId(), pupilId: elder.id, classId: six.id })
  assert.deepEqual([moved.class.name, moved.groups], ['6Б', []])
  assert.deepEqual(
    (await head.call('classes.pupils', { unitId: group.id })).rows.map(({ id }) => id),
    [younger.id],
  )
  await head.refused('classes.setPupils', { unitId: group.id, pupilIds: [elder.id] }, 'school.notEnrolled')

  const other = await hire(head, 'Ким', 'teaching')
  const edit = { id: five.id, version: five.version, name: '5А', grade: 5 }
  assert.equal((await head.call('classes.edit', { ...edit, teacherId: other.id })).teacher?.id, other.id)
  await head.refused('classes.edit', { ...edit, teacherId: teacher.id }, 'school.changedMeanwhile')
  await head.refused('classes.edit', { ...edit, version: 2, teacherId: mother.id }, 'school.notEmployed')

  await head.call('employees.dismiss', { positionId: other.positions[0]!.id })
  const left = (await head.call('classes.list', { kind: 'class' })).rows.find(({ id }) => id === five.id)!
  assert.equal(left.teacher, null)
  await head.call('pupils.expel', { pupilId: younger.id })
  await head.refused('pupils.expel', { pupilId: younger.id }, 'school.notEnrolled')
  await head.call('parents.remove', { parentId: mother.id })
  assert.deepEqual(
    (await head.call('parents.list', {})).rows.map(({ id }) => id),
    [teacher.id],
  )
})

test('[ESR-02/field] the field takes somebody of the administration, who then has the rights of the metarole', async () => {
  const { head } = stage
  const deputy = await hire(head, 'Соболева', 'administration')
  const teacher = await hire(head, 'Яковлева', 'teaching')
  const { version } = await head.call('settings.open', {})
  const set = (chatsAdministratorId: string | null) => ({ version, chatsAdministratorId })
  await head.refused('settings.set', set(teacher.id), 'school.notAdministrator')
  const desk = await stage.deskOf(deputy.id, [])
  assert.deepEqual((await desk.call('desk.open', {})).rights, [])
  assert.ok((await head.call('administrators.list', {})).rows.some(({ id }) => id === deputy.id))
  assert.equal((await head.call('settings.set', set(deputy.id))).chatsAdministrator?.id, deputy.id)
  const { roles, rights } = await desk.call('desk.open', {})
  assert.ok(roles.some(({ metarole }) => metarole === 'chats') && rights.includes('chats.delete'))
  await head.refused('settings.set', set(null), 'school.changedMeanwhile')
  await head.call('employees.dismiss', { positionId: deputy.positions[0]!.id })
  assert.equal((await head.call('settings.open', {})).chatsAdministrator, null)
  await desk.refused('desk.open', {}, 'session.ended')
})

test('[ESR-01][ESR-03/server] rights of roles are switched by a super-administrator, whose own stay', async () => {
  const { head } = stage
  const { rows } = await head.call('roles.list', {})
  const byMeta = (metarole: string) => rows.find((role) => role.metarole === metarole)!
  for (const metarole of ['super', 'organisation', 'chats']) {
    for (const right of MODULES.messenger) assert.ok(byMeta(metarole).rights.includes(right), `${metarole} ${right}`)
  }
  const { id, version, name } = byMeta('super')
  await head.refused('roles.edit', { id, version, name, rights: [] }, 'school.roleFixed')
  const organiser = await stage.deskWith(byMeta('organisation').rights)
  const secretary = rows.find((role) => role.name === 'Секретарь')!
  const edit = { id: secretary.id, version: secretary.version, name: 'Секретарь', rights: [] }
  assert.deepEqual((await organiser.refused('roles.edit', edit, 'school.notAllowed')).details, { right: 'roles.edit' })
  await head.call('roles.edit', edit)
  await head.refused('roles.edit', edit, 'school.changedMeanwhile')
  // Nobody gives what he has not, nor takes an account over that may more.
  const person = await hire(head, 'Фомина', 'other')
  const give = { accountId: newId(), personId: person.id, login: 'fomina' }
  await organiser.refused('users.give', { ...give, roleIds: [id] }, 'school.roleAbove')
  const { accountId } = await head.call('desk.open', {})
  await organiser.refused('users.renewPassword', { accountId }, 'school.roleAbove')
  await organiser.refused('users.setRoles', { accountId, roleIds: [] }, 'school.roleAbove')
  await organiser.refused('users.close', { accountId }, 'school.roleAbove')
  // So it is with whoever has one right more, and with the rights of a role.
  const clerk = await stage.deskWith(['users.edit', 'roles.edit', 'roles.view'])
  const guard = await hire(head, 'Сторожев', 'other')
  const keeper = await stage.deskOf(guard.id, ['subjects.view'])
  const other = (await keeper.call('desk.open', {})).accountId
  await clerk.refused('users.renewPassword', { accountId: other }, 'school.roleAbove')
  await clerk.refused('roles.add', { id: newId(), name: 'Всё', rights: ['chats.delete'] }, 'school.roleAbove')
  const own = { id: newId(), name: 'Своё', rights: ['users.edit'] as const }
  const made = await clerk.call('roles.add', { ...own, rights: ['users.edit'] })
  const more = { id: made.id, version: made.version, name: 'Своё' }
  await clerk.refused('roles.edit', { ...more, rights: ['users.edit', 'chats.add'] }, 'school.roleAbove')
  await head.refused('users.close', { accountId }, 'school.lastSuper')
  await head.refused('users.setRoles', { accountId, roleIds: [] }, 'school.lastSuper')
})

test('a person stands once: names are changed with the rights of every register where he is', async () => {
  const { head } = stage
  const teacher = await hire(head, 'Орлова', 'teaching')
  const unit = await makeClass(head, '7В', 7)
  const child = await enrol(head, 'Орлов', unit.id)
  await head.call('parents.add', { who: { id: teacher.id }, childIds: [child.id] })
  const { id, version } = teacher
  const names = {
    id,
    version,
    surname: '  Орлова\u202e ',
    name: 'Ольга',
    patronymic: 'Петровна',
    birthDate: '1985-02-03',
  }
  const half = await stage.deskWith(['employees.edit'])
  await half.refused('people.edit', names, 'school.notAllowed')
  const whole = await stage.deskWith(['employees.edit', 'parents.edit'])
  for (const birthDate of ['1985-02-30', '3026-01-01', '1800-01-01']) {
    await whole.refused('people.edit', { ...names, birthDate }, 'school.birthInvalid')
  }
  await whole.refused('people.edit', { ...names, name: '\u200b' }, 'school.nameInvalid')
  const changed = await whole.call('people.edit', names)
  assert.deepEqual([changed.surname, changed.version], ['Орлова', version + 1])
  await whole.refused('people.edit', names, 'school.changedMeanwhile')
  const found = await head.call('people.find', { search: 'орлова ольга' })
  assert.deepEqual(
    found.rows.map(({ isEmployee, isParent, isPupil }) => [isEmployee, isParent, isPupil]),
    [[true, true, false]],
  )
})

test('registers of any size come in parts, in one order and each row once', async () => {
  const { head } = stage
  const unit = await makeClass(head, '1Г', 1)
  for (let n = 0; n < 130; n += 1) await enrol(head, `Ученик ${n}`, unit.id)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const part = await head.call('pupils.list', { unitId: unit.id, ...(cursor === undefined ? {} : { cursor }) })
    assert.equal(part.total, 130)
    seen.push(...part.rows.map(({ id }) => id))
    cursor = part.next ?? undefined
  } while (cursor !== undefined)
  assert.deepEqual([seen.length, new Set(seen).size], [130, 130])
})
