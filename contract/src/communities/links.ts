import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, oneOf } from '../kit/scalars.ts'
import { PAGE_SIZE_MAX } from './communities.limits.ts'
import { RoleSchema } from './communities.ts'
import { CommunityTypeSchema } from './requests.ts'

/** The secret part of an invitation link, 128 bits. */
export const LinkToken = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' })

export const LINK_STATES = ['active', 'revoked', 'expired', 'usedUp'] as const
export type LinkState = (typeof LINK_STATES)[number]

/**
 * An invitation link into a unit and a role (INV-01). It never grants access: opening it only makes an application.
 * A link of the role `parent` belongs to one child.
 */
export const InviteLink = closed({
  id: Id,
  communityId: Id,
  unitId: Id,
  unitName: Type.String(),
  role: RoleSchema,
  childName: Type.Union([Type.String(), Type.Null()]),
  token: LinkToken,
  state: oneOf(LINK_STATES),
  createdAt: Instant,
  expiresAt: Instant,
  usesMax: Type.Union([Type.Integer(), Type.Null()]),
  uses: Type.Integer(),
})
export type InviteLink = Static<typeof InviteLink>

export const createLink = command('links.create', {
  summary: 'Creates an invitation link for a unit and a role.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    id: Id,
    unitId: Id,
    role: RoleSchema,
    /** The pupil whose parent is invited; required for `parent` where children have accounts. */
    childProfileId: Type.Optional(Id),
    expiresAt: Type.Optional(Instant),
    usesMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  }),
  output: InviteLink,
  errors: [
    'unit.unknown',
    'community.notAllowed',
    'unit.archived',
    'link.roleImpossible',
    'link.expiryInvalid',
    'member.unknown',
  ],
})

/** So many units have links made for them at once. */
export const LINK_UNITS_MAX = 200

export const createLinks = command('links.createMany', {
  summary:
    'Makes invitation links for many units and roles at once; where a good one of the same place lives as long, that one is taken, so a repeat makes nothing twice.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    unitIds: Type.Array(Id, { minItems: 1, maxItems: LINK_UNITS_MAX, uniqueItems: true }),
    /** Roles that «Коллектив» does not know are left out there; a parent's link belongs to a child and is made alone. */
    roles: Type.Array(RoleSchema, { minItems: 1, maxItems: 5, uniqueItems: true }),
    expiresAt: Type.Optional(Instant),
  }),
  output: closed({
    /** In the order of the units asked for, within a unit in that of the roles. */
    links: Type.Array(InviteLink),
    /** How many of them are new. */
    made: Type.Integer(),
  }),
  errors: [
    'community.unknown',
    'community.notAllowed',
    'unit.unknown',
    'unit.archived',
    'link.roleImpossible',
    'link.expiryInvalid',
  ],
})

export const listLinks = query('links.list', {
  summary: 'Invitation links of a community, newest first.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    unitId: Type.Optional(Id),
    role: Type.Optional(RoleSchema),
    state: Type.Optional(oneOf(LINK_STATES)),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
  }),
  output: closed({
    links: Type.Array(InviteLink),
    /** How many links of the community work, whatever the filters. */
    active: Type.Integer(),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const revokeLink = command('links.revoke', {
  summary: 'Revokes a link; whoever opens it reads that it is revoked. Within ten minutes it can be taken back.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    linkId: Id,
    /** Takes the revocation back. */
    restore: Type.Optional(Type.Boolean()),
  }),
  output: InviteLink,
  errors: ['link.unknown', 'community.notAllowed', 'link.restoreOver'],
})

export const openLink = query('links.open', {
  summary:
    'What a link invites to, for whoever holds it: the organisation’s name, the unit and the role, nothing else. Whoever has come by it already opens it also when it is good for nobody else any more.',
  gate: 'public',
  sweep: 'open',
  input: closed({ token: LinkToken }),
  output: closed({
    communityName: Type.String(),
    communityType: CommunityTypeSchema,
    unitName: Type.String(),
    role: RoleSchema,
    childName: Type.Union([Type.String(), Type.Null()]),
    /** A link for the parents of the very child who is signed in: it is for another phone (IDN-20). */
    ownChild: Type.Boolean(),
    /** Whoever asks is there already, or waits for the decision on this application; null for everybody else. */
    yours: Type.Union([
      closed({ state: Type.Literal('member') }),
      closed({ state: Type.Literal('waiting'), applicationId: Id }),
      Type.Null(),
    ]),
  }),
  errors: ['link.unknown', 'link.revoked', 'link.expired', 'link.usedUp'],
})

export const linkOperations = {
  'links.create': createLink,
  'links.createMany': createLinks,
  'links.list': listLinks,
  'links.revoke': revokeLink,
  'links.open': openLink,
} as const
