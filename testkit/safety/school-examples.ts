import type { ErrorCode } from '#contract/errors.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Right } from '#contract/school/rights.ts'
import { LINK_STATE_LENGTH } from '#contract/school/school.limits.ts'
import type { SchoolOperationId, SchoolOperations } from '#contract/school/school-operations.ts'
import { newId } from '#testkit/client.ts'
import { enrol, enterParent, hire, makeClass, SCHOOL_PASSWORD, type SchoolStage } from '#testkit/school.ts'

type Examples = { readonly [Id in SchoolOperationId]: (stage: SchoolStage) => Promise<InputOf<SchoolOperations[Id]>> }

const somebody = (surname: string) => ({ id: newId(), surname, name: 'Пётр', patronymic: '', birthDate: null })

async function employee({ head }: SchoolStage) {
  return hire(head, 'Канарейкина', 'administration')
}

async function classAndPupil({ head }: SchoolStage) {
  const unit = await makeClass(head, newId().slice(-8))
  return { unit, pupil: await enrol(head, 'Канарейкин', unit.id) }
}

async function group({ head }: SchoolStage) {
  const unit = await makeClass(head, newId().slice(-8))
  const subject = await head.call('subjects.add', { id: newId(), name: `Предмет ${newId().slice(-8)}` })
  const made = {
    id: newId(),
    kind: 'group',
    name: 'гр. 1',
    classId: unit.id,
    subjectId: subject.id,
    teacherId: null,
  } as const
  return { subject, unit, group: await head.call('classes.add', made) }
}

async function user(stage: SchoolStage) {
  const { id } = await employee(stage)
  const login = `u-${newId().slice(-12)}`
  return (await stage.head.call('users.give', { accountId: newId(), personId: id, login, roleIds: [] })).user
}

const role = ({ head }: SchoolStage) => head.call('roles.add', { id: newId(), name: newId().slice(-8), rights: [] })
const version = async ({ head }: SchoolStage) => (await head.call('settings.open', {})).version

