import { type Static, Type } from 'typebox'
import { query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, oneOf } from '../kit/scalars.ts'
import { DESK_REFUSALS, registerPart } from './people.ts'

/** Commands of the electronic school that stand in its log, by their ids: whatever changes a register, a right, an account or a link. */
export const SCHOOL_ACTS = [
  'people.edit',
  'employees.hire',
  'employees.change',
  'employees.dismiss',
  'classes.add',
  'classes.edit',
  'classes.setPupils',
  'classes.remove',
  'subjects.add',
  'subjects.edit',
  'subjects.remove',
  'pupils.enrol',
  'pupils.transfer',
  'pupils.expel',
  'parents.add',
  'parents.setChildren',
  'parents.remove',
  'register.add',
  'register.edit',
  'register.remove',
  'linking.finish',
  'linking.undo',
  'roles.add',
  'roles.edit',
  'settings.set',
  'users.give',
  'users.renewPassword',
  'users.setRoles',
  'users.close',
  'connection.set',
  'connection.clear',
] as const
export type SchoolAct = (typeof SCHOOL_ACTS)[number]

const Person = closed({ id: Id, name: Type.String() })

/** A row of the log. */
export const SchoolActRow = closed({
  /** 1, 2, 3 … in the organisation. */
  number: Type.Integer(),
  at: Instant,
  act: oneOf(SCHOOL_ACTS),
  by: Type.Union([Person, Type.Null()]),
  /** Whom it concerns; those who are in no register any more too. */
  people: Type.Array(Person),
  /** What it was called, where it led, or which roles or rights were given, as words of the school. */
  words: Type.Array(Type.String()),
  /** SHA-256 of the row with the hash of the one before it, in hexadecimal digits. */
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})
export type SchoolActRow = Static<typeof SchoolActRow>

export const actsList = query('acts.list', {
  summary: 'The window «Журнал действий»: who has changed what in the school, the newest first.',
  gate: 'school',
  sweep: 'own',
  input: closed({ cursor: Type.Optional(Cursor) }),
  output: closed({ rows: Type.Array(SchoolActRow), ...registerPart }),
  errors: DESK_REFUSALS,
})

export const actOperations = { 'acts.list': actsList } as const
