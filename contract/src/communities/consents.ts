import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Day, Id, Instant, line } from '../kit/scalars.ts'
import { CONSENT_SIGNER_MAX } from './communities.limits.ts'

/** How a child stands under the rule that a guardian consents until it is 14. */
export const ConsentState = closed({
  /** The child is under 14 in the zone of its organisations. */
  needed: Type.Boolean(),
  /** The consent that holds, or null. */
  consent: Type.Union([
    closed({
      /** Which of the numbered texts was agreed to. */
      textVersion: Type.Integer(),
      givenAt: Instant,
      /** Full name of the guardian, or of whoever has signed the paper. */
      giverName: Type.String(),
      /** Only of a paper: who of the staff has recorded it, and the day of the signature. */
      paper: Type.Union([closed({ recordedBy: Type.String(), signedOn: Day }), Type.Null()]),
    }),
    Type.Null(),
  ]),
  /** When the last consent ended, while none holds. */
  endedAt: Type.Union([Instant, Type.Null()]),
})
export type ConsentState = Static<typeof ConsentState>

/** A child as its guardian sees it. */
export const Child = closed({
  childProfileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  /** Where the viewer is its parent. */
  places: Type.Array(closed({ communityId: Id, communityName: Type.String(), unitName: Type.String() })),
  state: ConsentState,
})
export type Child = Static<typeof Child>

/** A consent on paper as somebody of the staff records it. */
export const PaperConsent = {
  textVersion: Type.Integer({ minimum: 1 }),
  signedBy: line(CONSENT_SIGNER_MAX, 1),
  signedOn: Day,
} as const

export const listChildren = query('consents.children', {
  summary: 'The children of the caller with the state of the consent for each (A-04).',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ children: Type.Array(Child) }),
})

export const giveConsent = command('consents.give', {
  summary: 'A guardian consents to what the text of this version says, for an own child under 14 (A-04).',
  gate: 'profile',
  sweep: 'member',
  perMinute: 20,
  input: closed({ childProfileId: Id, textVersion: Type.Integer({ minimum: 1 }) }),
  output: Child,
  errors: ['member.unknown', 'consent.given', 'consent.notNeeded', 'consent.textChanged'],
})

export const withdrawConsent = command('consents.withdraw', {
  summary:
    'A guardian withdraws the consent for an own child, whoever gave it; the child is out of every chat at once.',
  gate: 'profile',
  sweep: 'member',
  perMinute: 20,
  input: closed({ childProfileId: Id }),
  output: Child,
  errors: ['member.unknown', 'consent.none'],
})

export const consentOperations = {
  'consents.children': listChildren,
  'consents.give': giveConsent,
  'consents.withdraw': withdrawConsent,
} as const
