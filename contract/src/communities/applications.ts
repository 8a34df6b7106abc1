import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { DECISIONS_MAX, PAGE_SIZE_MAX, POSITION_MAX, REASON_MAX } from './communities.limits.ts'
import { RoleSchema } from './communities.ts'
import { LinkToken } from './links.ts'
import { RosterMatch } from './matched.ts'
import { CommunityTypeSchema } from './requests.ts'
import { ROSTER_MATCHES } from './roster.limits.ts'

/** «На рассмотрении», «Одобрена», «Отклонена», «Отозвана», «Истекла» (INV-07). */
export const APPLICATION_STATES = ['pending', 'approved', 'rejected', 'withdrawn', 'expired'] as const
export type ApplicationState = (typeof APPLICATION_STATES)[number]
export const ApplicationStateSchema = oneOf(APPLICATION_STATES)

/** An application as its applicant sees it; it shows nothing of the organisation but its name. */
export const OwnApplication = closed({
  id: Id,
  version: Type.Integer(),
  state: ApplicationStateSchema,
  communityId: Id,
  communityName: Type.String(),
  communityType: CommunityTypeSchema,
  unitName: Type.String(),
  role: RoleSchema,
  position: Type.String(),
  submittedAt: Instant,
  decidedAt: Type.Union([Instant, Type.Null()]),
  /** Why it was rejected, else empty. */
  reason: Type.String(),
})
export type OwnApplication = Static<typeof OwnApplication>

export const submit = command('applications.submit', {
  summary: 'Applies by an invitation link. A second application for the same place refreshes the first.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  input: closed({ id: Id, token: LinkToken, position: Type.Optional(line(POSITION_MAX)) }),
  output: OwnApplication,
  errors: [
    'link.unknown',
    'link.revoked',
    'link.expired',
    'link.usedUp',
    'application.alreadyMember',
    'application.positionMissing',
    'application.notAdult',
    'family.full',
    'family.ownChild',
    'family.suspended',
  ],
})

export const own = query('applications.own', {
  summary: 'The caller’s own applications, newest first.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ applications: Type.Array(OwnApplication) }),
})

export const withdraw = command('applications.withdraw', {
  summary: 'Takes an undecided application back.',
  gate: 'profile',
  sweep: 'member',
  suspended: true,
  lesson: false,
  input: closed({ id: Id }),
  output: OwnApplication,
  errors: ['application.unknown', 'application.decided'],
})

/** An application as the people who decide see it. */
export const Application = closed({
  id: Id,
  version: Type.Integer(),
  state: ApplicationStateSchema,
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  birthDate: Type.String(),
  unitId: Id,
  unitName: Type.String(),
  role: RoleSchema,
  position: Type.String(),
  childName: Type.Union([Type.String(), Type.Null()]),
  path: Type.Union([Type.Literal('link'), Type.Literal('messenger'), Type.Literal('site')]),
  submittedAt: Instant,
  decidedAt: Type.Union([Instant, Type.Null()]),
  decidedBy: Type.Union([Type.String(), Type.Null()]),
  reason: Type.String(),
  /** Until when this decision can be taken back, else null. */
  undoUntil: Type.Union([Instant, Type.Null()]),
  /** How it stands to the roster while it waits in the queue; null where there is no roster, and for what is decided. */
  match: Type.Union([RosterMatch, Type.Null()]),
})
export type Application = Static<typeof Application>

export const queue = query('applications.queue', {
  summary:
    'The queue of applications with filters, oldest first; only for those who decide. A lead sees the pupils and parents of his units.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    states: Type.Optional(Type.Array(ApplicationStateSchema, { maxItems: 5 })),
    unitId: Type.Optional(Id),
    role: Type.Optional(RoleSchema),
    path: Type.Optional(Type.Union([Type.Literal('link'), Type.Literal('messenger'), Type.Literal('site')])),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    search: Type.Optional(line(100)),
    /** Only those that wait and stand so to the roster. */
    match: Type.Optional(oneOf(ROSTER_MATCHES)),
    sort: Type.Optional(Type.Union([Type.Literal('submitted'), Type.Literal('name')])),
    descending: Type.Optional(Type.Boolean()),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
  }),
  output: closed({
    applications: Type.Array(Application),
    /** How many match the filters. */
    total: Type.Integer(),
    pending: Type.Integer(),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const decide = command('applications.decide', {
  summary: 'Approves or rejects one application or many. A rejection needs a reason, which the applicant reads.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    ids: Type.Array(Id, { minItems: 1, maxItems: DECISIONS_MAX, uniqueItems: true }),
    decision: Type.Union([Type.Literal('approve'), Type.Literal('reject')]),
    reason: Type.Optional(line(REASON_MAX)),
  }),
  output: closed({
    decided: Type.Array(Application),
    /** Those that could not be decided, each with the code of the reason. */
    skipped: Type.Array(closed({ id: Id, code: Type.String() })),
    undoUntil: Instant,
  }),
  errors: [
    'community.unknown',
    'community.notAllowed',
    'application.unknown',
    'application.reasonMissing',
    'application.own',
    'application.ownChild',
    'application.notDelegated',
  ],
})

export const undo = command('applications.undo', {
  summary: 'Takes decisions back within ten minutes; memberships that they made end.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    ids: Type.Array(Id, { minItems: 1, maxItems: DECISIONS_MAX, uniqueItems: true }),
  }),
  output: closed({
    undone: Type.Array(Application),
    skipped: Type.Array(closed({ id: Id, code: Type.String() })),
  }),
  errors: [
    'community.unknown',
    'community.notAllowed',
    'application.unknown',
    'application.own',
    'application.ownChild',
    'application.notDelegated',
    'application.undoExpired',
  ],
})

export const removeMember = command('members.remove', {
  summary: 'Ends a membership: all roles in the community, or those of one unit.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id, profileId: Id, unitId: Type.Optional(Id), reason: Type.Optional(line(REASON_MAX)) }),
  output: closed({}),
  errors: ['community.unknown', 'community.notAllowed', 'member.unknown', 'member.lastAdministrator'],
})

export const applicationOperations = {
  'applications.submit': submit,
  'applications.own': own,
  'applications.withdraw': withdraw,
  'applications.queue': queue,
  'applications.decide': decide,
  'applications.undo': undo,
  'members.remove': removeMember,
} as const

export const applicationEvents = {
  'application.changed': event({
    audience: 'profile',
    durable: true,
    summary: 'The reader’s own application changed.',
    payload: closed({ application: OwnApplication }),
  }),
  'queue.changed': event({
    audience: 'community',
    durable: true,
    summary: 'Applications were submitted, decided, withdrawn or taken back. Class: administrators.',
    payload: closed({ communityId: Id, pending: Type.Integer() }),
  }),
  'unitQueue.changed': event({
    audience: 'profile',
    durable: false,
    summary: 'The same in a unit that the reader leads, where leads decide on their own units.',
    payload: closed({ communityId: Id }),
  }),
} as const