/** What an entitled person may ask for, with rows of the organisation of the stage. */
export const schoolExamples: Examples = {
  'desk.naming': async () => ({}),
  'desk.signIn': async ({ head }) => ({ login: (await head.call('desk.open', {})).login, password: SCHOOL_PASSWORD }),
  'desk.open': async () => ({}),
  'desk.changePassword': async () => ({ old: SCHOOL_PASSWORD, new: 'летнее утро 2027' }),
  'desk.signOut': async () => ({}),
  'people.find': async () => ({ search: 'кан' }),
  'people.edit': async (stage) => {
    const { version, surname, patronymic, id } = await employee(stage)
    return { id, version, surname, name: 'Мария', patronymic, birthDate: null }
  },
  'employees.list': async () => ({}),
  'administrators.list': async () => ({}),
  'employees.hire': async () => ({
    who: somebody('Новиков'),
    position: { id: newId(), title: 'Учитель', kind: 'teaching' },
  }),
  'employees.change': async (stage) => ({ ...(await employee(stage)).positions[0]!, title: 'Завуч' }),
  'employees.dismiss': async (stage) => ({ positionId: (await employee(stage)).positions[0]!.id }),
  'classes.list': async () => ({}),
  'classes.pupils': async (stage) => ({ unitId: (await classAndPupil(stage)).unit.id }),
  'classes.add': async () => ({ id: newId(), kind: 'class', name: newId().slice(-8), grade: 5, teacherId: null }),
  'classes.edit': async (stage) => {
    const { id, version, name } = (await classAndPupil(stage)).unit
    return { id, version, name, grade: 6, teacherId: null }
  },
  'classes.setPupils': async (stage) => ({ unitId: (await group(stage)).group.id, pupilIds: [] }),
  'classes.remove': async (stage) => ({ id: (await group(stage)).group.id }),
  'subjects.list': async () => ({}),
  'subjects.add': async () => ({ id: newId(), name: newId().slice(-8) }),
  'subjects.edit': async (stage) => ({ id: (await group(stage)).subject.id, name: newId().slice(-8) }),
  'subjects.remove': async ({ head }) => ({
    id: (await head.call('subjects.add', { id: newId(), name: newId().slice(-8) })).id,
  }),
  'pupils.list': async () => ({}),
  'pupils.enrol': async (stage) => ({
    enrolmentId: newId(),
    who: somebody('Новиков'),
    classId: (await classAndPupil(stage)).unit.id,
  }),
  'pupils.transfer': async (stage) => ({
    enrolmentId: newId(),
    pupilId: (await classAndPupil(stage)).pupil.id,
    classId: (await classAndPupil(stage)).unit.id,
  }),
  'pupils.expel': async (stage) => ({ pupilId: (await classAndPupil(stage)).pupil.id }),
  'parents.list': async () => ({}),
  'parents.add': async (stage) => ({ who: somebody('Новикова'), childIds: [(await classAndPupil(stage)).pupil.id] }),
  'parents.setChildren': async (stage) => {
    const { pupil } = await classAndPupil(stage)
    const parent = await enterParent(stage.head, 'Канарейкина', [pupil.id])
    return { parentId: parent.id, childIds: [pupil.id] }
  },
  'parents.remove': async (stage) => {
    const { pupil } = await classAndPupil(stage)
    return { parentId: (await enterParent(stage.head, 'Канарейкина', [pupil.id])).id }
  },
  'absentees.list': async () => ({ day: '2026-12-01' }),
  'register.list': async () => ({}),
  'register.open': async (stage) => ({ id: `class:${(await classAndPupil(stage)).unit.id}` }),
  'register.compose': async (stage) => ({
    kind: 'subject',
    unitId: (await group(stage)).group.id,
    members: [],
    excluded: [],
  }),
  'register.add': async (stage) => ({
    ...{ id: newId(), kind: 'other', title: 'Поход', unitId: null },
    members: [{ personId: (await employee(stage)).id, tab: 'employees' }],
    excluded: [],
  }),
  'register.edit': async (stage) => {
    const id = `class:${(await classAndPupil(stage)).unit.id}`
    return { id, version: 0, title: 'Наш класс', members: [], excluded: [] }
  },
  'register.remove': async ({ head }) => {
    const other = { id: newId(), kind: 'other', title: 'Поход', unitId: null, members: [], excluded: [] } as const
    return { id: (await head.call('register.add', { ...other, members: [], excluded: [] })).chat.id }
  },
  'linking.open': async () => ({}),
  'linking.begin': async () => ({}),
  'linking.finish': async () => ({ state: 'x'.repeat(LINK_STATE_LENGTH), code: 'code' }),
  'linking.undo': async () => ({}),
  'acts.list': async () => ({}),
  'roles.list': async () => ({}),
  'roles.add': async () => ({ id: newId(), name: newId().slice(-8), rights: ['roles.edit'] }),
  'roles.edit': async (stage) => {
    const { id, version, name } = await role(stage)
    return { id, version, name, rights: [] }
  },
  'settings.open': async () => ({}),
  'settings.set': async (stage) => ({
    version: await version(stage),
    chatsAdministratorId: (await employee(stage)).id,
  }),
  'connection.open': async () => ({}),
  'connection.set': async ({ head }) => ({
    ...{ version: (await head.call('connection.open', {})).version, apiUrl: 'https://messenger.example' },
    ...{ clientId: newId(), communityId: newId(), secret: newId() },
  }),
  'connection.clear': async ({ head }) => ({ version: (await head.call('connection.open', {})).version }),
  'connection.refused': async () => ({}),
  'users.list': async () => ({}),
  'users.give': async (stage) => ({
    accountId: newId(),
    personId: (await employee(stage)).id,
    login: `u-${newId().slice(-12)}`,
    roleIds: [],
  }),
  'users.renewPassword': async (stage) => ({ accountId: (await user(stage)).accountId }),
  'users.setRoles': async (stage) => ({ accountId: (await user(stage)).accountId, roleIds: [(await role(stage)).id] }),
  'users.close': async (stage) => ({ accountId: (await user(stage)).accountId }),
}

/** Rights that an operation asks for where the row at hand decides. */
export const ALSO_NEEDED: Partial<Record<SchoolOperationId, readonly Right[]>> = {
  'people.find': ['employees.add'],
  'people.edit': ['employees.edit'],
  // Whoever keeps no chats sees those that he is in, once he has linked his account
  'register.list': ['chats.edit'],
  'register.compose': ['chats.edit'],
  'register.open': ['chats.edit'],
}

/** What whoever has the right is told too: nobody links himself without the messenger, nor by a sign-in that was not begun. */
export const TOLD_TO_ALL: Partial<Record<SchoolOperationId, ErrorCode>> = {
  'absentees.list': 'school.notConnected',
  'linking.begin': 'school.notConnected',
  'linking.finish': 'school.linkStale',
}
