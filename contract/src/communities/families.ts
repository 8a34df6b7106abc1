import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant } from '../kit/scalars.ts'
import { FAMILY_ADULTS_LIMIT, FAMILY_ADULTS_MAX } from './communities.limits.ts'
import { InviteLink } from './links.ts'

/** A parent of a child in one unit. */
export const FamilyAdult = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  since: Instant,
})

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
  /** Whether the viewer may let more adults join. */
  canAllowMore: Type.Boolean(),
})
export type Family = Static<typeof Family>

const place = { unitId: Id, childProfileId: Id } as const

export const getFamily = query('families.get', {
  summary: 'The adults of a pupil, for the pupil, the leader of the unit and those who make links.',
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

export const familyOperations = {
  'families.get': getFamily,
  'families.link': makeFamilyLink,
  'families.allow': allowAdults,
} as const
