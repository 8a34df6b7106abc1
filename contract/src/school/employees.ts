import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, line, oneOf } from '../kit/scalars.ts'
import { DESK_REFUSALS, personRow, registerAsk, registerPart, Who } from './people.ts'
import { SCHOOL_NAME_MAX } from './school.limits.ts'

/** Types of positions: «Администрация», «Педагогический состав», and everybody else (ESC-03). */
export const POSITION_KINDS = ['administration', 'teaching', 'other'] as const
export type PositionKind = (typeof POSITION_KINDS)[number]

const position = { id: Id, title: line(SCHOOL_NAME_MAX, 1), kind: oneOf(POSITION_KINDS) } as const

export const Employee = closed({
  ...personRow,
  positions: Type.Array(closed({ ...position })),
  /** Classes of which the employee is the teacher. */
  classes: Type.Array(closed({ id: Id, name: Type.String() })),
  login: Type.Union([Type.String(), Type.Null()]),
})
export type Employee = Static<typeof Employee>

export const employeesList = query('employees.list', {
  summary: 'The register «Сотрудники»: who holds a position now.',
  gate: 'school',
  sweep: 'own',
  input: closed({ ...registerAsk, kind: Type.Optional(oneOf(POSITION_KINDS)) }),
  output: closed({ rows: Type.Array(Employee), ...registerPart }),
  errors: DESK_REFUSALS,
})

export const administratorsList = query('administrators.list', {
  summary: 'The register «Администраторы»: employees whose position is one of the administration (ESR-02).',
  gate: 'school',
  sweep: 'own',
  input: closed({ ...registerAsk }),
  output: closed({ rows: Type.Array(Employee), ...registerPart }),
  errors: DESK_REFUSALS,
})

export const employeesHire = command('employees.hire', {
  summary: 'Hires somebody for a position; a second position is hired for anew.',
  gate: 'school',
  sweep: 'own',
  input: closed({ who: Who, position: closed({ ...position }) }),
  output: Employee,
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.rowTaken', 'school.nameInvalid', 'school.birthInvalid'],
})

export const employeesChange = command('employees.change', {
  summary: 'Changes the title and the type of a position.',
  gate: 'school',
  sweep: 'member',
  input: closed({ ...position }),
  output: Employee,
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.nameInvalid'],
})

export const employeesDismiss = command('employees.dismiss', {
  summary:
    'Dismisses somebody from a position; with the last one he leaves his classes, groups and the field of the settings.',
  gate: 'school',
  sweep: 'member',
  input: closed({ positionId: Id }),
  output: closed({}),
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.lastSuper'],
})

export const employeeOperations = {
  'employees.list': employeesList,
  'administrators.list': administratorsList,
  'employees.hire': employeesHire,
  'employees.change': employeesChange,
  'employees.dismiss': employeesDismiss,
} as const
