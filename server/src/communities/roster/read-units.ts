import { withoutLookalikes } from '#contract/kit/lookalikes.ts'
import { LOOKALIKE_LETTERS } from './lookalike-letters.ts'

const ROMAN: Readonly<Record<string, number>> = {
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
  v: 5,
  vi: 6,
  vii: 7,
  viii: 8,
  ix: 9,
  x: 10,
  xi: 11,
}
const GRADE_MAX = 11

/** A class as its name tells it: the grade, and the letter in small ones, or an empty text. */
export interface ClassRead {
  grade: number
  letter: string
}

/**
 * The class that a text names: «5 Б», «5-Б», «5«Б»», «5 "б" класс», «V Б»; null for anything else. A Latin letter is read
 * as the Cyrillic one that looks like it.
 */
export function readClass(text: string): ClassRead | null {
  const clean = text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/класс[а-я]*|кл\.?/gu, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const match = /^(\d{1,2}|[ivx]{1,4}) ?(\p{L}?)$/u.exec(clean)
  if (match === null) return null
  const grade = /^\d/.test(match[1]!) ? Number(match[1]) : (ROMAN[match[1]!] ?? 0)
  if (grade < 1 || grade > GRADE_MAX) return null
  const letter = match[2]!
  return { grade, letter: LOOKALIKE_LETTERS[letter] ?? letter }
}

/** What two spellings of one unit have in common. */
export function unitKey(text: string): string {
  const read = readClass(text)
  if (read !== null) return `${read.grade}${read.letter}`
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** How a unit that the roster names and that is not there yet would be called: classes as «5«Б»», others as they are written. */
export function unitName(text: string): string {
  const read = readClass(text)
  if (read === null) return withoutLookalikes(text.normalize('NFC')).replace(/\s+/gu, ' ').trim()
  return read.letter === '' ? String(read.grade) : `${read.grade}«${read.letter.toUpperCase()}»`
}
