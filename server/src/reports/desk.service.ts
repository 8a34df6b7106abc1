import type { ErrorsOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { WaitingReport } from '#contract/reports/report-desk.ts'
import { REPORT_DEADLINE_MS } from '#contract/reports/reports.limits.ts'
import { recordAct } from '../platform/audit/record.ts'
import { toInstant } from '../platform/clock/clock.ts'
import type { Reader, Tx } from '../platform/db/database.ts'
import type { Fail } from '../platform/dispatch/refusal.ts'
import type { Platform } from '../platform/platform.ts'
import type { ReportDoors } from './doors.ts'
import { secondPeople } from './opening.ts'
import * as store from './reports.store.ts'
import type { ReportTelling } from './telling.ts'

/** More than a desk works off; the oldest come first. */
const SHOWN = 200

interface Parts extends Pick<Platform, 'clock'> {
  doors: ReportDoors
  telling: ReportTelling
}

export type ReportDesk = ReturnType<typeof createReportDesk>

/** The operator as the second person where an organisation has no other, and whoever notices that nobody decides. */
export function createReportDesk({ clock, doors, telling }: Parts) {
  const isForOperator = (row: store.ReportRow, administrators: readonly string[]) =>
    row.asked_at !== null && row.opened_at === null && secondPeople(row, row.asked_by, administrators).length === 0

  return {
    async list(reader: Reader): Promise<{ reports: WaitingReport[] }> {
      const deadline = clock.now() - REPORT_DEADLINE_MS
      const rows = await store.waitingReports(reader, new Date(deadline), SHOWN)
      const known = await doors.communities.administratorsIn(reader, [...new Set(rows.map((row) => row.community_id))])
      const reports = rows.flatMap((row) => {
        const { shortName, profileIds } = known.get(row.community_id)!
        const askedAt = isForOperator(row, profileIds) ? toInstant(row.asked_at!) : null
        const overdue = row.made_at.getTime() <= deadline
        if (askedAt === null && !overdue) return []
        const { id, community_id: communityId, reason } = row
        return [{ id, communityId, communityName: shortName, reason, at: toInstant(row.made_at), askedAt, overdue }]
      })
      return { reports }
    },

    async agree(
      tx: Tx,
      operatorId: string,
      id: string,
      fail: Fail<ErrorsOf<Operations['reportDesk.agree']>>,
    ): Promise<Record<string, never>> {
      const row = (await store.holdReport(tx, id)) ?? fail('report.unknown')
      if (row.decided_at !== null) fail('report.decided')
      if (row.asked_at === null || row.opened_at !== null) fail('report.notAsked')
      const known = await doors.communities.administratorsIn(tx, [row.community_id])
      if (!isForOperator(row, known.get(row.community_id)?.profileIds ?? [])) {
        fail('report.secondPerson', { changedBy: 'administrator' })
      }
      await store.setOpened(tx, id, null, new Date(clock.now()))
      recordAct(tx, {
        act: 'report.opened',
        communityId: row.community_id,
        by: { operatorId },
        objects: [{ kind: 'report', id }],
        people: row.accused_ids,
      })
      await telling.doTell(tx, row)
      return {}
    },
  }
}
