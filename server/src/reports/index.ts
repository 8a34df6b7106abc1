import { ERASED_KEPT_MS, REPORT_KEPT_MS } from '#contract/reports/reports.limits.ts'
import { type Eraser, type OwnDataPart, wholePart } from '../identity/index.ts'
import type { MessageErased } from '../messenger/index.ts'
import type { Binding } from '../platform/dispatch/bind.ts'
import type { Platform } from '../platform/platform.ts'
import { createReportDesk } from './desk.service.ts'
import type { ReportDoors } from './doors.ts'
import { eraseKeptOf, forgetKept, forgetKeptOfChat, insertKept, uniteKept } from './kept-messages.store.ts'
import { reportBindings } from './reports.routes.ts'
import { createReportsService } from './reports.service.ts'
import { eraseProfiles, forgetDecided, ownReports, uniteProfiles } from './reports.store.ts'
import { createSealing } from './sealing.ts'
import { createReportTelling } from './telling.ts'

export interface Reports {
  readonly bindings: Binding[]
  /** Erases what is kept of somebody whose account is deleted (IDN-24). */
  readonly erasers: readonly Eraser[]
  readonly ownData: readonly OwnDataPart[]
  /** What is kept of a profile becomes another one's of the same person. */
  readonly doUnite: typeof uniteProfiles
  /** Forgets what is kept of a chat that is erased. */
  readonly doForgetChat: typeof forgetKeptOfChat
  /** Keeps a message that is erased for everybody, sealed, so that it can be reported still. */
  readonly doKeep: MessageErased
}

/** What people report to those who answer for their organisation (decision 0047). */
export function createReports(platform: Platform, doors: ReportDoors): Reports {
  const telling = createReportTelling({ ...platform, doors })
  const sealing = createSealing(platform)
  platform.jobs.declare({
    name: 'reports.forget',
    retries: 3,
    cron: '41 3 * * *',
    handle: () =>
      platform.transaction(async (tx) => {
        const now = platform.clock.now()
        await forgetDecided(tx, new Date(now - REPORT_KEPT_MS))
        await forgetKept(tx, new Date(now - ERASED_KEPT_MS))
      }),
  })
  return {
    bindings: reportBindings({
      reports: createReportsService({ ...platform, doors, sealing, telling }),
      desk: createReportDesk({ ...platform, doors, telling }),
    }),
    erasers: [
      {
        what: 'settings',
        erase: async (tx, { profileIds }) =>
          (await eraseKeptOf(tx, profileIds)) + (await eraseProfiles(tx, profileIds)),
      },
    ],
    ownData: [wholePart('reports', (reader, { profileIds }) => ownReports(reader, profileIds))],
    async doUnite(tx, union) {
      await uniteProfiles(tx, union)
      await uniteKept(tx, union)
    },
    doForgetChat: forgetKeptOfChat,
    async doKeep(tx, message) {
      // What vanishes by itself outlives its time nowhere, however it ends.
      if (message.expiresAt !== null) return
      const sealed = await sealing.keep(message)
      await insertKept(tx, message, { senderId: message.senderId, sealed, at: new Date(platform.clock.now()) })
    },
  }
}
