import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Day, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { ABSENCE_NOTE_MAX, ABSENCE_REASONS, ABSENCES_ACCEPTED_MAX } from './absences.limits.ts'

const told = {
  /** Days of the organisation's zone, both included. */
  from: Day,
  to: Day,
  reason: oneOf(ABSENCE_REASONS),
} as const

/** What a parent has said of the days on which a child is not there (MSG-23). */
export const Absence = closed({
  id: Id,
  ...told,
  /** In the words of the parent; may be empty. */
  note: Type.String(),
  /** A paper about it, as of a doctor, loaded by `files.address`; null when there is none. */
  paper: Type.Union([closed({ id: Id, name: Type.String(), bytes: Type.Integer() }), Type.Null()]),
  toldBy: Type.String(),
  toldAt: Instant,
  /** When its days, its reason or its note were last changed. */
  changedAt: Type.Union([Instant, Type.Null()]),
  /** When a parent has taken it back: the child comes. */
  withdrawnAt: Type.Union([Instant, Type.Null()]),
  /** The leader of the class who has accepted it as it stands now. */
  accepted: Type.Union([closed({ by: Type.String(), at: Instant }), Type.Null()]),
  version: Type.Integer(),
})
export type Absence = Static<typeof Absence>

/** Who the child is; where children have no accounts, its parent stands for it. */
const child = {
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  /** The names and `childProfileId` are those of the parent, whose children have no accounts. */
  parentNamed: Type.Boolean(),
} as const

/** A child of the reader in one class, with its absences of late and to come, the latest days first. */
export const ChildAbsences = closed({
  communityId: Id,
  communityName: Type.String(),
  timeZone: Type.String(),
  unitId: Id,
  unitName: Type.String(),
  childProfileId: Id,
  ...child,
  /** Who is told: the leaders of the class. */
  teachers: Type.Array(Type.String()),
  /** The school system that learns of it too, because the child is linked there; null where none does. */
  system: Type.Union([Type.String(), Type.Null()]),
  absences: Type.Array(Absence),
})
export type ChildAbsences = Static<typeof ChildAbsences>

/** An absence as the leader of the class sees it. */
export const ToldAbsence = closed({
  ...Absence.properties,
  unitId: Id,
  unitName: Type.String(),
  childProfileId: Id,
  ...child,
})
export type ToldAbsence = Static<typeof ToldAbsence>

const place = { unitId: Id, childProfileId: Id } as const
const said = {
  ...told,
  note: line(ABSENCE_NOTE_MAX * 4),
  /** A whole file of the kind `paper`, of the reader's own or the one that is there; left out, there is none. */
  paperId: Type.Optional(Id),
} as const

export const ownAbsences = query('absences.own', {
  summary: 'The children of the reader in their classes, with what their parents have told of their absences (MSG-23).',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ children: Type.Array(ChildAbsences) }),
})

export const tellAbsence = command('absences.tell', {
  summary: 'A parent tells the leaders of a class on which days a child is not there, and why (MSG-23).',
  gate: 'profile',
  sweep: 'member',
  perMinute: 20,
  input: closed({ id: Id, ...place, ...said }),
  output: ChildAbsences,
  errors: [
    'member.unknown',
    'unit.archived',
    'absence.byParents',
    'absence.noTeacher',
    'absence.daysWrong',
    'absence.noteTooLong',
    'absence.paperWrong',
    'file.unknown',
    'absence.told',
  ],
})

export const changeAbsence = command('absences.change', {
  summary: 'A parent says otherwise what was told of an absence; the leaders of the class accept it anew.',
  gate: 'profile',
  sweep: 'member',
  perMinute: 20,
  input: closed({ id: Id, ...place, version: Type.Integer({ minimum: 1 }), ...said }),
  output: ChildAbsences,
  errors: [
    'member.unknown',
    'unit.archived',
    'absence.byParents',
    'absence.noTeacher',
    'absence.unknown',
    'absence.changed',
    'absence.over',
    'absence.daysWrong',
    'absence.noteTooLong',
    'absence.paperWrong',
    'file.unknown',
    'absence.told',
  ],
})

export const withdrawAbsence = command('absences.withdraw', {
  summary: 'A parent takes an absence back: the child comes. The leaders of the class see that.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ id: Id, ...place }),
  output: ChildAbsences,
  errors: ['member.unknown', 'absence.byParents', 'absence.unknown', 'absence.over'],
})

export const listAbsences = query('absences.list', {
  summary:
    'Who is absent on a day in the classes that the reader leads, and what he has not accepted yet, whatever its days.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id, day: Day }),
  output: closed({
    /** The classes of the reader, by name. */
    units: Type.Array(closed({ unitId: Id, unitName: Type.String() })),
    /** Of that day, by class and name; withdrawn ones too. */
    absences: Type.Array(ToldAbsence),
    /** What is new, by first day. */
    fresh: Type.Array(ToldAbsence),
  }),
  errors: ['community.unknown', 'absence.ofLeads'],
})

export const acceptAbsences = command('absences.accept', {
  summary: 'The leader of a class has read about absences; the parents see that.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({
    communityId: Id,
    /** As they stand on the page: what was changed since then stays new. */
    absences: Type.Array(closed({ id: Id, version: Type.Integer({ minimum: 1 }) }), {
      minItems: 1,
      maxItems: ABSENCES_ACCEPTED_MAX,
    }),
  }),
  output: closed({ accepted: Type.Integer() }),
  errors: ['community.unknown', 'absence.ofLeads'],
})

export const absenceOperations = {
  'absences.own': ownAbsences,
  'absences.tell': tellAbsence,
  'absences.change': changeAbsence,
  'absences.withdraw': withdrawAbsence,
  'absences.list': listAbsences,
  'absences.accept': acceptAbsences,
} as const

export const absenceEvents = {
  'absences.changed': event({
    audience: 'profile',
    durable: true,
    summary:
      'Something was told, changed, taken back or accepted of an absence that concerns the reader; the client asks anew.',
    payload: closed({}),
  }),
} as const
