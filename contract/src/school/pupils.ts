import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'
import { DESK_REFUSALS, personRow, registerAsk, registerPart, Who } from './people.ts'

const Named = closed({ id: Id, name: Type.String() })
const LoginOrNull = Type.Union([Type.String(), Type.Null()])
export const CHILDREN_MAX = 20

export const Pupil = closed({
  ...personRow,
  class: Named,
  groups: Type.Array(Named),
  parents: Type.Array(Named),
  login: LoginOrNull,
})
export type Pupil = Static<typeof Pupil>

export const Parent = closed({
  ...personRow,
  children: Type.Array(closed({ id: Id, name: Type.String(), class: Type.Union([Type.String(), Type.Null()]) })),
  login: LoginOrNull,
})
export type Parent = Static<typeof Parent>

export const pupilsList = query('pupils.list', {
  summary: 'The register «Ученики»: who is in a class now.',
  gate: 'school',
  sweep: 'own',
  input: closed({ ...registerAsk, unitId: Type.Optional(Id) }),
  output: closed({ rows: Type.Array(Pupil), ...registerPart }),
  errors: DESK_REFUSALS,
})

export const pupilsEnrol = command('pupils.enrol', {
  summary: 'Enrols a pupil into a class.',
  gate: 'school',
  sweep: 'own',
  input: closed({ enrolmentId: Id, who: Who, classId: Id }),
  output: Pupil,
  errors: [
    ...DESK_REFUSALS,
    'school.rowUnknown',
    'school.rowTaken',
    'school.nameInvalid',
    'school.birthInvalid',
    'school.enrolled',
  ],
})

export const pupilsTransfer = command('pupils.transfer', {
  summary: 'Takes a pupil from his class, and its groups, into another one.',
  gate: 'school',
  sweep: 'member',
  input: closed({ enrolmentId: Id, pupilId: Id, classId: Id }),
  output: Pupil,
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.rowTaken', 'school.notEnrolled', 'school.enrolled'],
})

export const pupilsExpel = command('pupils.expel', {
  summary: 'Expels a pupil: he leaves his class and all groups.',
  gate: 'school',
  sweep: 'member',
  input: closed({ pupilId: Id }),
  output: closed({}),
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.notEnrolled'],
})

export const parentsList = query('parents.list', {
  summary: 'The register «Родители» with the children of each.',
  gate: 'school',
  sweep: 'own',
  input: closed({ ...registerAsk }),
  output: closed({ rows: Type.Array(Parent), ...registerPart }),
  errors: DESK_REFUSALS,
})

const ChildIds = Type.Array(Id, { minItems: 1, maxItems: CHILDREN_MAX, uniqueItems: true })

export const parentsAdd = command('parents.add', {
  summary: 'Enters a parent of one or several children.',
  gate: 'school',
  sweep: 'own',
  input: closed({ who: Who, childIds: ChildIds }),
  output: Parent,
  errors: [
    ...DESK_REFUSALS,
    'school.rowUnknown',
    'school.rowTaken',
    'school.nameInvalid',
    'school.birthInvalid',
    'school.ownChild',
  ],
})

export const parentsSetChildren = command('parents.setChildren', {
  summary: 'Says whose parent somebody is.',
  gate: 'school',
  sweep: 'member',
  input: closed({ parentId: Id, childIds: ChildIds }),
  output: Parent,
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.ownChild'],
})

export const parentsRemove = command('parents.remove', {
  summary: 'Takes somebody out of the register of parents.',
  gate: 'school',
  sweep: 'member',
  input: closed({ parentId: Id }),
  output: closed({}),
  errors: [...DESK_REFUSALS, 'school.rowUnknown'],
})

export const pupilOperations = {
  'pupils.list': pupilsList,
  'pupils.enrol': pupilsEnrol,
  'pupils.transfer': pupilsTransfer,
  'pupils.expel': pupilsExpel,
  'parents.list': parentsList,
  'parents.add': parentsAdd,
  'parents.setChildren': parentsSetChildren,
  'parents.remove': parentsRemove,
} as const
