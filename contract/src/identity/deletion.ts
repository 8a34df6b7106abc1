import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, oneOf } from '../kit/scalars.ts'
import { CERTIFICATE_PATTERN, ERASED_KINDS } from './deletion.limits.ts'
import { FreshProof, PROOF_CODE_ERRORS, PROOF_ERRORS, ProofCodeSent } from './fresh-proof.ts'

const CertificateNumber = Type.String({ pattern: CERTIFICATE_PATTERN })

/** A deletion that somebody has asked for. */
export const Deletion = closed({ number: CertificateNumber, askedAt: Instant, dueAt: Instant })
export type Deletion = Static<typeof Deletion>

export const state = query('deletion.state', {
  summary:
    'Whether the own account is to be deleted, what proof that asks for, and what it would end: the organisations that would have no administrator, the children for whom nobody would have consented, and how long messages would stay where.',
  gate: 'account',
  sweep: 'own',
  leaving: true,
  input: closed({}),
  output: closed({
    deletion: Type.Union([Deletion, Type.Null()]),
    phoneMasked: Type.String(),
    hasPassword: Type.Boolean(),
    needsFactor: Type.Boolean(),
    /** Organisations whose only administrator this is. */
    holds: Type.Array(Type.String()),
    /** Children whose consent was given here and ends; `othersLeft` counts the guardians who may give it anew. */
    children: Type.Array(closed({ profileId: Id, name: Type.String(), othersLeft: Type.Integer({ minimum: 0 }) })),
    /** Organisations in whose chats messages stay, and for how many months after the deletion; null for ever. */
    retentions: Type.Array(
      closed({ name: Type.String(), months: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]) }),
    ),
  }),
})

export const requestCode = command('deletion.requestCode', {
  summary: 'Sends a code to the own number, for whoever has no password and wants the account deleted.',
  gate: 'account',
  sweep: 'own',
  repeat: 'last',
  input: closed({}),
  output: ProofCodeSent,
  errors: PROOF_CODE_ERRORS,
})

export const ask = command('deletion.ask', {
  summary:
    'Asks for the own account to be deleted after a month (IDN-24). Every other session ends, and until then this account only takes it back, downloads what is its own, or signs out.',
  gate: 'account',
  sweep: 'own',
  leaving: true,
  repeat: 'self',
  input: FreshProof,
  output: Deletion,
  errors: [...PROOF_ERRORS, 'deletion.lastAdministrator', 'deletion.lastOperator'],
})

export const takeBack = command('deletion.takeBack', {
  summary: 'Takes the wish back before its time: everything is as it was.',
  gate: 'account',
  sweep: 'own',
  leaving: true,
  repeat: 'last',
  input: closed({}),
  output: closed({}),
})

export const certificate = query('deletion.certificate', {
  summary:
    'What a deletion has come to, by the number of its certificate. Public, because whoever holds the number has no account any more; nothing in it says who that was.',
  gate: 'public',
  sweep: 'open',
  input: closed({ number: CertificateNumber }),
  output: closed({
    askedAt: Instant,
    dueAt: Instant,
    /** Null while the account is there still. */
    doneAt: Type.Union([Instant, Type.Null()]),
    erased: Type.Array(closed({ what: oneOf(ERASED_KINDS), count: Type.Integer({ minimum: 1 }) })),
  }),
  errors: ['deletion.certificateUnknown'],
})

export const deletionOperations = {
  'deletion.state': state,
  'deletion.requestCode': requestCode,
  'deletion.ask': ask,
  'deletion.takeBack': takeBack,
  'deletion.certificate': certificate,
} as const
