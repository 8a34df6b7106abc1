import { type Static, Type } from 'typebox'
import { ABSENCE_REASONS } from '../communities/absences.limits.ts'
import { query } from '../kit/operation.ts'
import { Cursor, closed, Day, Id, Instant, oneOf } from '../kit/scalars.ts'
import { CONNECTOR_PAGE_MAX } from './connector.limits.ts'
import { SourceId } from './facts.ts'

/** What a school learns of an absence: the days and the reason, neither the parent's words nor the paper (MSG-23). */
export const absenceTold = {
  id: Id,
  /** Days of the organisation's zone, both included. */
  from: Day,
  to: Day,
  reason: oneOf(ABSENCE_REASONS),
  /** Whether a paper lies with it, which the leader of the class can read. */
  paper: Type.Boolean(),
  /** Whether the leader of the class has accepted it as it stands now. */
  accepted: Type.Boolean(),
  toldAt: Instant,
} as const

/** What a parent has told of a pupil who is linked. */
export const SourcedAbsence = closed({ ...absenceTold, personId: SourceId })
export type SourcedAbsence = Static<typeof SourcedAbsence>

export const listSourcedAbsences = query('connector.absences.list', {
  summary: 'Which linked pupils are absent on a day, as their parents have told the leaders of their classes.',
  gate: 'system',
  scope: 'connector:absences',
  sweep: 'member',
  input: closed({
    communityId: Id,
    day: Day,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: CONNECTOR_PAGE_MAX })),
  }),
  output: closed({ absences: Type.Array(SourcedAbsence), next: Type.Union([Cursor, Type.Null()]) }),
  errors: ['connector.unknown'],
})

export const toldAbsenceOperations = { 'connector.absences.list': listSourcedAbsences } as const
