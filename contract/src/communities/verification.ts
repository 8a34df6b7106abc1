import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { OwnApplication } from './applications.ts'
import { PAGE_SIZE_MAX, POSITION_MAX } from './communities.limits.ts'
import { RoleSchema } from './communities.ts'
import { CommunityTypeSchema } from './requests.ts'

export const standing = query('verification.standing', {
  summary: 'Whether the caller may ask an organisation to confirm that he is a teacher (VER-01), and why not.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  input: closed({}),
  output: closed({
    eligible: Type.Boolean(),
    /** `verified`: he holds a role of staff somewhere; `notAdult`: he is not 18 yet in any zone that counts. */
    refusal: Type.Union([oneOf(['verified', 'notAdult']), Type.Null()]),
  }),
})

export const organisations = query('verification.organisations', {
  summary:
    'Organisations by words of their names or by a whole ИНН, for whoever looks for the one in which he works. Nothing of any person is told.',
  gate: 'profile',
  sweep: 'own',
  perMinute: 60,
  lesson: false,
  input: closed({ search: line(100) }),
  output: closed({
    organisations: Type.Array(closed({ id: Id, name: Type.String(), type: CommunityTypeSchema })),
  }),
})

/** From where an application without an invitation link is made (INV-04). */
export const OWN_PATHS = ['messenger', 'site'] as const

export const apply = command('verification.apply', {
  summary:
    'Applies as staff to an organisation without an invitation link (VER-02). Stands in its queue with the path; a second application refreshes the first.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  input: closed({ id: Id, communityId: Id, position: line(POSITION_MAX), path: oneOf(OWN_PATHS) }),
  output: OwnApplication,
  errors: [
    'community.unknown',
    'application.notAdult',
    'application.positionMissing',
    'application.verified',
    'application.manyWaiting',
  ],
})

/** Why somebody holds a role of staff: the organisation's own request, an application by its path, or an administrator's change. */
export const VERIFICATION_BASES = ['request', 'link', 'messenger', 'site', 'change'] as const
export type VerificationBasis = (typeof VERIFICATION_BASES)[number]

/** One role that carries the mark. */
const Ground = closed({
  role: RoleSchema,
  /** Null for roles of the whole organisation. */
  unitName: Type.Union([Type.String(), Type.Null()]),
  since: Instant,
  /** Who has approved it; null for the operator. */
  approver: Type.Union([Type.String(), Type.Null()]),
  basis: oneOf(VERIFICATION_BASES),
})

export const VerifiedProfile = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  position: Type.String(),
  /** Roles of staff that the person holds in this organisation now, the oldest first; at least one. */
  grounds: Type.Array(Ground, { minItems: 1 }),
})
export type VerifiedProfile = Static<typeof VerifiedProfile>

export const verified = query('verified.list', {
  summary:
    'Verified people of an organisation by surname, with date, approver and basis (VER-05); for who manages members.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    role: Type.Optional(RoleSchema),
    basis: Type.Optional(oneOf(VERIFICATION_BASES)),
    search: Type.Optional(line(100)),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
  }),
  output: closed({
    profiles: Type.Array(VerifiedProfile),
    /** How many match the filters. */
    total: Type.Integer(),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const verificationOperations = {
  'verification.standing': standing,
  'verification.organisations': organisations,
  'verification.apply': apply,
  'verified.list': verified,
} as const
