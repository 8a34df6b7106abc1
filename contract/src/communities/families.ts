import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { FAMILY_ADULTS_LIMIT, FAMILY_ADULTS_MAX, REASON_MAX } from './communities.limits.ts'
import { ConsentState, PaperConsent } from './consents.ts'
import { InviteLink } from './links.ts'

/** A parent of a child in one unit. */
export const FamilyAdult = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  staff: Type.Boolean(),
  since: Instant,
})
export type FamilyAdult = Static<typeof FamilyAdult>

/** The adults of one pupil with the link that invites more of them (INV-11); one for each unit of the pupil. */
export const Family = closed({
  communityId: Id,
  communityName: Type.String(),
  unitId: Id,
  unitName: Type.String(),
  childProfileId: Id,
  childName: Type.String(),
  /** Parents in this unit. */
  adults: Type.Array(FamilyAdult),
  /** How many adults the child has in all organisations together. */
  adultsCount: Type.Integer(),
  adultsMax: Type.Integer(),
  /** The link that is good now, or null when none is. */
  link: Type.Union([InviteLink, Type.Null()]),
  /** Whether the viewer may let more adults join, and put an end to one who joined by mistake. */
  canAllowMore: Type.Boolean(),
  /** Whether the viewer may report an adult who does not belong to the child. */
  canReport: Type.Boolean(),
  /** How the consent for the child stands, for those who may record one on paper; null for the child itself. */
  consent: Type.Union([ConsentState, Type.Null()]),
})
export type Family = Static<typeof Family>

/** Somebody has said that an adult is none of this child's (INV-12). While it is `reported`, his access rests. */
export const FAMILY_CASE_STATES = ['reported', 'removed', 'restored'] as const
export const FamilyCaseStateSchema = oneOf(FAMILY_CASE_STATES)

/** The record of an adult whose access to a child was taken, as the administrators of one organisation see it. */
export const FamilyCase = closed({
  id: Id,
  state: FamilyCaseStateSchema,
  childProfileId: Id,
  childName: Type.String(),
  adultProfileId: Id,
  adultName: Type.String(),
  unitNames: Type.Array(Type.String()),
  reason: Type.String(),
  openedAt: Instant,
  openedBy: Type.String(),
  decidedAt: Type.Union([Instant, Type.Null()]),
  decidedBy: Type.Union([Type.String(), Type.Null()]),
})
export type FamilyCase = Static<typeof FamilyCase>

const place = { unitId: Id, childProfileId: Id } as const

export const getFamily = query('families.get', {
  summary: 'The adults of a pupil, for the pupil, its parents, the leader of the unit and those who make links.',
  gate: 'profile',
  sweep: 'member',
  input: closed(place),
  output: Family,
  errors: ['member.unknown'],
})

export const makeFamilyLink = command('families.link', {
  summary: 'Makes the family link of a pupil, or a new one in the place of that which is known to too many.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  perMinute: 20,
  input: closed({ id: Id, ...place, renew: Type.Boolean() }),
  output: Family,
  errors: ['member.unknown', 'unit.archived', 'family.linkByAdult'],
})

export const allowAdults = command('families.allow', {
  summary: 'Sets how many adults a child may have; an administrator answers for more than usual.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    ...place,
    adultsMax: Type.Integer({ minimum: FAMILY_ADULTS_MAX, maximum: FAMILY_ADULTS_LIMIT }),
  }),
  output: Family,
  errors: ['member.unknown', 'community.notAllowed'],
})

export const ownFamilies = query('families.own', {
  summary:
    'Families of the viewer: his own as a pupil, those of his children as a parent, and those he was taken out of.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({
    families: Type.Array(Family),
    suspended: Type.Array(
      closed({
        id: Id,
        childName: Type.String(),
        communityName: Type.String(),
        state: FamilyCaseStateSchema,
        at: Instant,
      }),
    ),
  }),
})

/** What a parent tells the children by: the child's name or, where children have no accounts, the group of the parent. */
export const ChildLabel = closed({
  communityId: Id,
  /** The child's profile, or the group: the same in every organisation, and what the colour hangs on. */
  id: Id,
  label: Type.String(),
  /** Where the viewer is because of this child. */
  unitIds: Type.Array(Id),
})
export type ChildLabel = Static<typeof ChildLabel>

export const childLabels = query('families.labels', {
  summary: 'For every organisation in which the viewer is a parent, the children because of whom he is there.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ labels: Type.Array(ChildLabel) }),
})

const accused = { ...place, adultProfileId: Id, reason: line(REASON_MAX, 1) } as const

export const removeAdult = command('families.removeAdult', {
  summary:
    'An administrator ends the access of an adult who joined a child by mistake; other organisations decide on theirs.',
  gate: 'profile',
  sweep: 'member',
  input: closed(accused),
  output: Family,
  errors: ['member.unknown', 'community.notAllowed'],
})

export const reportAdult = command('families.reportAdult', {
  summary:
    'The child or another parent says that an adult is none of the child’s: his access rests until it is decided.',
  gate: 'profile',
  sweep: 'member',
  suspended: true,
  perMinute: 10,
  input: closed(accused),
  output: Family,
  errors: ['member.unknown', 'family.reportByAdult'],
})

export const listCases = query('families.cases', {
  summary: 'Adults whose access to a child was taken, the undecided ones first, for those who manage members.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id, cursor: Type.Optional(Cursor) }),
  output: closed({ cases: Type.Array(FamilyCase), next: Type.Union([Cursor, Type.Null()]) }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const decideCase = command('families.decideCase', {
  summary: 'Gives a reported adult his access back, or takes it for good.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ id: Id, decision: Type.Union([Type.Literal('restore'), Type.Literal('remove')]) }),
  output: FamilyCase,
  errors: ['family.caseUnknown', 'family.caseDecided', 'family.caseOwn', 'member.unknown', 'family.full'],
})

export const recordConsent = command('families.recordConsent', {
  summary: 'Records a consent that a guardian of a pupil under 14 has signed on paper (A-04, A-54).',
  gate: 'profile',
  sweep: 'member',
  perMinute: 60,
  input: closed({ ...place, ...PaperConsent }),
  output: Family,
  errors: ['member.unknown', 'consent.given', 'consent.notNeeded', 'consent.textChanged', 'consent.paperInvalid'],
})

export const recordWithdrawal = command('families.recordWithdrawal', {
  summary: 'Records that a guardian has withdrawn the consent on paper; the child is out of every chat at once.',
  gate: 'profile',
  sweep: 'member',
  suspended: true,
  perMinute: 60,
  input: closed(place),
  output: Family,
  errors: ['member.unknown', 'consent.none'],
})

export const familyOperations = {
  'families.get': getFamily,
  'families.link': makeFamilyLink,
  'families.allow': allowAdults,
  'families.own': ownFamilies,
  'families.labels': childLabels,
  'families.removeAdult': removeAdult,
  'families.reportAdult': reportAdult,
  'families.cases': listCases,
  'families.decideCase': decideCase,
  'families.recordConsent': recordConsent,
  'families.recordWithdrawal': recordWithdrawal,
} as const

export const familyEvents = {
  'families.changed': event({
    audience: 'profile',
    durable: true,
    summary: 'An adult was taken out of a family that concerns the reader, or let in again; the client asks anew.',
    payload: closed({}),
  }),
} as const
