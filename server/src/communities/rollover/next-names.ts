import type { RolloverChoice, RolloverReason } from '#contract/communities/rollover.limits.ts'
import type { CommunityType } from '#contract/communities/types.ts'
import { readClass } from '../roster/read-units.ts'

/** A unit as its name and its year tell of it. */
export interface NamedUnit {
  name: string
  grade: number | null
  schoolYear: number
}

/** What is proposed for a unit; a choice of null is a question, and `newName` how it would be called if it went on. */
export interface Proposal {
  choice: RolloverChoice | null
  newName: string
  reason: RolloverReason | null
}

const LAST_GRADE = 11
/** After this grade some classes end and some go on. */
const MIDDLE_GRADE = 9
const LAST_COURSE = { college: 4, university: 6 } as const
/** From this course on a group may end: it depends on the speciality. */
const MAY_END_FROM = { college: 3, university: 4 } as const
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI']
/** Years of age in a kindergarten, in their order; of two that begin alike the longer one comes first. */
const STAGES = [
  { is: 'ясельная', next: 'первая младшая' },
  { is: 'первая младшая', next: 'вторая младшая' },
  { is: 'вторая младшая', next: 'средняя' },
  { is: 'младшая', next: 'средняя' },
  { is: 'средняя', next: 'старшая' },
  { is: 'старшая', next: 'подготовительная' },
  { is: 'подготовительная', next: null },
] as const

/** Asks about a unit that nothing is understood of. */
const UNCLEAR: Proposal = { choice: null, newName: '', reason: 'nameUnclear' }

/** What becomes of a unit in the next school year, as far as its name tells it. What is not understood is asked. */
export function proposalFor(type: CommunityType, unit: NamedUnit, year: number): Proposal {
  const found = byType(type, unit)
  if (found.choice === null || year - unit.schoolYear === 1) return found
  return { ...found, choice: null, reason: 'yearsBehind' }
}

function byType(type: CommunityType, unit: NamedUnit): Proposal {
  if (type === 'school') return ofClass(unit)
  if (type === 'kindergarten') return ofAgeGroup(unit.name)
  if (type === 'college' || type === 'university') return ofCourse(type, unit)
  return type === 'extra' ? ofStudyYear(unit.name) : UNCLEAR
}

function ofClass({ name, grade }: NamedUnit): Proposal {
  const read = readClass(name)
  if (read === null) return UNCLEAR
  if (grade !== null && grade !== read.grade) return { choice: null, newName: '', reason: 'gradeDiffers' }
  if (read.grade === LAST_GRADE) return { choice: 'graduate', newName: '', reason: null }
  const newName = withNumber(name, read.grade + 1)
  if (read.grade === MIDDLE_GRADE) return { choice: null, newName, reason: 'mayEnd' }
  return { choice: 'promote', newName, reason: null }
}

/** The name with the first number of it replaced, written as it was: «5-Б» is «6-Б», «V Б» is «VI Б». */
function withNumber(name: string, number: number): string {
  if (/\d/.test(name)) return name.replace(/\d+/, String(number))
  return name.replace(/[ivx]+/i, (roman) => {
    const next = ROMAN[number - 1]!
    return roman === roman.toLowerCase() ? next.toLowerCase() : next
  })
}

function ofAgeGroup(name: string): Proposal {
  const found = STAGES.flatMap((stage) => {
    const match = wordsOf(stage.is).exec(name)
    return match === null ? [] : [{ stage, at: match.index, text: match[0] }]
  })
  const [first] = found
  if (first === undefined) return UNCLEAR
  const isOne = found.every(({ at, text }) => at >= first.at && at + text.length <= first.at + first.text.length)
  if (!isOne) return UNCLEAR
  if (first.stage.next === null) return { choice: 'graduate', newName: '', reason: null }
  const next = asWritten(first.text, first.stage.next)
  const newName = name.slice(0, first.at) + next + name.slice(first.at + first.text.length)
  return { choice: 'promote', newName, reason: null }
}

const wordsOf = (stage: string) => new RegExp(`(?<!\\p{L})${stage.replace(' ', '\\s+')}(?!\\p{L})`, 'iu')

/** With a capital where there was one. */
function asWritten(before: string, next: string): string {
  const isCapital = before.charAt(0) !== before.charAt(0).toLowerCase()
  return isCapital ? next.charAt(0).toUpperCase() + next.slice(1) : next
}

const COURSE = /(?<!\d)([1-6])(?:-?й)?\s+курс(?!\p{L})|(?<!\p{L})курс\s+([1-6])(?!\d)/iu
/** «ИС-24»: a speciality and the year in which the group began. */
const BEGAN = /^\p{L}[\p{L}\d. ]*-(\d{2})$/u

/** A group of a course; one that is called after the year in which it began keeps its name. */
function ofCourse(type: 'college' | 'university', { name, schoolYear }: NamedUnit): Proposal {
  const named = COURSE.exec(name)
  const began = BEGAN.exec(name)
  const course =
    named !== null ? Number(named[1] ?? named[2]) : began !== null ? schoolYear - 2000 - Number(began[1]) + 1 : 0
  if (course < 1 || course > LAST_COURSE[type]) return UNCLEAR
  if (course === LAST_COURSE[type]) return { choice: 'graduate', newName: '', reason: null }
  const newName =
    named === null
      ? name
      : name.replace(
          named[0],
          named[0].replace(/[1-6]/, (digit) => String(Number(digit) + 1)),
        )
  if (course >= MAY_END_FROM[type]) return { choice: null, newName, reason: 'mayEnd' }
  return { choice: 'promote', newName, reason: null }
}

const STUDY_YEAR = /(?<!\d)([1-9])(?:-?й)?\s+год(?!\p{L})/iu

/** «Хор, 2 год обучения»: how many years a circle takes is known to nobody but the organisation. */
function ofStudyYear(name: string): Proposal {
  const match = STUDY_YEAR.exec(name)
  if (match === null) return UNCLEAR
  const next = match[0].replace(/\d/, (digit) => String(Number(digit) + 1))
  return { choice: null, newName: name.replace(match[0], next), reason: 'mayEnd' }
}
