import type { RosterChangedField } from '#contract/communities/roster.ts'
import { fullName } from '#contract/identity/names.ts'
import { nameKey } from './read-names.ts'
import { personKey, type RosterGuardian, type RosterPerson } from './read-row.ts'
import { unitKey } from './read-units.ts'
import type { RecordRow } from './records.store.ts'

/** Somebody of the roster with his parents there. */
export interface KnownPerson {
  record: RecordRow
  parents: readonly RecordRow[]
}

const fits = (a: string, b: string) => nameKey(a) === '' || nameKey(b) === '' || nameKey(a) === nameKey(b)
const shares = (a: readonly string[], b: readonly string[]) => a.some((phone) => b.includes(phone))

const alikeOf = (person: RosterPerson, among: readonly KnownPerson[]) =>
  among.filter(({ record }) => record.role === person.role && fits(record.patronymic, person.patronymic))

const inUnitOf =
  (person: RosterPerson) =>
  ({ record }: KnownPerson) =>
    unitKey(record.unit_name) === unitKey(person.unitName)

/** Who of those of the same names says just the same of himself: the birth date, or none and the same unit. */
export function findEqual(person: RosterPerson, among: readonly KnownPerson[]): KnownPerson | null {
  const alike = alikeOf(person, among).filter(({ record }) => record.birth_date === person.birthDate)
  const here = alike.find(inUnitOf(person)) ?? null
  return person.birthDate === null ? here : (here ?? alike[0] ?? null)
}

/** Who of those of the same names in the unit a row is about, where either tells no birth date. */
export function findUndated(person: RosterPerson, among: readonly KnownPerson[]): KnownPerson | null {
  const here = alikeOf(person, among).filter(
    (known) => (known.record.birth_date === null || person.birthDate === null) && inUnitOf(person)(known),
  )
  return here.length === 1 ? here[0]! : null
}

/**
 * Who of those of the same names a row is probably about, when no other row is: the only one where a date is missing, or one
 * whose date was corrected, by a number or by the patronymic and the unit.
 */
export function findMoved(person: RosterPerson, among: readonly KnownPerson[]): KnownPerson | null {
  const alike = alikeOf(person, among)
  const only = alike.length === 1 ? alike[0]! : null
  if (only !== null && (only.record.birth_date === null || person.birthDate === null)) return only
  const phones = [...person.phones, ...person.guardians.flatMap((guardian) => guardian.phones)]
  const reached = alike.filter(({ record, parents }) =>
    shares(phones, [...record.phones, ...parents.flatMap((parent) => parent.phones)]),
  )
  if (reached.length === 1) return reached[0]!
  const isNamedSo = only !== null && person.patronymic !== '' && only.record.patronymic !== ''
  return isNamedSo && inUnitOf(person)(only) ? only : null
}

/** What a record becomes by a row. What the row does not say stays; what a stronger source has said stays too. */
export function mergedRecord(record: RecordRow, person: RosterPerson): RecordRow {
  if (record.source !== 'sheet') return record
  return {
    ...record,
    surname: person.surname,
    name: person.name,
    patronymic: person.patronymic === '' ? record.patronymic : person.patronymic,
    birth_date: person.birthDate ?? record.birth_date,
    ...(person.unitName === '' ? {} : { unit_id: person.unitId, unit_name: person.unitName }),
    phones: person.phones.length === 0 ? record.phones : person.phones,
  }
}

/** The parent of whom a row tells, among those that are known. */
export function findParent(guardian: RosterGuardian, parents: readonly RecordRow[]): RecordRow | null {
  const named = parents.filter(
    (parent) => parent.name_key === personKey(guardian) && fits(parent.patronymic, guardian.patronymic),
  )
  return named[0] ?? null
}

export function mergedParent(record: RecordRow, guardian: RosterGuardian): RecordRow {
  if (record.source !== 'sheet') return record
  return {
    ...record,
    patronymic: guardian.patronymic === '' ? record.patronymic : guardian.patronymic,
    phones: [...new Set([...record.phones, ...guardian.phones])],
  }
}

/** Whether two records say the same of somebody. */
export function saysSame(a: RecordRow, b: RecordRow): boolean {
  return (
    a.surname === b.surname &&
    a.name === b.name &&
    a.patronymic === b.patronymic &&
    a.birth_date === b.birth_date &&
    a.unit_id === b.unit_id &&
    a.unit_name === b.unit_name &&
    a.phones.join() === b.phones.join()
  )
}

const guardianText = (guardian: RosterGuardian | RecordRow) => [fullName(guardian), ...guardian.phones].join(' ')

/** What a row changes of somebody who is known. */
export function changesOf(person: RosterPerson, { record, parents }: KnownPerson): RosterChangedField[] {
  const after = mergedRecord(record, person)
  const found: RosterChangedField[] = []
  const compare = (what: RosterChangedField['what'], before: string, now: string) => {
    if (before !== now) found.push({ what, before, after: now })
  }
  compare('patronymic', record.patronymic, after.patronymic)
  compare('birthDate', record.birth_date ?? '', after.birth_date ?? '')
  compare('unit', record.unit_name, after.unit_name)
  compare('phones', record.phones.join(', '), after.phones.join(', '))
  const before: string[] = []
  const now: string[] = []
  for (const guardian of person.guardians) {
    const parent = findParent(guardian, parents)
    const merged = parent === null ? null : mergedParent(parent, guardian)
    if (parent !== null && merged !== null && saysSame(parent, merged)) continue
    if (parent !== null) before.push(guardianText(parent))
    now.push(guardianText(merged ?? guardian))
  }
  compare('guardians', before.join('; '), now.join('; '))
  return found
}

/** Known people by their names, with their parents. */
export function knownByNames(records: readonly RecordRow[]): Map<string, KnownPerson[]> {
  const parents = new Map<string, RecordRow[]>()
  for (const record of records) {
    if (record.child_id !== null) parents.set(record.child_id, [...(parents.get(record.child_id) ?? []), record])
  }
  const known = new Map<string, KnownPerson[]>()
  for (const record of records) {
    if (record.child_id !== null) continue
    known.set(record.name_key, [
      ...(known.get(record.name_key) ?? []),
      { record, parents: parents.get(record.id) ?? [] },
    ])
  }
  return known
}
