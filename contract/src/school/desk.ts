import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, line, oneOf } from '../kit/scalars.ts'
import { METAROLES, RIGHTS } from './rights.ts'
import { LOGIN_LENGTH_MAX, SCHOOL_PASSWORD_MAX } from './school.limits.ts'

export const RightSchema = oneOf(RIGHTS)
export const MetaroleSchema = oneOf(METAROLES)

/** What the windows call the messenger and its accounts, which the operator sets, and where it is. */
export const Naming = closed({ messenger: Type.String(), account: Type.String(), url: Type.String() })
export type Naming = Static<typeof Naming>

/** Who works at this desk, where, and what he may. */
export const Desk = closed({
  accountId: Id,
  login: Type.String(),
  personId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  organisation: Type.String(),
  timeZone: Type.String(),
  roles: Type.Array(closed({ name: Type.String(), metarole: Type.Union([MetaroleSchema, Type.Null()]) })),
  rights: Type.Array(RightSchema),
  /** The password is one that an administrator has given out: it is changed before anything else. */
  passwordStale: Type.Boolean(),
  naming: Naming,
})
export type Desk = Static<typeof Desk>

export const deskNaming = query('desk.naming', {
  summary: 'What the windows call the messenger and its accounts.',
  gate: 'public',
  sweep: 'open',
  input: closed({}),
  output: Naming,
})

export const deskSignIn = command('desk.signIn', {
  summary: 'Signs in by the login and the password that an administrator has given out.',
  gate: 'public',
  sweep: 'open',
  repeat: 'fresh',
  input: closed({ login: line(LOGIN_LENGTH_MAX, 1), password: line(SCHOOL_PASSWORD_MAX, 1) }),
  output: Desk,
  errors: ['school.signinWrong'],
})

export const deskOpen = query('desk.open', {
  summary: 'Who works at this desk, where, and what he may (ESR-04).',
  gate: 'school',
  sweep: 'own',
  input: closed({}),
  output: Desk,
})

export const deskChangePassword = command('desk.changePassword', {
  summary: 'Changes the own password; the other sessions of the account end.',
  gate: 'school',
  sweep: 'own',
  repeat: 'self',
  input: closed({ old: line(SCHOOL_PASSWORD_MAX, 1), new: line(SCHOOL_PASSWORD_MAX, 1) }),
  output: Desk,
  errors: ['school.passwordOld', 'school.passwordWeak'],
})

export const deskSignOut = command('desk.signOut', {
  summary: 'Ends this session.',
  gate: 'school',
  sweep: 'own',
  repeat: 'last',
  input: closed({}),
  output: closed({}),
})

export const deskOperations = {
  'desk.naming': deskNaming,
  'desk.signIn': deskSignIn,
  'desk.open': deskOpen,
  'desk.changePassword': deskChangePassword,
  'desk.signOut': deskSignOut,
} as const
