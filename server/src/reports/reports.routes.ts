import { type Binding, bind } from '../platform/dispatch/bind.ts'
import type { ReportDesk } from './desk.service.ts'
import type { ReportsService } from './reports.service.ts'

/** Binds what people report, what administrators do with it, and the operator's part. */
export function reportBindings({ reports, desk }: { reports: ReportsService; desk: ReportDesk }): Binding[] {
  return [
    bind('reports.messages', ({ tx, viewer, input, fail }) => reports.messages(tx, viewer.profileId, input, fail)),
    bind('reports.person', ({ tx, viewer, input, fail }) => reports.person(tx, viewer.profileId, input, fail)),
    bind('reports.own', ({ db, viewer }) => reports.own(db, viewer.profileId)),
    bind('reports.list', ({ db, viewer, input, fail }) => reports.list(db, viewer.profileId, input, fail)),
    bind('reports.count', ({ db, viewer, input, fail }) => reports.count(db, viewer.profileId, input, fail)),
    bind('reports.ask', ({ tx, viewer, input, fail }) => reports.ask(tx, viewer.profileId, input, fail)),
    bind('reports.agree', ({ tx, viewer, input, fail }) => reports.agree(tx, viewer.profileId, input, fail)),
    bind('reports.read', ({ tx, viewer, input, fail }) => reports.read(tx, viewer.profileId, input, fail)),
    bind('reports.decide', ({ tx, viewer, input, fail }) => reports.decide(tx, viewer.profileId, input, fail)),
    bind('reportDesk.list', ({ db, input }) => desk.list(db, input.cursor)),
    bind('reportDesk.agree', ({ tx, viewer, input, fail }) => desk.agree(tx, viewer.accountId, input.id, fail)),
  ]
}
