import { ROLLOVER_UNDO_MS } from '#contract/communities/rollover.limits.ts'
import type { Rollover, RolloverLine, RolloverPlan } from '#contract/communities/rollover.ts'
import { fullName } from '#contract/identity/names.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import { type Conflict, conflictsOf, type Move } from './conflicts.ts'
import * as store from './rollover.store.ts'
import type { UnitChatsPort } from './unit-chats-port.ts'

const DONE = ['applied', 'stopped'] as const

/** Until when a rollover can be taken back, in milliseconds since 1970; null where there is nothing to take back. */
export function undoUntil(row: store.RolloverRow, now: number): number | null {
  if (row.begun_at === null || !DONE.some((state) => state === row.state)) return null
  const until = row.begun_at.getTime() + ROLLOVER_UNDO_MS
  return until > now ? until : null
}

export const moveOf = (line: Pick<store.LineRow, 'unit_id' | 'name' | 'choice' | 'new_name'>): Move => ({
  unitId: line.unit_id,
  name: line.name,
  choice: line.choice,
  newName: line.new_name,
})

/** The new names of a plan that are impossible; of one that was begun none is left. */
export async function conflictsIn(
  reader: Reader,
  row: store.RolloverRow,
  lines: readonly store.LineRow[],
): Promise<Map<string, Conflict>> {
  if (row.state !== 'ready') return new Map()
  return conflictsOf(lines.map(moveOf), await store.namesStaying(reader, row.community_id, row.year))
}

interface ViewParts {
  identity: Pick<Identity, 'people'>
  chats: Pick<UnitChatsPort, 'titleAfter'>
  now: number
}

/** A rollover with its lines, as those see it who manage units. */
export async function planView(reader: Reader, parts: ViewParts, row: store.RolloverRow): Promise<RolloverPlan> {
  const lines = await store.linesOf(reader, row.id)
  const conflicts = await conflictsIn(reader, row, lines)
  const shown = lines.map((line) => lineView(line, conflicts.get(line.unit_id), parts.chats))
  const actorId = row.begun_by ?? row.made_by
  const actor = (await parts.identity.people(reader, [actorId])).get(actorId)
  const until = undoUntil(row, parts.now)
  return {
    rollover: {
      id: row.id,
      communityId: row.community_id,
      version: row.version,
      state: row.state,
      year: row.year,
      by: actor === undefined ? '' : fullName(actor),
      at: toInstant(row.begun_at ?? row.made_at),
      difference: differenceOf(row.state, shown),
      done: row.done,
      toDo: row.to_do,
      skipped: shown.filter(({ outcome }) => outcome === 'skipped').length,
      kept: shown.filter(({ outcome }) => outcome === 'kept').length,
      undoUntil: until === null ? null : toInstant(until),
    },
    lines: shown,
  }
}

function lineView(
  line: store.LineRow,
  conflict: Conflict | undefined,
  chats: Pick<UnitChatsPort, 'titleAfter'>,
): RolloverLine {
  const renames = line.choice === 'promote'
  return {
    unitId: line.unit_id,
    name: line.name,
    grade: line.grade,
    schoolYear: line.school_year,
    leads: line.leads,
    staff: line.staff,
    pupils: line.pupils,
    parents: line.parents,
    chats: line.chats.map((title) => ({
      before: title,
      after: renames ? chats.titleAfter(title, line.name, line.new_name) : title,
    })),
    choice: line.choice,
    newName: line.new_name,
    chosen: line.chosen,
    reason: line.choice === null ? line.reason : null,
    conflict: conflict?.conflict ?? null,
    conflictWith: conflict?.with ?? '',
    changed: line.changed,
    outcome: line.outcome,
  }
}

/** What would become of the units, or has become of them: those that were passed over, or never reached, count for nothing. */
function differenceOf(state: Rollover['state'], lines: readonly RolloverLine[]): Rollover['difference'] {
  const isAhead = state === 'ready' || state === 'applying'
  const moved = lines.filter(({ outcome }) => outcome !== 'skipped' && (isAhead || outcome !== null))
  const of = (choice: RolloverLine['choice']) => moved.filter((line) => line.choice === choice)
  const pupils = (of: readonly RolloverLine[]) => of.reduce((sum, line) => sum + line.pupils, 0)
  const chats = moved.flatMap((line) => line.chats)
  return {
    promoted: of('promote').length,
    graduated: of('graduate').length,
    archived: of('archive').length,
    left: of('leave').length,
    undecided: of(null).length,
    conflicts: lines.filter(({ conflict }) => conflict !== null).length,
    pupilsPromoted: pupils(of('promote')),
    pupilsGraduated: pupils(of('graduate')),
    chatsRenamed: chats.filter(({ before, after }) => before !== after).length,
    chatsClosed: of('graduate').flatMap((line) => line.chats).length,
  }
}
