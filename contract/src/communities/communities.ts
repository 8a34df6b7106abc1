import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { PAGE_SIZE_MAX } from './communities.limits.ts'
import { LogoId, ORGANISATION_FIELDS } from './organisation.ts'
import { Quotas } from './quotas.ts'
import { CommunityTypeSchema } from './requests.ts'
import { Suspension } from './suspension.ts'
import { ROLES } from './types.ts'

export const RoleSchema = oneOf(ROLES)

/** One role of one profile in a community; `unitId` is null for roles of the whole organisation. */
export const MemberRole = closed({ role: RoleSchema, unitId: Type.Union([Id, Type.Null()]) })

/** Rights that the server has resolved from roles and the organisation's overrides. */
export const GRANTS = [
  'units.manage',
  'links.manage',
  'applications.decide',
  // Of leads, for pupils and parents of their own units, where the organisation lets them.
  'applications.decideUnit',
  'members.manage',
  'members.view',
  'chats.create',
  'dialogueRules.manage',
  'channels.post',
  // Of administrators, and of those of the staff to whom they have given it.
  'page.post',
  'organisation.manage',
  'administrators.manage',
  'audit.view',
] as const
export type Grant = (typeof GRANTS)[number]
export const GrantSchema = oneOf(GRANTS)

/** A community as one of its members holds it. */
export const Membership = closed({
  communityId: Id,
  version: Type.Integer(),
  type: CommunityTypeSchema,
  name: Type.String(),
  shortName: Type.String(),
  timeZone: Type.String(),
  logoId: LogoId,
  roles: Type.Array(MemberRole),
  grants: Type.Array(GrantSchema),
  suspended: Suspension,
})
export type Membership = Static<typeof Membership>

export const mine = query('communities.mine', {
  summary: 'Communities in which the active profile is a member, with roles and rights.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ memberships: Type.Array(Membership) }),
})

/** What an administrator does one after the other (ORG-07). */
export const ADMINISTRATOR_STEPS = [
  'signIn',
  'information',
  'structure',
  'unit',
  'links',
  'administrators',
  'verification',
  'support',
] as const

export const ChecklistStep = closed({ step: oneOf(ADMINISTRATOR_STEPS), done: Type.Boolean() })

/** What an organisation needs to be active (reading A-11). */
export const ACTIVITY_CONDITIONS = ['information', 'units', 'staff', 'silence'] as const

export const home = query('communities.home', {
  summary: 'First page of a community: figures for everybody, the checklist and the queue for administrators.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: closed({
    membership: Membership,
    membersCount: Type.Integer(),
    staffCount: Type.Integer(),
    pupilsCount: Type.Integer(),
    parentsCount: Type.Integer(),
    unitsCount: Type.Integer(),
    /** How many applications wait for the reader’s decision; null for whoever decides none. */
    applicationsToDecide: Type.Union([Type.Integer(), Type.Null()]),
    /** For administrators, else null. */
    administration: Type.Union([
      closed({
        checklist: Type.Array(ChecklistStep),
        applicationsPending: Type.Integer(),
        oldestPendingAt: Type.Union([Instant, Type.Null()]),
        activeLinks: Type.Integer(),
        /** Tickets of people who do not get into their accounts and wait to be confirmed. */
        ticketsOpen: Type.Integer(),
        /** Messages a day of the last 28 days, oldest first, days of the community's zone. */
        activity: Type.Array(closed({ day: Type.String(), messages: Type.Integer() })),
        /** Every condition that is not met; nothing while the organisation is active. */
        inactiveBecause: Type.Array(oneOf(ACTIVITY_CONDITIONS)),
        /** What of the information is obligatory and not filled in, in the order of its page. */
        informationMissing: Type.Array(oneOf(ORGANISATION_FIELDS)),
        quotas: Quotas,
      }),
      Type.Null(),
    ]),
  }),
  errors: ['community.unknown'],
})

/**
 * What a member is beside his roles: a child under 14 for whom nobody has consented does not come in yet, and whoever has
 * asked for the deletion of his account is hidden from the others (IDN-24).
 */
export const MEMBER_STATES = ['active', 'awaitsConsent', 'leaving'] as const
export type MemberState = (typeof MEMBER_STATES)[number]

export const Member = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  staff: Type.Boolean(),
  position: Type.String(),
  roles: Type.Array(MemberRole),
  joinedAt: Instant,
  /** For those who manage members, else null. */
  state: Type.Union([oneOf(MEMBER_STATES), Type.Null()]),
  /** For those who manage members: what the name was before its last change, for ninety days. */
  renamed: Type.Union([
    closed({ surname: Type.String(), name: Type.String(), patronymic: Type.String(), at: Instant }),
    Type.Null(),
  ]),
  /** «Мама», «Папа» …: names of the children of this unit or community whose parent this is. */
  children: Type.Array(Type.String()),
})
export type Member = Static<typeof Member>

export const members = query('members.list', {
  summary: 'Members by surname, by unit or role; pupils and parents see staff and their own unit only.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    unitId: Type.Optional(Id),
    role: Type.Optional(RoleSchema),
    search: Type.Optional(line(100)),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
  }),
  output: closed({ members: Type.Array(Member), total: Type.Integer(), next: Type.Union([Cursor, Type.Null()]) }),
  errors: ['community.unknown', 'unit.unknown'],
})

export const communityOperations = {
  'communities.mine': mine,
  'communities.home': home,
  'members.list': members,
} as const

export const communityEvents = {
  'membership.changed': event({
    audience: 'profile',
    durable: true,
    summary: 'The reader’s own membership in a community began or changed.',
    payload: closed({ membership: Membership }),
  }),
  'membership.ended': event({
    audience: 'profile',
    durable: true,
    summary: 'The reader is no longer a member; the client forgets everything of that community.',
    payload: closed({ communityId: Id }),
  }),
} as const
