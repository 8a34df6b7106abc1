import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, line } from '../kit/scalars.ts'
import { MetaroleSchema, RightSchema } from './desk.ts'
import { DESK_REFUSALS, registerAsk, registerPart } from './people.ts'
import { RIGHTS } from './rights.ts'
import { LOGIN_LENGTH_MAX, ROLES_OF_USER_MAX, SCHOOL_NAME_MAX } from './school.limits.ts'

/** A role with its rights; a metarole is one that the product knows by itself (ESR-01). */
export const SchoolRole = closed({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  metarole: Type.Union([MetaroleSchema, Type.Null()]),
  rights: Type.Array(RightSchema),
  /** How many open accounts have it. */
  users: Type.Integer(),
})
export type SchoolRole = Static<typeof SchoolRole>

export const SchoolUser = closed({
  accountId: Id,
  personId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  login: Type.String(),
  roles: Type.Array(closed({ id: Id, name: Type.String() })),
})
export type SchoolUser = Static<typeof SchoolUser>

export const Settings = closed({
  version: Type.Integer(),
  organisation: Type.String(),
  chatsAdministrator: Type.Union([closed({ id: Id, name: Type.String() }), Type.Null()]),
})
export type Settings = Static<typeof Settings>

const Rights = Type.Array(RightSchema, { maxItems: RIGHTS.length, uniqueItems: true })
const RoleIds = Type.Array(Id, { maxItems: ROLES_OF_USER_MAX, uniqueItems: true })

export const rolesList = query('roles.list', {
  summary: 'The window «Роли» with the rights of each role (ESR-03).',
  gate: 'school',
  sweep: 'own',
  input: closed({}),
  output: closed({ rows: Type.Array(SchoolRole) }),
  errors: DESK_REFUSALS,
})

export const rolesAdd = command('roles.add', {
  summary: 'Makes a role.',
  gate: 'school',
  sweep: 'own',
  input: closed({ id: Id, name: line(SCHOOL_NAME_MAX, 1), rights: Rights }),
  output: SchoolRole,
  errors: [
    ...DESK_REFUSALS,
    'school.rowTaken',
    'school.nameInvalid',
    'school.nameTaken',
    'school.tooMany',
    'school.roleAbove',
  ],
})

export const rolesEdit = command('roles.edit', {
  summary: 'Changes the name and the rights of a role (ESR-03).',
  gate: 'school',
  sweep: 'member',
  input: closed({ id: Id, version: Type.Integer(), name: line(SCHOOL_NAME_MAX, 1), rights: Rights }),
  output: SchoolRole,
  errors: [
    ...DESK_REFUSALS,
    'school.rowUnknown',
    'school.nameInvalid',
    'school.nameTaken',
    'school.roleFixed',
    'school.roleAbove',
    'school.changedMeanwhile',
  ],
})

export const settingsOpen = query('settings.open', {
  summary: 'The window «Настройки организации» (ESR-02).',
  gate: 'school',
  sweep: 'own',
  input: closed({}),
  output: Settings,
  errors: DESK_REFUSALS,
})

export const settingsSet = command('settings.set', {
  summary:
    'Says who administers the chats of the organisation; he has the rights of that metarole from then on (ESR-02).',
  gate: 'school',
  sweep: 'own',
  input: closed({ version: Type.Integer(), chatsAdministratorId: Type.Union([Id, Type.Null()]) }),
  output: Settings,
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.notAdministrator', 'school.changedMeanwhile'],
})

export const usersList = query('users.list', {
  summary: 'The register «Пользователи»: who has an account here.',
  gate: 'school',
  sweep: 'own',
  input: closed({ ...registerAsk }),
  output: closed({ rows: Type.Array(SchoolUser), ...registerPart }),
  errors: DESK_REFUSALS,
})

const Login = line(LOGIN_LENGTH_MAX, 1)
const Given = closed({ user: SchoolUser, password: Type.String() })

export const usersGive = command('users.give', {
  summary: 'Gives somebody an account; its password is shown once, and is changed at the first sign-in.',
  gate: 'school',
  sweep: 'own',
  repeat: 'fresh',
  input: closed({ accountId: Id, personId: Id, login: Login, roleIds: RoleIds }),
  output: Given,
  errors: [
    ...DESK_REFUSALS,
    'school.rowUnknown',
    'school.rowTaken',
    'school.hasLogin',
    'school.loginInvalid',
    'school.loginTaken',
    'school.roleAbove',
  ],
})

export const usersRenewPassword = command('users.renewPassword', {
  summary: 'Gives a new password to whoever has forgotten his; his sessions end.',
  gate: 'school',
  sweep: 'member',
  repeat: 'fresh',
  input: closed({ accountId: Id }),
  output: Given,
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.roleAbove'],
})

export const usersSetRoles = command('users.setRoles', {
  summary: 'Says which roles an account has.',
  gate: 'school',
  sweep: 'member',
  input: closed({ accountId: Id, roleIds: RoleIds }),
  output: SchoolUser,
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.roleAbove', 'school.lastSuper'],
})

export const usersClose = command('users.close', {
  summary: 'Closes an account and ends its sessions.',
  gate: 'school',
  sweep: 'member',
  input: closed({ accountId: Id }),
  output: closed({}),
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.roleAbove', 'school.lastSuper'],
})

export const administrationOperations = {
  'roles.list': rolesList,
  'roles.add': rolesAdd,
  'roles.edit': rolesEdit,
  'settings.open': settingsOpen,
  'settings.set': settingsSet,
  'users.list': usersList,
  'users.give': usersGive,
  'users.renewPassword': usersRenewPassword,
  'users.setRoles': usersSetRoles,
  'users.close': usersClose,
} as const
