import type { Tx } from '../platform/db/database.ts'
import type { Platform } from '../platform/platform.ts'
import type { ReportDoors } from './doors.ts'
import type { ReportRow } from './reports.store.ts'

export type ReportTelling = ReturnType<typeof createReportTelling>

/** Tells the reporter and the administrators who look at a report that it has moved on; those of whom it tells hear nothing. */
export function createReportTelling({ emitter, doors }: Pick<Platform, 'emitter'> & { doors: ReportDoors }) {
  return {
    async doTell(tx: Tx, row: ReportRow): Promise<void> {
      const known = await doors.communities.administratorsIn(tx, [row.community_id])
      const looking = (known.get(row.community_id)?.profileIds ?? []).filter((id) => !row.accused_ids.includes(id))
      const reporter = row.reporter_id === null ? [] : [row.reporter_id]
      const told = [...new Set([...reporter, ...looking])]
      // Together: two reports whose people are told in different orders would wait for each other for ever.
      await emitter.toProfiles(
        tx,
        'reports.changed',
        told.map((profileId) => ({ profileId, payload: {} })),
      )
    },
  }
}
