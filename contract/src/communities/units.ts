import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, line } from '../kit/scalars.ts'
import { UNIT_NAME_MAX } from './communities.limits.ts'

/** A class, group or department (STR-01). `system` is the ready-made «Коллектив» of the staff. */
export const Unit = closed({
  id: Id,
  communityId: Id,
  version: Type.Integer(),
  name: Type.String(),
  /** Grade 1…11 for classes, else null. */
  grade: Type.Union([Type.Integer({ minimum: 1, maximum: 11 }), Type.Null()]),
  system: Type.Boolean(),
  /** The school year that it belongs to, by the calendar year in which it begins; null where there are none. */
  schoolYear: Type.Union([Type.Integer(), Type.Null()]),
  archived: Type.Boolean(),
  /** Of a department that is part of another one; null at the top, and where there is no tree (STR-07). */
  parentId: Type.Union([Id, Type.Null()]),
})
export type Unit = Static<typeof Unit>

export const UnitWithFigures = closed({
  unit: Unit,
  leads: Type.Array(Type.String()),
  staff: Type.Integer(),
  pupils: Type.Integer(),
  parents: Type.Integer(),
  pending: Type.Integer(),
})

export const listUnits = query('units.list', {
  summary: 'Units with their figures; pupils and parents see their own ones.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id, archived: Type.Optional(Type.Boolean()) }),
  output: closed({ units: Type.Array(UnitWithFigures) }),
  errors: ['community.unknown'],
})

/** Why a department cannot be part of another one. */
const PARENT_REFUSALS = ['unit.noTree', 'unit.system', 'unit.archived', 'unit.tooDeep'] as const

export const createUnit = command('units.create', {
  summary: 'Creates a class, group or department.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    id: Id,
    communityId: Id,
    name: line(UNIT_NAME_MAX, 1),
    grade: Type.Optional(Type.Integer({ minimum: 1, maximum: 11 })),
    /** The department of which it is a part. */
    parentId: Type.Optional(Id),
  }),
  output: Unit,
  errors: [
    'community.unknown',
    'community.notAllowed',
    'unit.nameInvalid',
    'unit.nameTaken',
    'unit.unknown',
    ...PARENT_REFUSALS,
  ],
})

export const renameUnit = command('units.rename', {
  summary: 'Renames a unit.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ unitId: Id, name: line(UNIT_NAME_MAX, 1) }),
  output: Unit,
  errors: ['unit.unknown', 'community.notAllowed', 'unit.nameInvalid', 'unit.nameTaken', 'unit.system'],
})

export const archiveUnit = command('units.archive', {
  summary: 'Archives a unit or brings it back; nobody can be invited into an archived one.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ unitId: Id, archived: Type.Boolean() }),
  output: Unit,
  errors: ['unit.unknown', 'community.notAllowed', 'unit.nameTaken', 'unit.system', 'unit.hasParts'],
})

export const placeUnit = command('units.place', {
  summary: 'Makes a department with everything under it part of another one, or puts it at the top (STR-07).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ unitId: Id, parentId: Type.Union([Id, Type.Null()]) }),
  output: Unit,
  errors: ['unit.unknown', 'community.notAllowed', ...PARENT_REFUSALS, 'unit.inItself'],
})

export const unitOperations = {
  'units.list': listUnits,
  'units.create': createUnit,
  'units.rename': renameUnit,
  'units.archive': archiveUnit,
  'units.place': placeUnit,
} as const

export const unitEvents = {
  'unit.changed': event({
    audience: 'community',
    durable: true,
    summary: 'A unit was created, renamed, archived or brought back. Class: staff.',
    payload: closed({ unit: Unit }),
  }),
} as const
