import type { ErrorsOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { REPORT_DEADLINE_MS, REPORTS_PAGE } from '#contract/reports/reports.limits.ts'
import { recordAct } from '../platform/audit/record.ts'
import { toInstant } from '../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../platform/db/cursor.ts'
import type { Reader, Tx } from '../platform/db/database.ts'
import type { Fail } from '../platform/dispatch/refusal.ts'
import type { Platform } from '../platform/platform.ts'
import type { ReportDoors } from './doors.ts'
import { secondPeople } from './opening.ts'
import * as store from './reports.store.ts'
import type { ReportTelling } from './telling.ts'

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
    /** A page, the oldest first. Whose organisation has no second person is asked before, so that the statement leaves out the others. */
    async list(reader: Reader, cursor: string | undefined): Promise<OutputOf<Operations['reportDesk.list']>> {
      const deadline = new Date(clock.now() - REPORT_DEADLINE_MS)
      const place = decodeCursor(cursor, ['instant', 'id'])
      const behind = place === null ? null : { at: new Date(place[0] as string), id: place[1] as string }
      const asking = await store.askingCommunities(reader, deadline)
      const administrators = [...(await doors.communities.administratorsIn(reader, asking))].flatMap(
        ([communityId, { profileIds }]) => profileIds.map((profileId) => ({ communityId, profileId })),
      )
      const rows = await store.pageWaiting(reader, { deadline, administrators }, behind, REPORTS_PAGE + 1)
      const shown = rows.slice(0, REPORTS_PAGE)
      const last = shown.at(-1)
      const next =
        rows.length > REPORTS_PAGE && last !== undefined ? encodeCursor([toInstant(last.made_at), last.id]) : null
      const known = await doors.communities.administratorsIn(reader, [...new Set(shown.map((row) => row.community_id))])
      const reports = shown.map((row) => {
        const { shortName, profileIds } = known.get(row.community_id)!
        const askedAt = isForOperator(row, profileIds) ? toInstant(row.asked_at!) : null
        const overdue = row.made_at.getTime() <= deadline.getTime()
        const { id, community_id: communityId, reason } = row
        return { id, communityId, communityName: shortName, reason, at: toInstant(row.made_at), askedAt, overdue }
      })
      return { reports, next }
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
