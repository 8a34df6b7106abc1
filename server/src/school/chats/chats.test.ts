import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#testkit/client.ts'
import { createSchoolStage, enrol, enterParent, hire, makeClass, type SchoolStage } from '#testkit/school.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let stage: SchoolStage
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

/** A school of its own for every test: a class with two pupils, a mother, its teacher, and the administrator of chats. */
async function createClass() {
  stage = await createSchoolStage(world)
  const { head } = stage
  const teacher = await hire(head, 'Соколова', 'teaching')
  const deputy = await hire(head, 'Соболева', 'administration')
  await hire(head, 'Сторожев', 'other')
  const unit = await makeClass(head, '5Б', 5, teacher.id)
  const [anna, boris] = [await enrol(head, 'Анина', unit.id), await enrol(head, 'Борисов', unit.id)]
  const mother = await enterParent(head, 'Анина', [anna.id])
  const { version } = await head.call('settings.open', {})
  await head.call('settings.set', { version, chatsAdministratorId: deputy.id })
  const subject = await head.call('subjects.add', { id: newId(), name: 'Математика' })
  const made = { id: newId(), kind: 'group', name: '', classId: unit.id, subjectId: subject.id } as const
  const group = await head.call('classes.add', { ...made, teacherId: teacher.id })
  return { head, teacher, deputy, unit, anna, boris, mother, group }
}

const peopleOf = async (id: string) =>
  (await stage.head.call('register.open', { id })).people.map(({ personId, role }) => `${personId} ${role}`).sort()
const sorted = (...rows: string[]) => rows.sort()

test('[ESC-01/server][ESC-02/server][ESC-03/register][ESC-04/register][ESC-05/register][ESC-07/register] chats are there by themselves', async () => {
  const { head, teacher, deputy, unit, anna, boris, mother } = await createClass()
  const { rows, total } = await head.call('register.list', {})
  assert.deepEqual(
    rows.map(({ title, kind }) => [title, kind]),
    [
      ['Учительский чат', 'teachers'],
      ['5Б — классный чат', 'class'],
      ['5Б — родительский чат', 'parents'],
    ],
  )
  assert.equal(total, 3)
  const [leads, keeps] = [`${teacher.id} administrator`, `${deputy.id} administrator`]
  assert.deepEqual(await peopleOf('teachers'), sorted(keeps, `${teacher.id} member`, `${stage.headId} member`))
  assert.deepEqual(await peopleOf(`class:${unit.id}`), sorted(keeps, leads, `${anna.id} member`, `${boris.id} member`))
  assert.deepEqual(await peopleOf(`parents:${unit.id}`), sorted(keeps, leads, `${mother.id} member`))
  // The class's own teacher is named first.
  assert.deepEqual(rows[1]!.administrators, ['Соколова О. В.', 'Соболева О. В.'])
  assert.deepEqual((await head.call('register.list', { search: '5б' })).total, 2)
})

test('[ESC-06/server][ESC-13/server][A-35/register] those are changed and not deleted; what was decided by hand stays', async () => {
  const { head, unit, boris, deputy } = await createClass()
  const id = `class:${unit.id}`
  await head.refused('register.remove', { id }, 'school.defaultStays')
  await head.refused('register.remove', { id: 'teachers' }, 'school.defaultStays')
  const edit = { id, version: 0, title: '5Б — классный чат', members: [], excluded: [boris.id] }
  const { chat, leftOut } = await head.call('register.edit', edit)
  assert.deepEqual(
    leftOut.map(({ personId, tab, reasons }) => [personId, tab, reasons]),
    [[boris.id, 'pupils', ['pupil']]],
  )
  assert.ok(!(await peopleOf(id)).some((row) => row.startsWith(boris.id)))
  await head.refused('register.edit', edit, 'school.changedMeanwhile')
  // Its name was not changed by hand, so it follows the class.
  await head.call('classes.edit', { id: unit.id, version: unit.version, name: '6Б', grade: 6, teacherId: null })
  assert.equal((await head.call('register.open', { id })).chat.title, '6Б — классный чат')
  const twice = {
    ...edit,
    version: chat.version,
    title: 'Наши',
    members: [{ personId: boris.id, tab: 'pupils' as const }],
  }
  await head.refused('register.edit', twice, 'school.chosenTwice')
  await head.refused(
    'register.edit',
    { ...twice, excluded: [], members: [{ personId: boris.id, tab: 'parents' }] },
    'school.tabClosed',
  )
  await head.call('register.edit', { ...twice, members: [], excluded: [deputy.id] })
  assert.ok((await peopleOf(id)).includes(`${deputy.id} administrator`), 'nobody leaves the administrator of chats out')
})

test('[ESC-08/server][ESC-09/server][ESC-10/server][ESC-11/server] a chat is filled by its group, by hand, and with the administrator of chats', async () => {
  const { head, teacher, deputy, anna, boris, mother, group } = await createClass()
  const subject = {
    id: newId(),
    kind: 'subject',
    title: 'Математика, 5Б',
    unitId: group.id,
    members: [],
    excluded: [],
  } as const
  const whole = { ...subject, members: [], excluded: [] }
  const { kind, unitId, members, excluded } = whole
  const filled = await head.call('register.compose', { kind, unitId, members, excluded })
  assert.deepEqual(
    filled.people.map(({ personId, tab, role }) => [personId, tab, role]).sort(),
    [
      [anna.id, 'pupils', 'member'],
      [boris.id, 'pupils', 'member'],
      [teacher.id, 'employees', 'administrator'],
      [deputy.id, 'employees', 'administrator'],
    ].sort(),
  )
  await head.refused('register.add', { ...whole, unitId: null }, 'school.unitNeeded')
  await head.refused('register.add', { ...whole, title: ' \u200b ' }, 'school.titleInvalid')
  await head.refused(
    'register.add',
    { ...whole, members: [{ personId: mother.id, tab: 'parents' }] },
    'school.tabClosed',
  )
  const made = await head.call('register.add', whole)
  assert.equal(made.chat.unit, 'Математика (5Б)')
  assert.deepEqual([made.chat.members, made.chat.linked], [4, 0])
  const other = { ...whole, id: newId(), kind: 'other', title: 'Совет родителей', unitId: null } as const
  await head.refused('register.add', { ...other, unitId: group.id, members: [], excluded: [] }, 'school.unitNeeded')
  const council = await head.call('register.add', {
    ...other,
    members: [{ personId: mother.id, tab: 'parents' }],
    excluded: [],
  })
  assert.deepEqual(council.people.map(({ personId }) => personId).sort(), sorted(mother.id, deputy.id))
  // A pupil who leaves the class leaves the chat; a deleted chat is in no register.
  await head.call('pupils.expel', { pupilId: boris.id })
  assert.ok(!(await peopleOf(made.chat.id)).some((row) => row.startsWith(boris.id)))
  await head.call('register.remove', { id: made.chat.id })
  await head.refused('register.open', { id: made.chat.id }, 'school.rowUnknown')
  await head.refused('register.add', whole, 'school.rowTaken')
})

test('whoever keeps no chats sees none before he has linked his account', async () => {
  const { teacher, unit } = await createClass()
  const desk = await stage.deskOf(teacher.id, ['chats.view', 'account.link'])
  await desk.refused('register.list', {}, 'school.notLinked')
  assert.equal((await desk.call('register.open', { id: `class:${unit.id}` })).chat.kind, 'class')
  const guard = await hire(stage.head, 'Сторожева', 'other')
  const stranger = await stage.deskOf(guard.id, ['chats.view'])
  await stranger.refused('register.open', { id: `class:${unit.id}` }, 'school.rowUnknown')
})
