import type { reportEvents, reportOperations } from '#contract/reports/reports.ts'
import { refresh } from '#web/kit/query/useApi.ts'

const CHANGED: keyof typeof reportEvents = 'reports.changed'
/** Named and not imported: the frame hears events before any page of reports is loaded. */
const OLD_AFTER: readonly (keyof typeof reportOperations)[] = ['reports.own', 'reports.list', 'reports.count']

/** Asks anew what an event makes old; without one, whatever may have been missed. */
export function followReports(event?: string): void {
  if (event === undefined || event === CHANGED) void refresh(...OLD_AFTER.map((id) => ({ id })))
}
