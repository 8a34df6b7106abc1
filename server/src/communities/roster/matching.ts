import type { RosterDifferenceKind, RosterMatchKind, RosterRole } from '#contract/communities/roster.limits.ts'
import type { Role } from '#contract/communities/types.ts'
import { fullName, type NameParts } from '#contract/identity/names.ts'
import { transposed } from './read-days.ts'
import { nameKey } from './read-names.ts'
import { personKey } from './read-row.ts'
import type { RecordRow } from './records.store.ts'

/** Somebody who applies. */
export interface Applicant extends NameParts {
  id: string
  profileId: string
  role: Role
  unitId: string
  unitName: string
  /** YYYY-MM-DD. */
  birthDate: string
  /** Hexadecimal SHA-256 of the number by which he signs in, or null. */
  phoneHash: string | null
  /** Whose parent he says that he is. */
  child: (NameParts & { birthDate: string }) | null
}

export interface MatchRecord extends RecordRow {
  /** Hexadecimal SHA-256 of the numbers. */
  phoneHashes: string[]
}

export interface Difference {
  what: RosterDifferenceKind
  /** What the application says, and what the roster does; empty where there is nothing to show. */
  told: string
  known: string
}

export interface Match {
  kind: RosterMatchKind
  record: MatchRecord | null
  differences: Difference[]
  /** On what an exact match rests beside the names. */
  grounds: ('birthDate' | 'phone')[]
}

const NONE: Match = { kind: 'none', record: null, differences: [], grounds: [] }
/** With more differences nothing is near. */
const DIFFERENCES_MAX = 3
const EDITS_MAX = 2

const roleOf = (role: Role): RosterRole => (role === 'pupil' || role === 'parent' ? role : 'staff')

/** How many letters have to be put in, taken out, changed or exchanged with the next one, up to `max`; more is `max` + 1. */
export function editsBetween(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (exchanged) least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[b.length]!
}

/** Names that are near: a slip or two in a long one, one in a short one, or an initial. */
function isNear(a: string, b: string): boolean {
  if (a === b) return true
  if (a === '' || b === '') return false
  if ((a.length === 1 || b.length === 1) && a[0] === b[0]) return true
  const max = Math.min(a.length, b.length) < 5 ? 1 : EDITS_MAX
  return editsBetween(a, b, max) <= max
}

interface Keys {
  surname: string
  name: string
  patronymic: string
}

const keysOf = (person: NameParts): Keys => ({
  surname: nameKey(person.surname),
  name: nameKey(person.name),
  patronymic: nameKey(person.patronymic),
})

const swapped = ({ surname, name }: Keys) => `${name} ${surname}`

