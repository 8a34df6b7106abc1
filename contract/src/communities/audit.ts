import { type Static, Type } from 'typebox'
import { ACTS, CHILD_DATA, FACTS, OBJECT_KINDS } from '../kit/acts.ts'
import { query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, oneOf } from '../kit/scalars.ts'
import { PAGE_SIZE_MAX } from './communities.limits.ts'
import { RoleSchema } from './communities.ts'
import { CommunityTypeSchema } from './requests.ts'

/** How people are called in the log: a keyed hash, which nobody can resolve once the person is erased. */
export const Pseudonym = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' })

/** Somebody in the log; whoever may not see him reads the pseudonym alone. */
export const AuditPerson = closed({
  pseudonym: Pseudonym,
  profileId: Type.Union([Id, Type.Null()]),
  name: Type.Union([Type.String(), Type.Null()]),
})
export type AuditPerson = Static<typeof AuditPerson>

const AuditFact = closed({ fact: oneOf(FACTS), value: Type.Union([Type.String(), Type.Integer(), Type.Boolean()]) })
export type AuditFact = Static<typeof AuditFact>

/** A row of the log of administrative acts. */
export const AuditEntry = closed({
  /** Whose chain the row stands in; null of the operator's. */
  communityId: Type.Union([Id, Type.Null()]),
  /** Number in that chain: 1, 2, 3 … without gaps. */
  number: Type.Integer(),
  at: Instant,
  act: oneOf(ACTS),
  /** Null of what the product did by itself. */
  actor: Type.Union([AuditPerson, Type.Null()]),
  /** An operator has done it. */
  operator: Type.Boolean(),
  /** Those whom it concerns, the first twenty of them. */
  people: Type.Array(AuditPerson),
  peopleCount: Type.Integer(),
  objects: Type.Array(closed({ kind: oneOf(OBJECT_KINDS), id: Id })),
  objectsCount: Type.Integer(),
  before: Type.Array(AuditFact),
  after: Type.Array(AuditFact),
  /** SHA-256 of the row with the hash of the one before it, in hexadecimal digits. */
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})
export type AuditEntry = Static<typeof AuditEntry>

const filters = {
  act: Type.Optional(oneOf(ACTS)),
  /** Who has done it, or whom it concerns. */
  pseudonym: Type.Optional(Pseudonym),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
} as const

const AuditPage = closed({ entries: Type.Array(AuditEntry), next: Type.Union([Cursor, Type.Null()]) })

export const listAudit = query('audit.list', {
  summary: 'The log of administrative acts of an organisation, the newest first, for its administrators.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id, ...filters }),
  output: AuditPage,
  errors: ['community.unknown', 'community.notAllowed'],
})

export const listOperatorAudit = query('auditDesk.list', {
  summary: 'What operators have done, in whichever organisation, and what belongs to none; the newest first.',
  gate: 'operator',
  sweep: 'operator',
  input: closed(filters),
  output: AuditPage,
})

/** Somebody of the staff, or an operator, has read data of a child. */
export const ChildRead = closed({
  at: Instant,
  /** Null when the reader is nobody any more, or an operator. */
  reader: Type.Union([Type.String(), Type.Null()]),
  operator: Type.Boolean(),
  /** What the reader was in the organisation then. */
  role: Type.Union([RoleSchema, Type.Null()]),
  communityName: Type.Union([Type.String(), Type.Null()]),
  communityType: Type.Union([CommunityTypeSchema, Type.Null()]),
  data: oneOf(CHILD_DATA),
})
export type ChildRead = Static<typeof ChildRead>

export const listChildReads = query('childReads.list', {
  summary:
    'Who of the staff has read the data of a child and when, for its parents and for the child itself; one line for a reader, an hour and a kind of data.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({
    childProfileId: Id,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
  }),
  output: closed({ reads: Type.Array(ChildRead), next: Type.Union([Cursor, Type.Null()]) }),
  errors: ['member.unknown'],
})

/** Acts by which somebody becomes something in an organisation, or ceases to be. */
export const ROLE_ACTS = [
  'application.approved',
  'application.undone',
  'member.roleChanged',
  'member.removed',
  'administrator.began',
  'administrator.ended',
  'double.merged',
  'double.undone',
] as const satisfies readonly (typeof ACTS)[number][]

export const roleHistory = query('members.roleHistory', {
  summary:
    'What a member was in the organisation, and who has changed it, the newest first; for those who manage members (STR-09).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id, profileId: Id }),
  output: closed({ entries: Type.Array(AuditEntry) }),
  errors: ['community.unknown', 'community.notAllowed', 'member.unknown'],
})

export const auditOperations = {
  'members.roleHistory': roleHistory,
  'audit.list': listAudit,
  'auditDesk.list': listOperatorAudit,
  'childReads.list': listChildReads,
} as const
