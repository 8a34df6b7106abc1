import { REPORT_OPEN_MS } from '#contract/reports/reports.limits.ts'
import type { ReportStep } from '#contract/reports/reports.ts'
import type { ReportRow } from './reports.store.ts'

type Opening = Pick<
  ReportRow,
  'decided_at' | 'has_sealed' | 'asked_by' | 'asked_at' | 'opened_by' | 'opened_at' | 'accused_ids'
>

/** Whether the messages can be read now by whoever it is: by the two who have opened them, for their time. */
export function isOpenTo(row: Opening, profileId: string | null, now: number): boolean {
  const { asked_by: first, opened_by: second, opened_at: at, decided_at: decidedAt } = row
  if (at === null || decidedAt !== null || profileId === null) return false
  return now < at.getTime() + REPORT_OPEN_MS && (profileId === first || profileId === second)
}

/**
 * What an administrator may do next with the messages of a report, and whether the operator has to be the second person
 * because nobody else of the organisation is there who could.
 *
 * @param now milliseconds since 1970
 */
export function stepOf(
  row: Opening,
  viewerId: string,
  administrators: readonly string[],
  now: number,
): { step: ReportStep; byOperator: boolean } {
  if (!row.has_sealed || row.decided_at !== null) return { step: 'none', byOperator: false }
  const isOver = row.opened_at !== null && now >= row.opened_at.getTime() + REPORT_OPEN_MS
  if (row.asked_at === null || isOver) {
    return { step: 'ask', byOperator: secondPeople(row, viewerId, administrators).length === 0 }
  }
  if (row.opened_at !== null) return { step: isOpenTo(row, viewerId, now) ? 'read' : 'none', byOperator: false }
  const byOperator = secondPeople(row, row.asked_by, administrators).length === 0
  return { step: viewerId === row.asked_by ? 'wait' : 'agree', byOperator }
}

/** The administrators who could be the second one. */
export function secondPeople(
  { accused_ids: accused }: Pick<Opening, 'accused_ids'>,
  firstId: string | null,
  administrators: readonly string[],
): string[] {
  return administrators.filter((id) => id !== firstId && !accused.includes(id))
}
