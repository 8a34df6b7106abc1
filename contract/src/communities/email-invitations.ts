import { type Static, Type } from 'typebox'
import { EMAIL_LENGTH_MAX } from '../identity/signin.limits.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { INVITATIONS_TOGETHER_MAX } from './communities.limits.ts'

export const INVITATION_STATES = ['sent', 'failed', 'expired', 'came', 'joined'] as const

/** A pupil of grades 1–4 who was invited by e-mail (IDN-13, INV-10). */
export const EmailInvitation = closed({
  id: Id,
  email: Type.String(),
  /**
   * `failed`: the mail server did not take the letter. `came`: somebody has registered by it, and his application waits or
   * was decided. `joined`: he is a pupil of the class.
   */
  state: oneOf(INVITATION_STATES),
  sentAt: Instant,
  expiresAt: Instant,
  /** Who has come by it. */
  name: Type.Union([Type.String(), Type.Null()]),
})
export type EmailInvitation = Static<typeof EmailInvitation>

/** Everybody whom a class has invited, the newest letter first. */
export const EmailInvitations = closed({
  unitId: Id,
  unitName: Type.String(),
  invitations: Type.Array(EmailInvitation),
})
export type EmailInvitations = Static<typeof EmailInvitations>

export const listInvitations = query('emailInvitations.list', {
  summary: 'Pupils whom a class of grades 1–4 has invited by e-mail, for its leader and those who make links (INV-10).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ unitId: Id }),
  output: EmailInvitations,
  errors: ['unit.unknown', 'invitation.gradeRefused'],
})

export const sendInvitations = command('emailInvitations.send', {
  summary:
    'Sends letters with links that are good for one pupil each; who was invited already gets a new letter. Grades 1–4 only (IDN-13).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  perMinute: 10,
  input: closed({
    unitId: Id,
    emails: Type.Array(line(EMAIL_LENGTH_MAX, 1), { minItems: 1, maxItems: INVITATIONS_TOGETHER_MAX }),
  }),
  output: EmailInvitations,
  errors: ['unit.unknown', 'unit.archived', 'invitation.gradeRefused', 'invitation.emailInvalid'],
})

export const revokeInvitation = command('emailInvitations.revoke', {
  summary: 'Takes an invitation back: its link leads nowhere any more. Whoever has come by it stays.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ invitationId: Id }),
  output: EmailInvitations,
  errors: ['invitation.unknown'],
})

export const emailInvitationOperations = {
  'emailInvitations.list': listInvitations,
  'emailInvitations.send': sendInvitations,
  'emailInvitations.revoke': revokeInvitation,
} as const
