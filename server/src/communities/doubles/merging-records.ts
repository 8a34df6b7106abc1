import type { DoubleKind } from '#contract/communities/doubles.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { lockRoster } from '../roster/imports.store.ts'
import { findParent } from '../roster/merge-person.ts'
import {
  allRecords,
  deleteRecords,
  insertRecord,
  lockVersions,
  type RecordRow,
  replaceRecord,
} from '../roster/records.store.ts'
import { type Effects, NO_EFFECTS } from './doubles.store.ts'

type Filled = 'patronymic' | 'birthDate' | 'unit' | 'phones' | 'parents'

interface Pair {
  communityId: string
  kind: DoubleKind
  keepId: string
  goneId: string
}

interface Plan {
  keep: RecordRow
  gone: RecordRow
  /** How entries are afterwards: the one who stays, parents who come to it, and those who learn a number. */
  after: RecordRow[]
  /** Entries that are gone afterwards. */
  dropped: RecordRow[]
  filled: Filled[]
}

/** What the entry that stays lacks comes from the other one; what both say stays as it is. */
export function planRecords(records: readonly RecordRow[], { keepId, goneId }: Pair): Plan {
  const byId = new Map(records.map((record) => [record.id, record]))
  const [keep, gone] = [byId.get(keepId)!, byId.get(goneId)!]
  const isPlaced = keep.unit_name !== ''
  const merged: RecordRow = {
    ...keep,
    patronymic: keep.patronymic === '' ? gone.patronymic : keep.patronymic,
    birth_date: keep.birth_date ?? gone.birth_date,
    unit_id: isPlaced ? keep.unit_id : gone.unit_id,
    unit_name: isPlaced ? keep.unit_name : gone.unit_name,
    phones: [...new Set([...keep.phones, ...gone.phones])],
  }
  const parentsOf = (childId: string) => records.filter(({ child_id }) => child_id === childId)
  const known = parentsOf(keepId)
  const [after, dropped] = [[merged], [gone]]
  for (const parent of parentsOf(goneId)) {
    const same = findParent({ ...parent }, known)
    if (same === null) after.push({ ...parent, child_id: keepId })
    else {
      dropped.push(parent)
      const phones = [...new Set([...same.phones, ...parent.phones])]
      if (phones.length > same.phones.length) after.push({ ...same, phones })
    }
  }
  const filled: Filled[] = []
  if (merged.patronymic !== keep.patronymic) filled.push('patronymic')
  if (merged.birth_date !== keep.birth_date) filled.push('birthDate')
  if (merged.unit_name !== keep.unit_name) filled.push('unit')
  if (merged.phones.length > keep.phones.length) filled.push('phones')
  if (after.length > 1) filled.push('parents')
  return { keep, gone, after, dropped, filled }
}

/** Entries of lists become one, and two again (STR-14). */
export function createRecordMerging({ clock }: Pick<Platform, 'clock'>) {
  return {
    async doMerge(tx: Tx, pair: Pair): Promise<Effects> {
      const records = await allRecords(tx, pair.communityId)
      const { after, dropped } = planRecords(records, pair)
      const now = new Date(clock.now())
      const touched = new Set([...after, ...dropped].map(({ id }) => id))
      const effects: Effects = { ...NO_EFFECTS, before: records.filter(({ id }) => touched.has(id)), after: {} }
      for (const row of after) effects.after[row.id] = await replaceRecord(tx, row, now)
      for (const row of dropped) effects.after[row.id] = null
      await deleteRecords(
        tx,
        pair.communityId,
        dropped.map(({ id }) => id),
      )
      return effects
    },

    /** Puts back what was there; refused when somebody has changed one of the entries since. */
    async doUndo(tx: Tx, communityId: string, { before, after }: Effects, fail: Fail<'double.changed'>): Promise<void> {
      await lockRoster(tx, communityId)
      const versions = await lockVersions(tx, Object.keys(after))
      for (const [id, version] of Object.entries(after)) {
        if ((versions.get(id) ?? null) !== version) fail('double.changed')
      }
      const now = new Date(clock.now())
      const isBack = (row: RecordRow) => after[row.id] === null
      // A child first: its parents name it.
      const back = before.filter(isBack).sort((left) => (left.child_id === null ? -1 : 1))
      for (const row of back) await insertRecord(tx, row, now)
      for (const row of before.filter((each) => !isBack(each))) await replaceRecord(tx, row, now)
    },
  }
}
