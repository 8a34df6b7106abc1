import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, oneOf } from '../kit/scalars.ts'
import { RoleSchema } from './communities.ts'
import { DOUBLE_GROUNDS, DOUBLE_KINDS } from './doubles.limits.ts'

/** `people`: two profiles, each a member or an applicant; `records`: two entries of the lists of an organisation. */
export const DoubleKindSchema = oneOf(DOUBLE_KINDS)
export type DoubleKind = (typeof DOUBLE_KINDS)[number]
export type DoubleGround = (typeof DOUBLE_GROUNDS)[number]

/** One of the two: a profile, or an entry of a list. */
export const DoubleSide = closed({
  id: Id,
  name: Type.String(),
  /** YYYY-MM-DD; null where a list does not tell it. */
  birthDate: Type.Union([Type.String(), Type.Null()]),
  state: oneOf(['member', 'applicant', 'record']),
  /** What he is, or wants to be, and where. */
  places: Type.Array(closed({ role: RoleSchema, unitName: Type.String() })),
})
export type DoubleSide = Static<typeof DoubleSide>

/** Two who are likely one human, and why they are thought to be. */
export const DoublePair = closed({
  kind: DoubleKindSchema,
  one: DoubleSide,
  other: DoubleSide,
  grounds: Type.Array(oneOf(DOUBLE_GROUNDS)),
})
export type DoublePair = Static<typeof DoublePair>

/** What was merged lately, and until when it can be taken back. */
export const DoubleMerge = closed({
  id: Id,
  kind: DoubleKindSchema,
  name: Type.String(),
  state: oneOf(['merged', 'ended', 'undone', 'stopped']),
  by: Type.String(),
  at: Instant,
  undoUntil: Type.Union([Instant, Type.Null()]),
})
export type DoubleMerge = Static<typeof DoubleMerge>

export const listDoubles = query('doubles.list', {
  summary:
    'Likely doubles of people in an organisation, and what was merged lately; for those who manage members (STR-14).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id }),
  output: closed({
    pairs: Type.Array(DoublePair),
    /** How many there are; the first ones are shown. */
    total: Type.Integer(),
    merges: Type.Array(DoubleMerge),
  }),
  errors: ['community.unknown', 'community.notAllowed'],
})

const pair = closed({ communityId: Id, kind: DoubleKindSchema, keepId: Id, goneId: Id })

const REFUSALS = [
  'community.unknown',
  'community.notAllowed',
  'double.unknown',
  'double.ages',
  'double.family',
  'double.administrator',
  'double.own',
  'double.keepMember',
  'double.familySuspended',
  'double.busy',
] as const

export const previewDouble = query('doubles.preview', {
  summary: 'What a merge of two likely doubles would do, before it is done (STR-14).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: pair,
  output: closed({
    /** Roles that the one who stays gets. */
    roles: Type.Array(
      closed({ role: RoleSchema, unitName: Type.String(), childName: Type.Union([Type.String(), Type.Null()]) }),
    ),
    /** Parents who become parents of the one who stays. */
    parents: Type.Array(Type.String()),
    /** Groups of the organisation into which the one who stays comes. */
    groups: Type.Integer(),
    /** Applications of the other one, which are rejected. */
    applications: Type.Integer(),
    /** What an entry of a list gets from the other one. */
    filled: Type.Array(oneOf(['patronymic', 'birthDate', 'unit', 'phones', 'parents'])),
  }),
  errors: REFUSALS,
})

export const mergeDouble = command('doubles.merge', {
  summary:
    'Merges two likely doubles: the one who stays gets what the other is in this organisation at once, the other loses it when the merge can be taken back no more (STR-14).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ id: Id, communityId: Id, kind: DoubleKindSchema, keepId: Id, goneId: Id }),
  output: DoubleMerge,
  errors: REFUSALS,
})

export const undoDouble = command('doubles.undo', {
  summary: 'Takes a merge back within its time; both are what they were (STR-14).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id, id: Id }),
  output: DoubleMerge,
  errors: ['community.unknown', 'community.notAllowed', 'double.unknown', 'double.undoOver', 'double.changed'],
})

export const setDifferent = command('doubles.setDifferent', {
  summary: 'Remembers that two who look like doubles are different people, or forgets it (STR-14).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id, kind: DoubleKindSchema, oneId: Id, otherId: Id, different: Type.Boolean() }),
  output: closed({}),
  errors: ['community.unknown', 'community.notAllowed', 'double.unknown'],
})

export const doubleOperations = {
  'doubles.list': listDoubles,
  'doubles.preview': previewDouble,
  'doubles.merge': mergeDouble,
  'doubles.undo': undoDouble,
  'doubles.setDifferent': setDifferent,
} as const
