import type { Application, OwnApplication } from '#contract/communities/applications.ts'
import { DECISION_UNDO_MS } from '#contract/communities/communities.limits.ts'
import type { RosterMatch } from '#contract/communities/matched.ts'
import { fullName } from '#contract/identity/names.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { ApplicationRow } from './applications.store.ts'

export function ownView(row: ApplicationRow): OwnApplication {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    communityId: row.community_id,
    communityName: row.community_name,
    communityType: row.community_type,
    unitName: row.unit_name,
    role: row.role,
    position: row.position,
    submittedAt: toInstant(row.submitted_at),
    decidedAt: row.decided_at === null ? null : toInstant(row.decided_at),
    reason: row.reason,
  }
}

/** Until when a decision can be taken back, in milliseconds since 1970, or null when none was made or it is too late. */
export function undoUntil(row: ApplicationRow, now: number): number | null {
  if ((row.state !== 'approved' && row.state !== 'rejected') || row.decided_at === null) return null
  const until = row.decided_at.getTime() + DECISION_UNDO_MS
  return until > now ? until : null
}

/** Applications as those who decide see them, with the names behind their profiles. */
export async function queueViews(
  reader: Reader,
  identity: Identity,
  rows: readonly ApplicationRow[],
  now: number,
  matches: ReadonlyMap<string, RosterMatch> = new Map(),
): Promise<Application[]> {
  const ids = rows.flatMap((row) => [row.profile_id, row.child_profile_id, row.decided_by])
  const people = await identity.people(
    reader,
    ids.filter((id) => id !== null),
  )
  const nameOf = (id: string | null) => {
    const person = id === null ? undefined : people.get(id)
    return person === undefined ? null : fullName(person)
  }
  return rows.map((row) => {
    const person = people.get(row.profile_id)
    const until = undoUntil(row, now)
    return {
      id: row.id,
      version: row.version,
      state: row.state,
      profileId: row.profile_id,
      surname: person?.surname ?? '',
      name: person?.name ?? '',
      patronymic: person?.patronymic ?? '',
      birthDate: person?.birthDate ?? '',
      unitId: row.unit_id,
      unitName: row.unit_name,
      role: row.role,
      position: row.position,
      childName: nameOf(row.child_profile_id),
      path: row.path,
      submittedAt: toInstant(row.submitted_at),
      decidedAt: row.decided_at === null ? null : toInstant(row.decided_at),
      decidedBy: nameOf(row.decided_by),
      reason: row.reason,
      undoUntil: until === null ? null : toInstant(until),
      match: matches.get(row.id) ?? null,
    }
  })
}
