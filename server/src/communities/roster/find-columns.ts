import type { RosterField, RosterList } from '#contract/communities/roster.limits.ts'
import { readClass } from './read-units.ts'

/** What the columns of a table are taken for. */
export interface Layout {
  /** Index of the row with the heads of the columns; -1 where there is none. */
  headRow: number
  columns: RosterField[]
  list: RosterList
}

/** Rows in which the head is looked for: titles and the name of the school stand above it. */
const HEAD_WITHIN = 30
/** Rows below the head by which a column without a telling head is known. */
const SAMPLE = 60

// `\b` knows no Cyrillic letters.
const PHONE = 'телефон|тел(?!\\p{L})|моб|контакт|номер'
const GUARDIAN = 'родител|законн|представител|матер|мать|мам[аы]|отец|отц|пап[аы]|опекун|бабушк'
const HEADS: readonly (readonly [RosterField, RegExp])[] = [
  ['guardianPhone', new RegExp(`(${PHONE}).*(${GUARDIAN})|(${GUARDIAN}).*(${PHONE})`, 'u')],
  ['guardian', new RegExp(GUARDIAN, 'u')],
  ['birthDate', /рожд|^д\.? ?р\.?$|^др$/u],
  ['fullName', /ф\.? ?и\.? ?о|фамилия.*имя|^учени|^учащ|^обучающ|^ребен|^сотрудник|^педагог|^работник|список/u],
  ['surname', /^фамил/u],
  ['patronymic', /^отчеств/u],
  ['name', /^имя/u],
  ['unit', /класс|^группа|подраздел|отдел|паралл/u],
  ['phone', new RegExp(PHONE, 'u')],
]
/** Heads that hold such a word and are nothing of it. */
const OTHERS =
  /руковод|номер по|^№|п\/п|адрес|снилс|полис|паспорт|лицев|личн|свидетел|почт|mail|место рожд|место работ|заметк|примеч/u

const fold = (text: string) => text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim()

function fieldOfHead(text: string): RosterField {
  const head = fold(text)
  if (head === '' || head.length > 80 || OTHERS.test(head)) return 'skip'
  return HEADS.find(([, pattern]) => pattern.test(head))?.[0] ?? 'skip'
}

const isName = (field: RosterField) => field === 'fullName' || field === 'surname' || field === 'name'

/** The row that names columns: the one with the most heads, a name among them, and at least two cells. */
function findHead(rows: readonly (readonly string[])[]): number {
  let best = { row: -1, score: 0 }
  for (const [row, cells] of rows.slice(0, HEAD_WITHIN).entries()) {
    const fields = cells.map(fieldOfHead).filter((field) => field !== 'skip')
    const filled = cells.filter((cell) => cell !== '').length
    if (filled < 2 || !fields.some(isName)) continue
    if (fields.length > best.score) best = { row, score: fields.length }
  }
  return best.row
}

const LOOKS: readonly (readonly [RosterField, (cell: string) => boolean])[] = [
  ['fullName', (cell) => /^\p{Lu}[\p{L}-]+\s+\p{Lu}[\p{L}-]+(\s+\p{Lu}[\p{L}-]+)?$/u.test(cell)],
  ['birthDate', (cell) => /^(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})$/u.test(cell)],
  ['phone', (cell) => /^\+?[\d\s()-]{10,18}$/u.test(cell) && cell.replace(/\D/gu, '').length >= 10],
  ['unit', (cell) => readClass(cell) !== null && !/^\d+$/u.test(cell)],
]

/** What most cells of a column look like. */
function fieldOfCells(cells: readonly string[]): RosterField {
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length === 0) return 'skip'
  const found = LOOKS.find(([, looks]) => filled.filter(looks).length * 5 >= filled.length * 3)
  return found?.[0] ?? 'skip'
}

/** A field that stands once is the first column that is taken for it; a second name is that of a guardian, and so is the number after it. */
function settle(guesses: readonly RosterField[]): RosterField[] {
  const seen = new Set<RosterField>()
  return guesses.map((field) => {
    if (field === 'skip' || field === 'guardian' || field === 'guardianPhone') {
      seen.add(field)
      return field
    }
    const known = seen.has(field) || (field === 'fullName' && seen.has('surname'))
    const first = !known
    seen.add(field)
    if (field === 'phone' && (seen.has('guardian') || !first)) return 'guardianPhone'
    if (first) return field
    return field === 'fullName' ? 'guardian' : 'skip'
  })
}

/** Takes a table for what its heads say it is, or else for what its cells look like. The person may correct it. */
export function findLayout(rows: readonly (readonly string[])[]): Layout {
  const headRow = findHead(rows)
  const heads = headRow === -1 ? [] : rows[headRow]!
  const below = rows.slice(headRow + 1, headRow + 1 + SAMPLE)
  const width = Math.max(...rows.map((row) => row.length), 0)
  const guesses = Array.from({ length: width }, (_, n): RosterField => {
    const told = fieldOfHead(heads[n] ?? '')
    // A head that says something else is believed.
    if (told !== 'skip' || (heads[n] ?? '') !== '') return told
    return fieldOfCells(below.map((row) => row[n] ?? ''))
  })
  const columns = settle(guesses)
  const words = fold(
    rows
      .slice(0, headRow + 1)
      .flat()
      .join(' '),
  )
  const ofStaff = /сотрудник|педагог|работник|учител|должност/u.test(words) && !columns.includes('guardian')
  return { headRow, columns, list: ofStaff && !/учени|учащ|обучающ/u.test(words) ? 'staff' : 'pupils' }
}
