import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, line, oneOf } from '../kit/scalars.ts'
import { DESK_REFUSALS, personRow, registerAsk, registerPart } from './people.ts'
import { GRADE_MAX, PICKED_MAX, SCHOOL_NAME_MAX } from './school.limits.ts'

export const UNIT_KINDS = ['class', 'group'] as const

const Grade = Type.Integer({ minimum: 1, maximum: GRADE_MAX })
const NamedOrNull = Type.Union([closed({ id: Id, name: Type.String() }), Type.Null()])

/** A class, or a group in which pupils of one class learn a subject. */
export const SchoolUnit = closed({
  id: Id,
  version: Type.Integer(),
  kind: oneOf(UNIT_KINDS),
  name: Type.String(),
  /** Of a class; a group has that of its class. */
  grade: Type.Integer(),
  /** Of a group. */
  class: NamedOrNull,
  subject: NamedOrNull,
  /** Of a class its teacher, of a group whoever teaches there. */
  teacher: NamedOrNull,
  /** Of a group: everybody of its class is in it. */
  wholeClass: Type.Boolean(),
  pupils: Type.Integer(),
})
export type SchoolUnit = Static<typeof SchoolUnit>

export const SchoolSubject = closed({ id: Id, name: Type.String() })
export type SchoolSubject = Static<typeof SchoolSubject>

export const classesList = query('classes.list', {
  summary: 'The register «Классы и группы»: each class, and behind it its groups.',
  gate: 'school',
  sweep: 'own',
  input: closed({ ...registerAsk, kind: Type.Optional(oneOf(UNIT_KINDS)) }),
  output: closed({ rows: Type.Array(SchoolUnit), ...registerPart }),
  errors: DESK_REFUSALS,
})

export const classesPupils = query('classes.pupils', {
  summary: 'The pupils of a class or a group.',
  gate: 'school',
  sweep: 'member',
  input: closed({ unitId: Id }),
  output: closed({ rows: Type.Array(closed({ ...personRow })) }),
  errors: [...DESK_REFUSALS, 'school.rowUnknown'],
})

export const classesAdd = command('classes.add', {
  summary: 'Makes a class, or a group of a class for a subject.',
  gate: 'school',
  sweep: 'own',
  input: Type.Union([
    closed({
      id: Id,
      kind: Type.Literal('class'),
      name: line(SCHOOL_NAME_MAX, 1),
      grade: Grade,
      teacherId: Type.Union([Id, Type.Null()]),
    }),
    closed({
      id: Id,
      kind: Type.Literal('group'),
      /** Tells groups of one subject apart; empty where the class is not divided. */
      name: line(SCHOOL_NAME_MAX),
      classId: Id,
      subjectId: Id,
      teacherId: Type.Union([Id, Type.Null()]),
    }),
  ]),
  output: SchoolUnit,
  errors: [
    ...DESK_REFUSALS,
    'school.rowUnknown',
    'school.rowTaken',
    'school.nameInvalid',
    'school.nameTaken',
    'school.notEmployed',
  ],
})

export const classesEdit = command('classes.edit', {
  summary: 'Changes the name, the grade of a class, and the teacher.',
  gate: 'school',
  sweep: 'member',
  input: closed({
    id: Id,
    version: Type.Integer(),
    name: line(SCHOOL_NAME_MAX),
    grade: Grade,
    teacherId: Type.Union([Id, Type.Null()]),
  }),
  output: SchoolUnit,
  errors: [
    ...DESK_REFUSALS,
    'school.rowUnknown',
    'school.nameInvalid',
    'school.nameTaken',
    'school.notEmployed',
    'school.changedMeanwhile',
  ],
})

export const classesSetPupils = command('classes.setPupils', {
  summary: 'Says which pupils of its class are in a group; null is all of them, whoever that is.',
  gate: 'school',
  sweep: 'member',
  input: closed({
    unitId: Id,
    pupilIds: Type.Union([Type.Array(Id, { maxItems: PICKED_MAX, uniqueItems: true }), Type.Null()]),
  }),
  output: SchoolUnit,
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.notEnrolled'],
})

export const classesRemove = command('classes.remove', {
  summary: 'Removes a class that has neither pupils nor groups, or a group.',
  gate: 'school',
  sweep: 'member',
  input: closed({ id: Id }),
  output: closed({}),
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.notEmpty'],
})

export const subjectsList = query('subjects.list', {
  summary: 'The register «Предметы».',
  gate: 'school',
  sweep: 'own',
  input: closed({ ...registerAsk }),
  output: closed({ rows: Type.Array(SchoolSubject), ...registerPart }),
  errors: DESK_REFUSALS,
})

export const subjectsAdd = command('subjects.add', {
  summary: 'Makes a subject.',
  gate: 'school',
  sweep: 'own',
  input: closed({ id: Id, name: line(SCHOOL_NAME_MAX, 1) }),
  output: SchoolSubject,
  errors: [...DESK_REFUSALS, 'school.rowTaken', 'school.nameInvalid', 'school.nameTaken'],
})

export const subjectsEdit = command('subjects.edit', {
  summary: 'Renames a subject.',
  gate: 'school',
  sweep: 'member',
  input: closed({ id: Id, name: line(SCHOOL_NAME_MAX, 1) }),
  output: SchoolSubject,
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.nameInvalid', 'school.nameTaken'],
})

export const subjectsRemove = command('subjects.remove', {
  summary: 'Removes a subject in which no group learns.',
  gate: 'school',
  sweep: 'member',
  input: closed({ id: Id }),
  output: closed({}),
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.notEmpty'],
})

export const unitRegisterOperations = {
  'classes.list': classesList,
  'classes.pupils': classesPupils,
  'classes.add': classesAdd,
  'classes.edit': classesEdit,
  'classes.setPupils': classesSetPupils,
  'classes.remove': classesRemove,
  'subjects.list': subjectsList,
  'subjects.add': subjectsAdd,
  'subjects.edit': subjectsEdit,
  'subjects.remove': subjectsRemove,
} as const
