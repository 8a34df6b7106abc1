import {
  ROSTER_GUARDIANS_MAX,
  ROSTER_PHONES_MAX,
  type RosterField,
  type RosterList,
  type RosterReason,
  type RosterRole,
  type RosterVerdict,
} from '#contract/communities/roster.limits.ts'
import type { NameParts } from '#contract/identity/names.ts'
import { ageOn, isBirthDate } from '../../identity/index.ts'
import { readDay } from './read-days.ts'
import { type NamesRead, nameKey, readFullName, readNameParts } from './read-names.ts'
import { readPhones } from './read-phones.ts'
import { readClass, unitKey, unitName } from './read-units.ts'

export interface RosterGuardian extends NameParts {
  /** E.164. */
  phones: string[]
}

/** Somebody as a row tells of him. */
export interface RosterPerson extends NameParts {
  role: Exclude<RosterRole, 'parent'>
  /** YYYY-MM-DD. */
  birthDate: string | null
  /** The unit that is there already. */
  unitId: string | null
  /** How that unit is called, or the one that would be made; empty where the row names none. */
  unitName: string
  phones: string[]
  guardians: RosterGuardian[]
}

export interface RowRead {
  verdict: RosterVerdict
  reasons: RosterReason[]
  person: RosterPerson | null
}

export interface ReadContext {
  columns: readonly RosterField[]
  list: RosterList
  /** YYYY-MM-DD. */
  today: string
  normalizePhone: (text: string) => string | null
  /** Units that are there, by `unitKey`. */
  units: ReadonlyMap<string, { id: string; name: string }>
  /** Whether every pupil belongs to a class that a grade begins, as in schools. */
  classes: boolean
}

const PUPIL_AGES = [3, 25] as const
const STAFF_AGES = [16, 100] as const

/** The class that a row of titles names, where classes stand one below the other; null for every other row. */
export function sectionOf(cells: readonly string[]): string | null {
  const filled = cells.filter((cell) => cell !== '')
  const text = filled[0]
  if (filled.length !== 1 || text === undefined || text.length > 40) return null
  const read = readClass(text)
  return read === null || (read.letter === '' && !/класс/iu.test(text)) ? null : text
}

/** Cells of a row by what their columns hold. */
function byField(cells: readonly string[], columns: readonly RosterField[]): Partial<Record<RosterField, string>> {
  const found: Partial<Record<RosterField, string>> = {}
  for (const [n, field] of columns.entries()) {
    const cell = cells[n] ?? ''
    if (field !== 'skip' && cell !== '') found[field] ??= cell
  }
  return found
}

/** Guardians from left to right; one cell may hold several, each with a number. */
function readGuardians(cells: readonly string[], context: ReadContext): { guardians: RosterGuardian[]; odd: boolean } {
  const guardians: RosterGuardian[] = []
  let odd = false
  for (const [n, field] of context.columns.entries()) {
    const cell = cells[n] ?? ''
    if (cell === '') continue
    if (field === 'guardianPhone') {
      const read = readPhones(cell, context.normalizePhone)
      odd ||= read.odd || (read.phones.length === 0 && /\d/u.test(cell))
      const last = guardians.at(-1)
      // Numbers without a name belong to nobody whom an application could come from.
      if (last !== undefined) last.phones = [...new Set([...last.phones, ...read.phones])].slice(0, ROSTER_PHONES_MAX)
      continue
    }
    if (field !== 'guardian') continue
    for (const part of cell.split(/[\n;/]|,(?=\s*\p{Lu})/u)) {
      const { phones, odd: wrong, rest } = readPhones(part, context.normalizePhone)
      const named = rest
        .replace(/^[^:]{1,20}:/u, '')
        .replace(/(^|\s)(мать|мама|отец|папа|опекун|тел\.?)(?=\s|$|[.,-])/giu, ' ')
      const text = named.replace(/[,.:\s-]+$/u, '').replace(/^[,.:\s-]+/u, '')
      if (text === '') {
        const last = guardians.at(-1)
        if (last !== undefined) last.phones.push(...phones)
        continue
      }
      const { names, trouble } = readFullName(text)
      odd ||= wrong || trouble !== null
      if (names !== null) guardians.push({ ...names, phones })
    }
  }
  return { guardians: guardians.slice(0, ROSTER_GUARDIANS_MAX), odd: odd || guardians.length > ROSTER_GUARDIANS_MAX }
}

