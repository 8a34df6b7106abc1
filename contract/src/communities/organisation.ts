import { type Static, Type } from 'typebox'
import { squareErrors } from '../files/files.errors.ts'
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

/** Everything that is asked for; the logo is a picture and has operations of its own. */
export const ORGANISATION_PARTS = [...ORGANISATION_FIELDS, 'logo'] as const
export type OrganisationPart = (typeof ORGANISATION_PARTS)[number]

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

/**
 * Of an organisation that has a logo; loaded from `/photos/<logoId>/<side in pixels>` by its members. Another logo has another
 * id.
 */
export const LogoId = Type.Union([Id, Type.Null()])

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
  logoId: LogoId,
  /** How much of it is filled. */
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
  missing: Type.Array(oneOf(ORGANISATION_PARTS)),
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

export const setLogo = command('organisation.setLogo', {
  summary:
    'Makes an uploaded picture (files.begin, kind `photo`) the logo of an organisation, which its channels show (CHN-02).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  repeat: 'self',
  perMinute: 10,
  input: closed({ communityId: Id, fileId: Id }),
  output: Organisation,
  errors: ['community.unknown', 'community.notAllowed', ...squareErrors],
})

export const removeLogo = command('organisation.removeLogo', {
  summary: 'Deletes the logo of an organisation.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: Organisation,
  errors: ['community.unknown', 'community.notAllowed'],
})

export const organisationOperations = {
  'organisation.get': getOrganisation,
  'organisation.set': setOrganisation,
  'organisation.setLogo': setLogo,
  'organisation.removeLogo': removeLogo,
} as const

export const organisationEvents = {
  'organisation.changed': event({
    audience: 'community',
    durable: true,
    summary:
      'The organisation says something else of itself; its names and its logo are those by which its members know it.',
    payload: closed({ communityId: Id, name: text, shortName: text, logoId: LogoId }),
  }),
} as const
