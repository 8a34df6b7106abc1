import { ROSTER_CHUNK } from '#contract/communities/roster.limits.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { UnitsService } from '../units/units.service.ts'
import * as store from './imports.store.ts'
import {
  findEqual,
  findParent,
  findUndated,
  type KnownPerson,
  knownByNames,
  mergedParent,
  mergedRecord,
  saysSame,
} from './merge-person.ts'
import { personKey, type RosterPerson } from './read-row.ts'
import { readClass, unitKey } from './read-units.ts'
import * as records from './records.store.ts'

const JOB = 'communities.roster-work'

export type RosterWork = ReturnType<typeof createRosterWork>

/** Takes files over and back, some rows in a transaction: nobody waits long for a lock, and progress is seen at once. */
export function createRosterWork(platform: Platform, units: Pick<UnitsService, 'doCreate' | 'doArchive'>) {
  const { clock, newId, transaction } = platform

  /** Writes a record and notes how it was before; nothing where it says the same. */
  const doPut = async (
    tx: Tx,
    before: records.RecordRow | null,
    record: records.RecordRow,
    effects: store.Effect[],
  ): Promise<void> => {
    if (before !== null && saysSame(before, record)) return
    const now = new Date(clock.now())
    if (before === null) await records.insertRecord(tx, record, now)
    const after = before === null ? record.version : await records.replaceRecord(tx, record, now)
    effects.push({ id: record.id, before, after })
  }

  const newRecord = (
    row: store.ImportRow,
    person: Pick<RosterPerson, 'surname' | 'name' | 'patronymic' | 'phones'>,
  ) => ({
    id: newId(),
    community_id: row.community_id,
    version: 1,
    surname: person.surname,
    name: person.name,
    patronymic: person.patronymic,
    name_key: personKey(person),
    phones: person.phones,
    source: 'sheet' as const,
    import_id: row.id,
  })

  /** Takes one person over, with his guardians. */
  const doTakeOver = async (
    tx: Tx,
    row: store.ImportRow,
    person: RosterPerson,
    known: KnownPerson | null,
  ): Promise<store.Effect[]> => {
    const effects: store.Effect[] = []
    const place = { unit_id: person.unitId, unit_name: person.unitName }
    const record: records.RecordRow =
      known === null
        ? { ...newRecord(row, person), role: person.role, child_id: null, birth_date: person.birthDate, ...place }
        : { ...mergedRecord(known.record, person), import_id: row.id }
    await doPut(tx, known?.record ?? null, record, effects)
    for (const guardian of person.guardians) {
      const parent = findParent(guardian, known?.parents ?? [])
      const next: records.RecordRow =
        parent === null
          ? { ...newRecord(row, guardian), role: 'parent', child_id: record.id, birth_date: null, ...place }
          : { ...mergedParent(parent, guardian), import_id: row.id }
      await doPut(tx, parent, next, effects)
    }
    return effects
  }

  /** The unit that a row names, made where it is not there yet. */
  const withUnit = async (
    tx: Tx,
    row: store.ImportRow,
    person: RosterPerson,
    made: Map<string, string>,
  ): Promise<RosterPerson> => {
    if (person.unitName === '') return person
    const key = unitKey(person.unitName)
    const there = made.get(key)
    if (there !== undefined) return { ...person, unitId: there }
    const grade = readClass(person.unitName)?.grade ?? null
    const unit = await units.doCreate(tx, { communityId: row.community_id, name: person.unitName, grade })
    if (unit === null) return { ...person, unitId: null }
    made.set(key, unit.id)
    row.units_made.push(unit.id)
    return { ...person, unitId: unit.id }
  }

  const applyChunk = async (tx: Tx, row: store.ImportRow): Promise<void> => {
    const rows = await store.rowsToApply(tx, row, ROSTER_CHUNK)
    const there = new Map((await records.unitsOf(tx, row.community_id)).map((unit) => [unitKey(unit.name), unit.id]))
    let { added, corrected } = row
    for (const { position, person: read, target } of rows) {
      const person = await withUnit(tx, row, read!, there)
      const among = knownByNames(await records.recordsByNames(tx, row.community_id, [personKey(person)]))
      const alike = among.get(personKey(person)) ?? []
      const known = alike.find(({ record }) => record.id === target) ?? findNow(person, alike, row.id)
      const effects = await doTakeOver(tx, row, person, known)
      added += effects.filter((effect) => effect.before === null).length
      corrected += effects.filter((effect) => effect.before !== null).length
      if (effects.length > 0) await store.setEffects(tx, row.id, position, effects)
    }
    await store.updateImport(tx, row.id, {
      added,
      corrected,
      units_made: row.units_made,
      done: row.done + rows.length,
      place: rows.at(-1)?.position ?? row.place,
      ...(rows.length < ROSTER_CHUNK ? { state: 'applied' as const } : {}),
    })
  }

  /** Takes back what a row has done; whoever was changed after it stays as he is. Returns how many stay. */
  const doTakeBack = async (tx: Tx, communityId: string, effects: readonly store.Effect[]): Promise<number> => {
    const versions = await records.lockVersions(
      tx,
      effects.map(({ id }) => id),
    )
    let kept = 0
    // Parents before their child, as they were written after it.
    for (const { id, before, after } of [...effects].reverse()) {
      const version = versions.get(id)
      if (version === undefined) continue
      if (version !== after) kept += 1
      else if (before === null) await records.deleteRecords(tx, communityId, [id])
      else await records.replaceRecord(tx, before, new Date(clock.now()))
    }
    return kept
  }

  const undoChunk = async (tx: Tx, row: store.ImportRow): Promise<void> => {
    const rows = await store.rowsToUndo(tx, row.id, ROSTER_CHUNK)
    let { kept } = row
    for (const { position, effects } of rows) {
      kept += await doTakeBack(tx, row.community_id, effects!)
      await store.setEffects(tx, row.id, position, null)
    }
    const isOver = rows.length < ROSTER_CHUNK
    if (isOver) {
      for (const unitId of row.units_made) {
        if (!(await records.isUnitUsed(tx, unitId))) await units.doArchive(tx, unitId, true)
      }
    }
    await store.updateImport(tx, row.id, {
      kept,
      done: row.done + rows.length,
      ...(isOver ? { state: 'undone' as const } : {}),
    })
  }

  /** Does the next rows of an import; false when nothing is left of it. */
  const doStep = (importId: string): Promise<boolean> =>
    transaction(async (tx) => {
      const found = await store.importById(tx, importId)
      if (found === null) return false
      await store.lockRoster(tx, found.community_id)
      const row = await store.lockImport(tx, importId)
      if (row?.state === 'applying') await applyChunk(tx, row)
      else if (row?.state === 'undoing') await undoChunk(tx, row)
      else return false
      return true
    })

  platform.jobs.declare<{ importId: string }>({
    name: JOB,
    retries: 5,
    // What was done is in the row, so whoever comes after a worker that died goes on where it was.
    async handle({ importId }) {
      while (await doStep(importId));
    },
  })

  return {
    doEnqueue: (tx: Tx, importId: string): Promise<void> => platform.jobs.enqueue(tx, JOB, { importId }),
  }
}

/** Who is known by now though he was not when the file was read: by an earlier row that says the same, or by another file. */
function findNow(person: RosterPerson, alike: readonly KnownPerson[], importId: string): KnownPerson | null {
  const others = alike.filter(({ record }) => record.import_id !== importId)
  return findEqual(person, alike) ?? findUndated(person, others)
}
