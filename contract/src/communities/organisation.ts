import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, line, oneOf } from '../kit/scalars.ts'
import { COMMUNITY_NAME_MAX, ORGANISATION_LINE_MAX, ORGANISATION_TEXT_MAX } from './communities.limits.ts'
import { CommunityTypeSchema } from './requests.ts'

/** What an organisation says of itself (ORG-05), in the order of its page. */
export const ORGANISATION_FIELDS = [
  'name',
  'shortName',
  'region',
  'municipality',
  'address',
  'inn',
  'kpp',
  'head',
  'phone',
  'email',
  'site',
  'description',
] as const
export type OrganisationField = (typeof ORGANISATION_FIELDS)[number]

/** Without these the information is not filled (reading A-11): a site, a КПП and a description are not everybody's. */
export const REQUIRED_FIELDS: readonly OrganisationField[] = [
  'name',
  'shortName',
  'region',
  'municipality',
  'address',
  'inn',
  'head',
  'phone',
  'email',
]

const text = Type.String()

/** The information of an organisation; what is not filled is empty. */
export const Organisation = closed({
  communityId: Id,
  version: Type.Integer(),
  type: CommunityTypeSchema,
  name: text,
  shortName: text,
  region: text,
  municipality: text,
  address: text,
  inn: text,
  kpp: text,
  /** Who heads it, with names and position. */
  head: text,
  phone: text,
  email: text,
  site: text,
  description: text,
  /** How much of the fields is filled. */
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
  missing: Type.Array(oneOf(ORGANISATION_FIELDS)),
})
export type Organisation = Static<typeof Organisation>

export const getOrganisation = query('organisation.get', {
  summary: 'What an organisation says of itself; every member reads it.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: Organisation,
  errors: ['community.unknown'],
})

export const setOrganisation = command('organisation.set', {
  summary: 'Fills the information of an organisation (ORG-05); what is left empty is emptied.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    /** The version that the administrator had before him: nobody overwrites another one's words unseen. */
    version: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
    name: line(COMMUNITY_NAME_MAX, 1),
    shortName: line(COMMUNITY_NAME_MAX, 1),
    region: line(ORGANISATION_LINE_MAX),
    municipality: line(ORGANISATION_LINE_MAX),
    address: line(ORGANISATION_LINE_MAX),
    inn: line(12),
    kpp: line(9),
    head: line(ORGANISATION_LINE_MAX),
    phone: line(40),
    email: line(ORGANISATION_LINE_MAX),
    site: line(ORGANISATION_LINE_MAX),
    description: Type.String({ maxLength: ORGANISATION_TEXT_MAX }),
  }),
  output: Organisation,
  errors: [
    'community.unknown',
    'community.notAllowed',
    'organisation.versionConflict',
    'organisation.textInvalid',
    'organisation.innInvalid',
    'organisation.kppInvalid',
    'organisation.phoneInvalid',
    'organisation.emailInvalid',
    'organisation.siteInvalid',
  ],
})

export const organisationOperations = {
  'organisation.get': getOrganisation,
  'organisation.set': setOrganisation,
} as const

export const organisationEvents = {
  'organisation.changed': event({
    audience: 'community',
    durable: true,
    summary: 'The organisation says something else of itself; its names are those by which its members know it.',
    payload: closed({ communityId: Id, name: text, shortName: text }),
  }),
} as const