/** Compares applicants with a roster. Precision goes before everything: whatever contradicts makes a match no exact one. */
export function createMatcher(records: readonly MatchRecord[]) {
  const byId = new Map(records.map((record) => [record.id, record]))
  const keys = new Map(records.map((record) => [record.id, keysOf(record)]))
  const index = (told: (record: MatchRecord) => readonly string[]) => {
    const found = new Map<string, MatchRecord[]>()
    for (const record of records) {
      for (const key of told(record)) {
        const list = found.get(key)
        if (list === undefined) found.set(key, [record])
        else list.push(record)
      }
    }
    return (key: string): readonly MatchRecord[] => found.get(key) ?? []
  }
  const byNames = index((record) => [record.name_key])
  const bySurname = index((record) => [keys.get(record.id)!.surname])
  const byName = index((record) => [keys.get(record.id)!.name])
  const byDay = index((record) => (record.birth_date === null ? [] : [record.birth_date]))
  const byPhone = index((record) => record.phoneHashes)

  const candidatesOf = (applicant: Applicant, own: Keys): Set<MatchRecord> => {
    const found = new Set<MatchRecord>([...byNames(personKey(applicant)), ...byNames(swapped(own))])
    if (applicant.phoneHash !== null) for (const record of byPhone(applicant.phoneHash)) found.add(record)
    for (const record of bySurname(own.surname)) if (isNear(keys.get(record.id)!.name, own.name)) found.add(record)
    for (const record of byName(own.name)) if (isNear(keys.get(record.id)!.surname, own.surname)) found.add(record)
    for (const day of [applicant.birthDate, transposed(applicant.birthDate)]) {
      for (const record of day === null ? [] : byDay(day)) {
        const { surname, name } = keys.get(record.id)!
        const isAlike = isNear(surname, own.surname) || isNear(name, own.name)
        if (isAlike || `${surname} ${name}` === swapped(own)) found.add(record)
      }
    }
    return found
  }

  /** Records of one family: a child with its parents. */
  const isFamily = (a: MatchRecord, b: MatchRecord) =>
    a.id === b.id || a.child_id === b.id || b.child_id === a.id || (a.child_id !== null && a.child_id === b.child_id)

  const differencesOf = (applicant: Applicant, own: Keys, record: MatchRecord): Difference[] => {
    const known = keys.get(record.id)!
    const found: Difference[] = []
    const add = (what: RosterDifferenceKind, told = '', is = '') => found.push({ what, told, known: is })
    if (`${known.surname} ${known.name}` === swapped(own) && known.surname !== own.surname) {
      add('nameOrder', fullName(applicant), fullName(record))
    } else {
      for (const part of ['surname', 'name'] as const) {
        if (known[part] !== own[part]) add(part, applicant[part], record[part])
      }
    }
    const isOther = known.patronymic !== own.patronymic && known.patronymic !== '' && own.patronymic !== ''
    if (isOther) add('patronymic', applicant.patronymic, record.patronymic)
    const role = roleOf(applicant.role)
    if (record.role !== role) add('role')
    addDay(applicant, record, add)
    const isPhone = applicant.phoneHash !== null && record.phoneHashes.includes(applicant.phoneHash)
    if (record.birth_date === null && !isPhone) add(record.role === 'pupil' ? 'birthDateMissing' : 'phone')
    if (role !== 'staff' && record.unit_id !== applicant.unitId) add('unit', applicant.unitName, record.unit_name)
    if (role === 'parent' && !isChild(applicant, record)) add('child')
    const others = applicant.phoneHash === null ? [] : byPhone(applicant.phoneHash)
    if (others.some((other) => !isFamily(other, record)) && !isPhone) add('phoneOfOther')
    return found
  }

  const isChild = ({ child }: Applicant, record: MatchRecord): boolean => {
    const known = record.child_id === null ? undefined : byId.get(record.child_id)
    if (child === null || known === undefined || known.name_key !== personKey(child)) return false
    return known.birth_date === null || known.birth_date === child.birthDate
  }

  /** Whether somebody else of the same names may just as well be meant, since nothing tells him apart. */
  const hasRival = (applicant: Applicant, own: Keys, record: MatchRecord): boolean =>
    byNames(record.name_key).some(
      (other) =>
        other.id !== record.id &&
        other.role === record.role &&
        other.birth_date === null &&
        isNearOrMissing(keys.get(other.id)!.patronymic, own.patronymic) &&
        (record.role === 'staff' || other.unit_id === applicant.unitId) &&
        other.child_id === record.child_id,
    )

  return (applicant: Applicant): Match => {
    const own = keysOf(applicant)
    const found = [...candidatesOf(applicant, own)].map((record) => {
      const differences = differencesOf(applicant, own, record)
      const grounds: Match['grounds'] = []
      if (record.birth_date === applicant.birthDate) grounds.push('birthDate')
      if (applicant.phoneHash !== null && record.phoneHashes.includes(applicant.phoneHash)) grounds.push('phone')
      return { record, differences, grounds }
    })
    const exact = found.filter(({ differences }) => differences.length === 0)
    if (exact.length > 1) return { ...NONE, kind: 'several' }
    if (exact.length === 1) {
      const only = exact[0]!
      return hasRival(applicant, own, only.record) ? { ...NONE, kind: 'several' } : { kind: 'exact', ...only }
    }
    return nearest(found, roleOf(applicant.role))
  }
}

const isNearOrMissing = (a: string, b: string) => a === '' || b === '' || a === b

function addDay(
  applicant: Applicant,
  record: MatchRecord,
  add: (what: RosterDifferenceKind, told?: string, known?: string) => void,
): void {
  const day = record.birth_date
  if (day === null || day === applicant.birthDate) return
  add(transposed(applicant.birthDate) === day ? 'dayAndMonth' : 'birthDate', applicant.birthDate, day)
}

/** The one that differs least, a number counting most; several where two differ alike, or where namesakes have nothing but their name. */
function nearest(found: readonly Omit<Match, 'kind'>[], role: RosterRole): Match {
  const costOf = ({ differences, grounds }: Omit<Match, 'kind'>) =>
    differences.length - (grounds.includes('phone') ? 2 : 0) - (grounds.includes('birthDate') ? 1 : 0)
  const isNamed = ({ differences }: Omit<Match, 'kind'>) =>
    !differences.some(({ what }) => what === 'surname' || what === 'name')
  const near = found
    .filter((each) => each.differences.length <= DIFFERENCES_MAX && (isNamed(each) || each.grounds.length > 0))
    .sort((a, b) => costOf(a) - costOf(b))
  const [best, second] = near
  if (best === undefined) return NONE
  const tied = second !== undefined && costOf(second) === costOf(best)
  const namesakes = near.filter((each) => isNamed(each) && each.record?.role === role)
  const byNameAlone = best.grounds.length === 0 && namesakes.length > 1
  return tied || byNameAlone ? { ...NONE, kind: 'several' } : { kind: 'near', ...best }
}
