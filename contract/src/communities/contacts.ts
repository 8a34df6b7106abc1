import { type Static, Type } from 'typebox'
import { query } from '../kit/operation.ts'
import { Cursor, closed, Id, line } from '../kit/scalars.ts'
import { PAGE_SIZE_MAX } from './communities.limits.ts'
import { MemberRole } from './communities.ts'

/** A person of a shared community (CNT-01). */
export const Contact = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  staff: Type.Boolean(),
  /** Roles in the community that was asked for. */
  roles: Type.Array(closed({ ...MemberRole.properties, unitName: Type.Union([Type.String(), Type.Null()]) })),
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

export const contactOperations = { 'contacts.list': listContacts } as const
