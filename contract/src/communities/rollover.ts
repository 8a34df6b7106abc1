import { type Static, type TSchema, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { UNIT_NAME_MAX } from './communities.limits.ts'
import {
  ROLLOVER_CHOICES,
  ROLLOVER_CHOICES_MAX,
  ROLLOVER_CONFLICTS,
  ROLLOVER_OUTCOMES,
  ROLLOVER_REASONS,
} from './rollover.limits.ts'

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** How far it has come: looked at, being carried out, carried out, stopped in the middle, being taken back, taken back. */
export const ROLLOVER_STATES = ['ready', 'applying', 'applied', 'stopped', 'undoing', 'undone'] as const
export type RolloverState = (typeof ROLLOVER_STATES)[number]

/** What a rollover would do, or has done, in numbers. */
const RolloverDifference = closed({
  promoted: Type.Integer(),
  graduated: Type.Integer(),
  archived: Type.Integer(),
  left: Type.Integer(),
  /** Units of which nobody has said what becomes of them. */
  undecided: Type.Integer(),
  conflicts: Type.Integer(),
  /** Pupils whose unit goes on, and those whose unit is archived as graduates. */
  pupilsPromoted: Type.Integer(),
  pupilsGraduated: Type.Integer(),
  chatsRenamed: Type.Integer(),
  chatsClosed: Type.Integer(),
})

export const Rollover = closed({
  id: Id,
  communityId: Id,
  version: Type.Integer(),
  state: oneOf(ROLLOVER_STATES),
  /** The school year into which units are taken, by the calendar year in which it begins. */
  year: Type.Integer(),
  /** Who has planned it, and when; once it was begun, who has begun it, and when. */
  by: Type.String(),
  at: Instant,
  difference: RolloverDifference,
  /** Units that are done, of those that are to be done, while it is carried out or taken back. */
  done: Type.Integer(),
  toDo: Type.Integer(),
  skipped: Type.Integer(),
  kept: Type.Integer(),
  /** Until when it can be taken back, else null. */
  undoUntil: orNull(Instant),
})
export type Rollover = Static<typeof Rollover>

export const RolloverLine = closed({
  unitId: Id,
  name: Type.String(),
  grade: orNull(Type.Integer()),
  schoolYear: Type.Integer(),
  leads: Type.Integer(),
  staff: Type.Integer(),
  pupils: Type.Integer(),
  parents: Type.Integer(),
  /** Chats that follow the unit, with the title that each would have; it is the same one where nothing is renamed. */
  chats: Type.Array(closed({ before: Type.String(), after: Type.String() })),
  /** Null while nobody has decided. */
  choice: orNull(oneOf(ROLLOVER_CHOICES)),
  /** How it would be called; for an undecided one, how it would be if it went on, or an empty text. */
  newName: Type.String(),
  /** Whether somebody has chosen; else it is the proposal. */
  chosen: Type.Boolean(),
  reason: orNull(oneOf(ROLLOVER_REASONS)),
  conflict: orNull(oneOf(ROLLOVER_CONFLICTS)),
  /** The other unit of the conflict. */
  conflictWith: Type.String(),
  /** Whether the unit or its people have changed since it was planned, and nobody has looked at it again. */
  changed: Type.Boolean(),
  outcome: orNull(oneOf(ROLLOVER_OUTCOMES)),
})
export type RolloverLine = Static<typeof RolloverLine>

export const RolloverPlan = closed({ rollover: Rollover, lines: Type.Array(RolloverLine) })
export type RolloverPlan = Static<typeof RolloverPlan>

const reads = { gate: 'profile', sweep: 'member', lesson: false } as const

export const openRollovers = query('rollover.open', {
  summary: 'The school year into which units can be taken now, and the rollovers of an organisation, the newest first.',
  ...reads,
  input: closed({ communityId: Id }),
  output: closed({
    year: Type.Integer(),
    /** Units that still carry an earlier year. */
    due: Type.Integer(),
    rollovers: Type.Array(Rollover),
  }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const getRollover = query('rollover.get', {
  summary: 'A rollover with what becomes of each unit, and how far it has come.',
  ...reads,
  input: closed({ rolloverId: Id }),
  output: RolloverPlan,
  errors: ['rollover.unknown', 'community.notAllowed'],
})

export const planRollover = command('rollover.plan', {
  summary:
    'Proposes for every unit of an earlier school year what becomes of it; nothing is changed. One that is planned already is brought up to date and answered.',
  ...reads,
  input: closed({ id: Id, communityId: Id }),
  output: RolloverPlan,
  errors: ['community.unknown', 'community.notAllowed', 'rollover.changed', 'rollover.nothing'],
})

export const chooseRollover = command('rollover.choose', {
  summary: 'Says of units what becomes of them; `newName` is how one is called that goes on.',
  ...reads,
  input: closed({
    rolloverId: Id,
    version: Type.Integer(),
    choices: Type.Array(
      closed({
        unitId: Id,
        choice: oneOf(ROLLOVER_CHOICES),
        newName: Type.Optional(line(UNIT_NAME_MAX)),
      }),
      { minItems: 1, maxItems: ROLLOVER_CHOICES_MAX },
    ),
  }),
  output: RolloverPlan,
  errors: ['rollover.unknown', 'community.notAllowed', 'rollover.changed', 'unit.unknown', 'unit.nameInvalid'],
})

export const applyRollover = command('rollover.apply', {
  summary:
    'Carries a rollover out, step by step in the background. When units or their people have changed since it was planned, nothing is done: their rows are planned anew and the state stays `ready`.',
  ...reads,
  input: closed({ rolloverId: Id, version: Type.Integer() }),
  output: RolloverPlan,
  errors: [
    'rollover.unknown',
    'community.notAllowed',
    'rollover.changed',
    'rollover.undecided',
    'rollover.conflicting',
  ],
})

export const cancelRollover = command('rollover.cancel', {
  summary:
    'Stops it: what is done stays and can be taken back. One that is only planned is forgotten; the answer is null then.',
  ...reads,
  input: closed({ rolloverId: Id }),
  output: closed({ plan: orNull(RolloverPlan) }),
  errors: ['rollover.unknown', 'community.notAllowed', 'rollover.changed'],
})

export const undoRollover = command('rollover.undo', {
  summary:
    'Takes a rollover back within seven days, step by step in the background: names, years and chats are as before. Whatever somebody has changed since then stays.',
  ...reads,
  input: closed({ rolloverId: Id }),
  output: RolloverPlan,
  errors: ['rollover.unknown', 'community.notAllowed', 'rollover.changed', 'rollover.undoOver'],
})

export const rolloverOperations = {
  'rollover.open': openRollovers,
  'rollover.get': getRollover,
  'rollover.plan': planRollover,
  'rollover.choose': chooseRollover,
  'rollover.apply': applyRollover,
  'rollover.cancel': cancelRollover,
  'rollover.undo': undoRollover,
} as const
