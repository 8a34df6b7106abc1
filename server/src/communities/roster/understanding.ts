import type { RosterField, RosterList } from '#contract/communities/roster.limits.ts'
import { dayIn, type Identity } from '../../identity/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { ReadRow } from './imports.store.ts'
import { changesOf, findEqual, findMoved, findUndated, type KnownPerson, knownByNames } from './merge-person.ts'
import { personKey, type ReadContext } from './read-row.ts'
import { readTable, type TableRow } from './read-table.ts'
import { unitKey } from './read-units.ts'
import { allRecords, communityFacts, type RecordRow, unitsOf } from './records.store.ts'

export interface Understanding {
  rows: ReadRow[]
  newUnits: string[]
  /** People of the roster, by lists of the same kind, whom no row is about. */
  missing: number
}

/** Names in the units of schools begin with a grade; groups of others are called as they like. */
const TYPES_OF_CLASSES = ['school']

/** What is needed of an organisation to read its lists. */
export async function contextOf(
  reader: Reader,
  parts: { identity: Pick<Identity, 'normalizePhone'>; clock: Clock },
  communityId: string,
  how: { columns: readonly RosterField[]; list: RosterList },
): Promise<ReadContext> {
  const facts = await communityFacts(reader, communityId)
  const units = await unitsOf(reader, communityId)
  return {
    ...how,
    today: dayIn(facts.time_zone, parts.clock.now()),
    normalizePhone: parts.identity.normalizePhone,
    units: new Map(units.map((unit) => [unitKey(unit.name), unit])),
    classes: TYPES_OF_CLASSES.includes(facts.type),
  }
}

/** Whom rows are about: first those that say the same, so that nobody else is taken for them. */
function targetsOf(rows: readonly TableRow[], known: ReadonlyMap<string, KnownPerson[]>): Map<number, KnownPerson> {
  const targets = new Map<number, KnownPerson>()
  const taken = new Set<string>()
  for (const find of [findEqual, findUndated, findMoved]) {
    for (const { position, person } of rows) {
      if (person === null || targets.has(position)) continue
      const among = known.get(personKey(person)) ?? []
      const free = find === findEqual ? among : among.filter(({ record }) => !taken.has(record.id))
      const target = find(person, free)
      if (target === null) continue
      targets.set(position, target)
      taken.add(target.record.id)
    }
  }
  return targets
}

/** Reads a table, and compares it with the roster as it is. */
export function understand(
  rows: readonly (readonly string[])[],
  headRow: number,
  context: ReadContext,
  records: readonly RecordRow[],
): Understanding {
  const read = readTable(rows, headRow, context)
  const targets = targetsOf(read, knownByNames(records))
  const newUnits = new Set<string>()
  const found = read.map((row): ReadRow => {
    const { person } = row
    const target = targets.get(row.position)
    if (person === null) return { ...row, change: null, target: null, changed: [] }
    if (person.unitId === null && person.unitName !== '') newUnits.add(person.unitName)
    if (target === undefined) return { ...row, change: 'new', target: null, changed: [] }
    const changed = changesOf(person, target)
    return { ...row, change: changed.length === 0 ? 'same' : 'changed', target: target.record.id, changed }
  })
  const about = new Set([...targets.values()].map(({ record }) => record.id))
  const role = context.list === 'pupils' ? 'pupil' : 'staff'
  const missing = records.filter((record) => record.role === role && !about.has(record.id)).length
  return { rows: found, newUnits: [...newUnits].sort((a, b) => a.localeCompare(b, 'ru', { numeric: true })), missing }
}

/** Reads the cells of a file anew. */
export async function understandFile(
  reader: Reader,
  parts: { identity: Pick<Identity, 'normalizePhone'>; clock: Clock },
  file: { communityId: string; cells: string[][]; headRow: number; columns: readonly RosterField[]; list: RosterList },
): Promise<Understanding> {
  const context = await contextOf(reader, parts, file.communityId, file)
  return understand(file.cells, file.headRow, context, await allRecords(reader, file.communityId))
}
