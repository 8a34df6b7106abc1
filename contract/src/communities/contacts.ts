import { type Static, Type } from 'typebox'
import { query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { PAGE_SIZE_MAX } from './communities.limits.ts'
import { MemberRole } from './communities.ts'
import { COMMUNITY_TYPES } from './types.ts'

const RolesHere = Type.Array(closed({ ...MemberRole.properties, unitName: Type.Union([Type.String(), Type.Null()]) }))

/** A person of a shared community (CNT-01). */
export const Contact = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  staff: Type.Boolean(),
  /** Roles in the community that was asked for. */
  roles: RolesHere,
  position: Type.String(),
})
export type Contact = Static<typeof Contact>

export const listContacts = query('contacts.list', {
  summary: 'Contacts in one community by surname; pupils and parents see staff and the people of their own unit only.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    unitId: Type.Optional(Id),
    search: Type.Optional(line(100)),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
  }),
  output: closed({ contacts: Type.Array(Contact), next: Type.Union([Cursor, Type.Null()]) }),
  errors: ['community.unknown'],
})

/** What a person is in one of the viewer's organisations, as far as he is seen there. */
const PlaceOfPerson = closed({
  communityId: Id,
  name: Type.String(),
  type: oneOf(COMMUNITY_TYPES),
  roles: RolesHere,
  position: Type.String(),
})

/** A person as the viewer sees him: his names, and what he is where both belong to (CNT-05). */
export const PersonCard = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  staff: Type.Boolean(),
  /** The viewer has blocked him. */
  blocked: Type.Boolean(),
  /** Whether this person lets the viewer call in a dialogue (ACC-07); what else may forbid a dialogue is told when it is opened. */
  callable: Type.Boolean(),
  organisations: Type.Array(PlaceOfPerson),
  /** Where he shows it to this viewer; the year only to whoever manages the members of one of his organisations. */
  birthday: Type.Union([
    closed({
      day: Type.Integer({ minimum: 1, maximum: 31 }),
      month: Type.Integer({ minimum: 1, maximum: 12 }),
      year: Type.Union([Type.Integer(), Type.Null()]),
    }),
    Type.Null(),
  ]),
  /** What he shows to this viewer, and empty otherwise (ACC-01). */
  phone: Type.String(),
  email: Type.String(),
  /** For whoever manages the members of one of his organisations: when he has last changed that, for ninety days. */
  detailsChangedAt: Type.Union([Instant, Type.Null()]),
})
export type PersonCard = Static<typeof PersonCard>

export const getPerson = query('contacts.get', {
  summary: 'The card of a person whom the viewer sees: a contact, or somebody of a shared chat (CNT-05).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ profileId: Id }),
  output: PersonCard,
  errors: ['contact.unknown'],
})

export const contactOperations = { 'contacts.list': listContacts, 'contacts.get': getPerson } as const
