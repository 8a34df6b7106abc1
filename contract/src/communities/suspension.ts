import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line } from '../kit/scalars.ts'
import { REASON_MAX } from './communities.limits.ts'
import { QUOTA_MEGABYTES_MAX, QUOTA_SMS_MAX } from './quotas.limits.ts'
import { QuotaOrder, Quotas } from './quotas.ts'
import { CommunityTypeSchema } from './requests.ts'

/** Why and since when the operator has suspended an organisation; every member reads it. Null while it works. */
export const Suspension = Type.Union([closed({ reason: Type.String(), since: Instant }), Type.Null()])
export type Suspension = Static<typeof Suspension>

/** An organisation as the operator sees it. */
export const ServedOrganisation = closed({
  communityId: Id,
  type: CommunityTypeSchema,
  name: Type.String(),
  shortName: Type.String(),
  membersCount: Type.Integer(),
  createdAt: Instant,
  suspended: Type.Union([
    closed({
      reason: Type.String(),
      since: Instant,
      /** The operator who has done it. */
      by: Type.String(),
    }),
    Type.Null(),
  ]),
  quotas: Quotas,
  quotaOrder: QuotaOrder,
})
export type ServedOrganisation = Static<typeof ServedOrganisation>

export const listOrganisations = query('organisations.list', {
  summary: 'The organisations of this installation, newest first, for the operator.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({
    search: Type.Optional(line(100)),
    /** Only those that are suspended. */
    suspended: Type.Optional(Type.Boolean()),
    /** Only those that have used four fifths of a quota, or more. */
    short: Type.Optional(Type.Boolean()),
    cursor: Type.Optional(Cursor),
  }),
  output: closed({
    organisations: Type.Array(ServedOrganisation),
    suspendedCount: Type.Integer(),
    next: Type.Union([Cursor, Type.Null()]),
  }),
})

export const suspendOrganisation = command('organisations.suspend', {
  summary:
    'Suspends an organisation with a reason that its members read (ORG-19): they read on, and nothing is changed there.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({ communityId: Id, reason: line(REASON_MAX) }),
  output: ServedOrganisation,
  errors: ['community.unknown', 'suspension.reasonMissing', 'suspension.isThere'],
})

export const resumeOrganisation = command('organisations.resume', {
  summary: 'Lets a suspended organisation work again (ORG-19).',
  gate: 'operator',
  sweep: 'operator',
  input: closed({ communityId: Id }),
  output: ServedOrganisation,
  errors: ['community.unknown', 'suspension.over'],
})

const orNull = (maximum: number) => Type.Union([Type.Integer({ minimum: 0, maximum }), Type.Null()])

export const setQuotas = command('organisations.setQuotas', {
  summary:
    'Sets how many megabytes the files of an organisation may have and how many SMS it may cost in a month, with a reason (ORG-19); null is what the installation gives everybody.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({
    communityId: Id,
    storageMegabytes: orNull(QUOTA_MEGABYTES_MAX),
    smsPerMonth: orNull(QUOTA_SMS_MAX),
    reason: line(REASON_MAX),
  }),
  output: ServedOrganisation,
  errors: ['community.unknown', 'quota.reasonMissing'],
})

export const suspensionOperations = {
  'organisations.list': listOrganisations,
  'organisations.suspend': suspendOrganisation,
  'organisations.resume': resumeOrganisation,
  'organisations.setQuotas': setQuotas,
} as const

export const suspensionEvents = {
  'community.suspension': event({
    audience: 'community',
    durable: true,
    summary: 'The operator has suspended the organisation, or lets it work again.',
    payload: closed({ communityId: Id, suspended: Suspension }),
  }),
} as const