function readNames(found: Partial<Record<RosterField, string>>, context: ReadContext): NamesRead {
  const { surname = '', name = '', patronymic = '', fullName = '' } = found
  if (!context.columns.includes('fullName')) return readNameParts({ surname, name, patronymic })
  // «Фамилия» on its own beside «Имя Отчество».
  return readFullName(surname === '' ? fullName : `${surname} ${fullName}`)
}

function readUnit(text: string, context: ReadContext): Pick<RosterPerson, 'unitId' | 'unitName'> & { odd: boolean } {
  const known = context.units.get(unitKey(text))
  if (known !== undefined) return { unitId: known.id, unitName: known.name, odd: false }
  const odd = text !== '' && context.classes && readClass(text) === null
  return { unitId: null, unitName: unitName(text), odd }
}

/** What a row says of somebody, and what is to be doubted of it. */
export function readRow(cells: readonly string[], section: string, context: ReadContext): RowRead {
  const found = byField(cells, context.columns)
  const { names, trouble } = readNames(found, context)
  if (names === null) return { verdict: 'unclear', reasons: [trouble], person: null }
  const reasons: RosterReason[] = trouble === null ? [] : [trouble]
  const isPupil = context.list === 'pupils'
  const { odd, ...unit } = readUnit(found.unit ?? section, context)
  if (odd) reasons.push('unitOdd')
  if (isPupil && unit.unitName === '') reasons.push('unitMissing')
  let birthDate: string | null = null
  if (found.birthDate !== undefined) {
    birthDate = readDay(found.birthDate, context.today)
    if (birthDate === null) reasons.push('birthDateOdd')
    else if (!isLikely(birthDate, context.today, isPupil)) reasons.push('birthDateUnlikely')
    if (birthDate !== null && !isBirthDate(birthDate, context.today)) birthDate = null
  }
  const phones = readPhones(found.phone ?? '', context.normalizePhone)
  if (phones.odd || (phones.phones.length === 0 && found.phone !== undefined && /\d/u.test(found.phone))) {
    reasons.push('phoneOdd')
  }
  const { guardians, odd: guardianOdd } = readGuardians(cells, context)
  if (guardianOdd) reasons.push('guardianOdd')
  const person: RosterPerson = {
    ...names,
    role: isPupil ? 'pupil' : 'staff',
    birthDate,
    ...unit,
    phones: phones.phones,
    guardians: isPupil ? guardians : [],
  }
  return { verdict: reasons.length === 0 ? 'understood' : 'doubt', reasons, person }
}

function isLikely(birthDate: string, today: string, isPupil: boolean): boolean {
  if (!isBirthDate(birthDate, today)) return false
  const [from, to] = isPupil ? PUPIL_AGES : STAFF_AGES
  const age = ageOn(birthDate, today)
  return age >= from && age <= to
}

/** Rows that repeat the heads, and rows of nothing but numbers and sums, tell of nobody. */
export function tellsOfNobody(cells: readonly string[], heads: readonly string[]): boolean {
  if (cells.every((cell) => cell === '')) return true
  if (heads.length > 0 && cells.every((cell, n) => cell === '' || cell === (heads[n] ?? ''))) return true
  if (cells.every((cell) => cell === '' || /^[\d\s.,№-]+$/u.test(cell))) return true
  return cells.filter((cell) => cell !== '').length <= 2 && cells.some((cell) => /^(итого|всего)/iu.test(cell))
}

/** By what two rows of a table are recognised as one person. */
export function personKey(person: Pick<RosterPerson, 'surname' | 'name'>): string {
  return `${nameKey(person.surname)} ${nameKey(person.name)}`
}
