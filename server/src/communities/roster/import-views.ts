import { ROSTER_FILE_KEPT_MS } from '#contract/communities/roster.limits.ts'
import type { RosterImport, RosterRow } from '#contract/communities/roster.ts'
import { fullName } from '#contract/identity/names.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import * as store from './imports.store.ts'

/** Rows below the head in which an example of a column is looked for. */
const SAMPLE = 20
const DONE = ['applied', 'stopped'] as const

/** Until when an import can be taken back, in milliseconds since 1970; null where there is nothing to take back. */
export function undoUntil(row: store.ImportRow, now: number): number | null {
  if (!DONE.some((state) => state === row.state)) return null
  const until = row.made_at.getTime() + ROSTER_FILE_KEPT_MS
  return until > now ? until : null
}

/** A file as those see it who keep the roster. */
export async function importView(
  reader: Reader,
  identity: Pick<Identity, 'people'>,
  row: store.ImportRow,
  now: number,
): Promise<RosterImport> {
  const maker = (await identity.people(reader, [row.made_by])).get(row.made_by)
  const first = await store.firstCells(reader, row.id, Math.max(1, row.head_row + 1), SAMPLE + 1)
  const heads = row.head_row === -1 ? [] : (first[0] ?? [])
  const below = row.head_row === -1 ? first : first.slice(1)
  const until = undoUntil(row, now)
  return {
    id: row.id,
    communityId: row.community_id,
    version: row.version,
    state: row.state,
    fileName: row.file_name,
    by: maker === undefined ? '' : fullName(maker),
    at: toInstant(row.made_at),
    list: row.list,
    headRow: row.head_row + 1,
    columns: row.columns.map((field, n) => ({
      field,
      head: heads[n] ?? '',
      sample: below.find((cells) => (cells[n] ?? '') !== '')?.[n] ?? '',
    })),
    counts: await store.countsOf(reader, row.id),
    newUnits: row.new_units,
    missing: row.missing,
    done: row.done,
    toDo: row.to_do,
    added: row.added,
    corrected: row.corrected,
    unitsMade: row.units_made.length,
    kept: row.kept,
    undoUntil: until === null ? null : toInstant(until),
  }
}

export function rowView(row: store.StoredRow): RosterRow {
  return {
    position: row.position,
    verdict: row.verdict!,
    reasons: row.reasons,
    person: row.person,
    change: row.change,
    changed: row.changed,
    cells: row.cells,
  }
}
