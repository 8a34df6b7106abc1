import type { RosterReason } from '#contract/communities/roster.limits.ts'
import { nameKey } from './read-names.ts'
import {
  personKey,
  type ReadContext,
  type RosterPerson,
  type RowRead,
  readRow,
  sectionOf,
  tellsOfNobody,
} from './read-row.ts'
import { unitKey } from './read-units.ts'

export interface TableRow extends RowRead {
  /** Row of the file, from 1 on. */
  position: number
}

const isSame = (a: RosterPerson, b: RosterPerson): boolean => {
  const [one, other] = [nameKey(a.patronymic), nameKey(b.patronymic)]
  if (one !== '' && other !== '' && one !== other) return false
  return a.birthDate !== null && a.birthDate === b.birthDate
}

/** Without a birth date nothing but the class tells two of one name apart. */
const mayBeSame = (a: RosterPerson, b: RosterPerson): boolean => {
  if (a.birthDate !== null && b.birthDate !== null) return false
  return unitKey(a.unitName) === unitKey(b.unitName)
}

/** The class in a title above the heads: «Список учащихся 5 «Б» класса». */
const titleOf = (cells: readonly string[]): string | null =>
  /\d{1,2}\s*[-«"„']?\s*\p{L}\s*[»"”']?(?=\s*класс)/iu.exec(cells.join(' '))?.[0] ?? null

/** The people of a table, row by row, with what is to be doubted of each. Rows that tell of nobody are left out. */
export function readTable(rows: readonly (readonly string[])[], headRow: number, context: ReadContext): TableRow[] {
  const heads = headRow === -1 ? [] : rows[headRow]!
  const read: TableRow[] = []
  const before = new Map<string, RosterPerson[]>()
  let section = ''
  for (const [n, cells] of rows.entries()) {
    if (n <= headRow) {
      section = sectionOf(cells) ?? titleOf(cells) ?? section
      continue
    }
    if (tellsOfNobody(cells, heads)) continue
    const title = sectionOf(cells)
    if (title !== null) {
      section = title
      continue
    }
    const row = readRow(cells, section, context)
    const { person } = row
    if (person === null) {
      read.push({ position: n + 1, ...row })
      continue
    }
    const others = before.get(personKey(person)) ?? []
    before.set(personKey(person), [...others, person])
    const more: RosterReason[] = others.some((other) => isSame(other, person))
      ? ['twice']
      : others.some((other) => mayBeSame(other, person))
        ? ['namesakes']
        : []
    read.push({
      position: n + 1,
      person,
      reasons: [...row.reasons, ...more],
      verdict: more.length > 0 ? 'doubt' : row.verdict,
    })
  }
  return read
}
