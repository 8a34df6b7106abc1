import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Day, Id, line } from '../kit/scalars.ts'
import { SCHOOL_NAME_MAX, SCHOOL_SEARCH_MAX } from './school.limits.ts'

/** Refusals that every operation of the electronic school may answer with to somebody who is signed in. */
export const DESK_REFUSALS = ['school.notAllowed', 'school.passwordStale'] as const

export const personNames = {
  surname: line(SCHOOL_NAME_MAX, 1),
  name: line(SCHOOL_NAME_MAX, 1),
  /** Empty when there is none. */
  patronymic: line(SCHOOL_NAME_MAX),
  birthDate: Type.Union([Day, Type.Null()]),
} as const
const Names = closed(personNames)
export type PersonNames = Static<typeof Names>

/** Whom a window is about: somebody who stands in some register already, or somebody new. */
export const Who = Type.Union([closed({ id: Id }), closed({ id: Id, ...personNames })])
export type Who = Static<typeof Who>

/** What every register tells of a person. */
export const personRow = { id: Id, version: Type.Integer(), ...personNames } as const

/** What a register is asked for: a part of a name, and where to go on. */
export const registerAsk = {
  search: Type.Optional(line(SCHOOL_SEARCH_MAX)),
  cursor: Type.Optional(Cursor),
} as const

/** A part of a register: its rows, where to go on, and how many rows there are altogether. */
export const registerPart = { next: Type.Union([Cursor, Type.Null()]), total: Type.Integer() } as const

export const FoundPerson = closed({
  ...personRow,
  isEmployee: Type.Boolean(),
  isPupil: Type.Boolean(),
  isParent: Type.Boolean(),
})
export type FoundPerson = Static<typeof FoundPerson>

export const peopleFind = query('people.find', {
  summary:
    'People of all registers by a part of the name, so that nobody is entered twice: a parent who is hired, a teacher whose child comes.',
  gate: 'school',
  sweep: 'own',
  input: closed({ ...registerAsk }),
  output: closed({ rows: Type.Array(FoundPerson), ...registerPart }),
  errors: DESK_REFUSALS,
})

export const peopleEdit = command('people.edit', {
  summary: 'Changes names and date of birth; needs the right to edit in each register where the person stands.',
  gate: 'school',
  sweep: 'member',
  input: closed({ ...personRow }),
  output: closed({ ...personRow }),
  errors: [
    ...DESK_REFUSALS,
    'school.rowUnknown',
    'school.nameInvalid',
    'school.birthInvalid',
    'school.changedMeanwhile',
  ],
})

export const peopleOperations = { 'people.find': peopleFind, 'people.edit': peopleEdit } as const
