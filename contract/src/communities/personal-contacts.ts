import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant } from '../kit/scalars.ts'
import { CONTACT_CODES_PER_MINUTE } from './communities.limits.ts'
import { LinkToken } from './links.ts'

/**
 * Somebody whom the caller has added by hand, or is about to (CNT-04): `mutual` once both have agreed, `answered` while
 * the caller has to say yes, `waiting` while the other one has to.
 */
export const PersonalContact = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  staff: Type.Boolean(),
  state: Type.Union([Type.Literal('mutual'), Type.Literal('answered'), Type.Literal('waiting')]),
  since: Instant,
})
export type PersonalContact = Static<typeof PersonalContact>

export const listPersonal = query('personalContacts.list', {
  summary: 'Contacts that the active profile has added by hand, and those that wait for a yes (CNT-04).',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({
    contacts: Type.Array(PersonalContact),
    /** Staff only: others have no control for it. */
    canAdd: Type.Boolean(),
  }),
})

export const makeCode = command('personalContacts.makeCode', {
  summary:
    'Makes the one-time code by which somebody may become a personal contact; the one before it is worth nothing.',
  gate: 'profile',
  sweep: 'own',
  repeat: 'fresh',
  lesson: false,
  perMinute: CONTACT_CODES_PER_MINUTE,
  input: closed({}),
  output: closed({ token: LinkToken, expiresAt: Instant }),
  errors: ['personalContact.notStaff'],
})

export const openCode = command('personalContacts.open', {
  summary: 'Whose code it is, for whoever holds it and may become a contact; it stays good.',
  gate: 'profile',
  sweep: 'own',
  repeat: 'last',
  lesson: false,
  perMinute: CONTACT_CODES_PER_MINUTE,
  input: closed({ token: LinkToken }),
  output: closed({
    surname: Type.String(),
    name: Type.String(),
    patronymic: Type.String(),
    organisations: Type.Array(Type.String()),
  }),
  errors: ['personalContact.codeUnknown', 'personalContact.pupil', 'personalContact.own'],
})

export const answerCode = command('personalContacts.answer', {
  summary: 'Says yes to whoever has shown the code, and spends it; that one has to say yes as well.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  perMinute: CONTACT_CODES_PER_MINUTE,
  input: closed({ token: LinkToken }),
  output: closed({}),
  errors: [
    'personalContact.codeUnknown',
    'personalContact.pupil',
    'personalContact.own',
    'personalContact.isThere',
    'personalContact.tooMany',
  ],
})

export const confirmPersonal = command('personalContacts.confirm', {
  summary: 'Says yes to somebody who has answered the own code: from now on each is a contact of the other.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ profileId: Id }),
  output: closed({}),
  errors: ['personalContact.unknown', 'personalContact.notStaff', 'personalContact.pupil'],
})

export const removePersonal = command('personalContacts.remove', {
  summary: 'Ends a personal contact for both, or says no; their dialogue closes where nothing else connects them.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ profileId: Id }),
  output: closed({}),
  errors: ['personalContact.unknown'],
})

export const personalContactOperations = {
  'personalContacts.list': listPersonal,
  'personalContacts.makeCode': makeCode,
  'personalContacts.open': openCode,
  'personalContacts.answer': answerCode,
  'personalContacts.confirm': confirmPersonal,
  'personalContacts.remove': removePersonal,
} as const
