import type { WaitingRemovals } from '#contract/connector/intake.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { OrganisationRow } from './organisations.store.ts'

/** The removals of an organisation that wait for a person; null when none do. */
export function waitingView(row: OrganisationRow): WaitingRemovals | null {
  if (row.waiting_people === null || row.waiting_since === null) return null
  return {
    version: row.waiting_version,
    people: row.waiting_people,
    among: row.waiting_among ?? 0,
    since: toInstant(row.waiting_since),
  }
}
