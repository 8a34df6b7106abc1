import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant } from '../kit/scalars.ts'
import { ReportReasonSchema } from './reports.ts'

/** A report that waits for the operator: what it is about he does not learn. */
export const WaitingReport = closed({
  id: Id,
  communityId: Id,
  communityName: Type.String(),
  reason: ReportReasonSchema,
  at: Instant,
  /** Since when an administrator waits for a second person, where the organisation has no other; else null. */
  askedAt: Type.Union([Instant, Type.Null()]),
  /** Whether its time is over and nobody has decided. */
  overdue: Type.Boolean(),
})
export type WaitingReport = Static<typeof WaitingReport>

export const listWaitingReports = query('reportDesk.list', {
  summary:
    'Reports for which an organisation has no second administrator, and those on which nobody has decided in time (A-56), the oldest first.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({ cursor: Type.Optional(Cursor) }),
  output: closed({ reports: Type.Array(WaitingReport), next: Type.Union([Cursor, Type.Null()]) }),
})

export const agreeForOrganisation = command('reportDesk.agree', {
  summary:
    'Agrees as the second person that the one who has asked reads the messages of a report. The operator reads nothing of it himself.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({ id: Id }),
  output: closed({}),
  errors: ['report.unknown', 'report.notAsked', 'report.secondPerson', 'report.decided'],
})

export const reportDeskOperations = {
  'reportDesk.list': listWaitingReports,
  'reportDesk.agree': agreeForOrganisation,
} as const
