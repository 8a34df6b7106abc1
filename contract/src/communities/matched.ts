import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Day, Id, Instant, oneOf } from '../kit/scalars.ts'
import { ROSTER_DIFFERENCES, ROSTER_MATCHES } from './roster.limits.ts'

/** How an application stands to the roster of the organisation (P-05). */
export const RosterMatch = closed({
  kind: oneOf(ROSTER_MATCHES),
  /** Whom the roster names; null where nobody or several are near. */
  record: Type.Union([
    closed({
      surname: Type.String(),
      name: Type.String(),
      patronymic: Type.String(),
      birthDate: Type.Union([Day, Type.Null()]),
      unitName: Type.String(),
    }),
    Type.Null(),
  ]),
  /** What the application says, and what the roster does; empty where there is nothing to show. */
  differences: Type.Array(closed({ what: oneOf(ROSTER_DIFFERENCES), told: Type.String(), known: Type.String() })),
})
export type RosterMatch = Static<typeof RosterMatch>

/** One approval of all that match. */
export const MatchedApproval = closed({
  id: Id,
  by: Type.String(),
  at: Instant,
  approved: Type.Integer(),
  /** Of these, what was taken back. */
  undone: Type.Integer(),
  /** Until when it can be taken back, else null. */
  undoUntil: Type.Union([Instant, Type.Null()]),
})
export type MatchedApproval = Static<typeof MatchedApproval>

export const matchedSummary = query('matched.summary', {
  summary:
    'How those who wait stand to the roster, and the approvals by it, the newest first; only for those who decide.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id }),
  output: closed({
    /** Whether there is a roster at all. */
    roster: Type.Boolean(),
    exact: Type.Integer(),
    near: Type.Integer(),
    several: Type.Integer(),
    none: Type.Integer(),
    approvals: Type.Array(MatchedApproval),
  }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const approveMatched = command('matched.approve', {
  summary:
    'Approves applications that match the roster exactly, some of them in one call; the same id again goes on until `left` is 0.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  repeat: 'self',
  input: closed({ id: Id, communityId: Id }),
  output: closed({ approval: MatchedApproval, left: Type.Integer() }),
  errors: ['community.unknown', 'community.notAllowed', 'matched.unknown'],
})

export const undoMatched = command('matched.undo', {
  summary:
    'Takes an approval by the roster back within ten minutes, some applications in one call; again goes on until `left` is 0. Memberships end, what was written stays.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  repeat: 'self',
  input: closed({ id: Id }),
  output: closed({ approval: MatchedApproval, left: Type.Integer() }),
  errors: ['matched.unknown', 'community.notAllowed', 'application.undoExpired'],
})

export const matchedLog = query('matched.log', {
  summary: 'One approval by the roster on one page: who was approved, to where, and on what it rests.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ id: Id }),
  output: closed({
    approval: MatchedApproval,
    lines: Type.Array(
      closed({
        name: Type.String(),
        unitName: Type.String(),
        grounds: Type.Array(oneOf(['birthDate', 'phone'])),
        /** Whether it still stands. */
        stands: Type.Boolean(),
      }),
    ),
  }),
  errors: ['matched.unknown', 'community.notAllowed'],
})

export const matchedOperations = {
  'matched.summary': matchedSummary,
  'matched.approve': approveMatched,
  'matched.undo': undoMatched,
  'matched.log': matchedLog,
} as const
